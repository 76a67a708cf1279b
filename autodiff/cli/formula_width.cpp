#include <autodiff/cli/formula_width.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace autodiff::cli {

namespace {

// Of a letter or digit, a bracket or comma, a sign with its spaces; scripts are that much smaller.
constexpr double letter = 0.6;
constexpr double bracket = 0.45;
constexpr double sign = 1.25;
constexpr double script = 0.72;

/// Characters as they are seen: an entity is one, the bytes that continue one are none.
std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&') i = std::min(text.find(';', i), text.size());
        if (i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++count;
    }
    return count;
}

double operator_width(std::string_view text) {
    if (text.starts_with("&#x20") || text.empty()) return 0; // invisible
    return std::string_view("()[]{}|,").find(text) != std::string_view::npos ? bracket : sign;
}

double leaf_width(std::string_view tag, std::string_view text) {
    return tag == "mo" ? operator_width(text) : letter * static_cast<double>(characters(text));
}

double element_width(std::string_view tag, const std::vector<double>& children) {
    double sum = 0;
    double widest = 0;
    for (const double width : children) {
        sum += width;
        widest = std::max(widest, width);
    }
    if (tag == "mfrac" || tag == "munder" || tag == "mover") return widest + 0.2;
    if (tag == "msup" || tag == "msub" || tag == "msubsup")
        return children.empty() ? 0 : children[0] + script * (sum - children[0]);
    if (tag == "mspace") return 0.3;
    return tag == "msqrt" ? sum + 1 : sum;
}

} // namespace

double formula_width(std::string_view mathml) {
    struct Element {
        std::string_view tag;
        std::vector<double> children;
    };
    std::vector<Element> open{{"", {}}};
    for (std::size_t at = mathml.find('<'); at != std::string_view::npos; at = mathml.find('<', at)) {
        const std::size_t end = mathml.find('>', at);
        if (end == std::string_view::npos) break;
        const std::string_view inside = mathml.substr(at + 1, end - at - 1);
        at = end + 1;
        if (!inside.starts_with('/')) {
            open.push_back({inside.substr(0, inside.find(' ')), {}});
            const std::string_view text = mathml.substr(at, mathml.find('<', at) - at);
            if (!text.empty()) open.back().children.push_back(leaf_width(open.back().tag, text));
        } else if (open.size() > 1) {
            const double width = element_width(open.back().tag, open.back().children);
            open.pop_back();
            open.back().children.push_back(width);
        }
    }
    return element_width("", open.front().children);
}

std::string with_formula_widths(std::string_view html) {
    static constexpr std::string_view begin = "<math ";
    static constexpr std::string_view end = "</math>";
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = html.find(begin); at != std::string_view::npos; at = html.find(begin, done)) {
        const std::size_t behind = std::min(html.find(end, at), html.size() - end.size()) + end.size();
        out += html.substr(done, at - done);
        out += fmt::format("<math style=\"--width:{:.0f}\" ", std::ceil(formula_width(html.substr(at, behind - at))));
        out += html.substr(at + begin.size(), behind - at - begin.size());
        done = behind;
    }
    return out.append(html.substr(done));
}

} // namespace autodiff::cli
