#include <autodiff/cli/page.hpp>

#include <autodiff/cli/formula_width.hpp>
#include <autodiff/notation/mathml_tree.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

// Of the page's column, and of a phone 360 pixels wide without its margins.
constexpr int wide = 720;
constexpr int narrow = 328;

std::string class_attribute(std::string_view kind) { return kind.empty() ? "" : fmt::format(" class=\"{}\"", kind); }

} // namespace

std::string words_html(std::string_view text) { return writing::markup_escaped(text); }

std::string code_html(std::string_view text) { return fmt::format("<code>{}</code>", words_html(text)); }

void Page::heading(std::string_view text) { body_ += fmt::format("<h2>{}</h2>\n", words_html(text)); }

void Page::paragraph(std::string_view html, std::string_view kind) {
    body_ += fmt::format("<p{}>{}</p>\n", class_attribute(kind), html);
}

void Page::formula(std::string_view mathml) { body_ += fmt::format("<div class=\"formula\">{}</div>\n", mathml); }

void Page::figure(const Plot& plot, std::string_view caption) {
    body_ += fmt::format("<figure>\n<h3>{}</h3>{}\n<div class=\"wide\">{}</div><div class=\"narrow\">{}</div>\n",
                         words_html(plot.title), legend(plot), to_svg(plot, wide), to_svg(plot, narrow));
    if (!caption.empty()) body_ += fmt::format("<figcaption>{}</figcaption>", words_html(caption));
    body_ += "</figure>\n";
}

void Page::drawing(std::string_view svg, std::string_view caption) {
    body_ += fmt::format("<figure><div class=\"drawing\">{}</div><figcaption>{}</figcaption></figure>\n", svg,
                         words_html(caption));
}

void Page::table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                 std::string_view kind) {
    body_ += fmt::format("<div class=\"scroll\"><table{}>", class_attribute(kind));
    if (!header.empty()) {
        body_ += "<thead><tr>";
        for (const std::string& cell : header) body_ += fmt::format("<th scope=\"col\">{}</th>", cell);
        body_ += "</tr></thead>";
    }
    body_ += "<tbody>\n";
    for (const auto& row : rows) {
        body_ += "<tr>";
        for (std::size_t k = 0; k < row.size(); ++k)
            body_ += k == 0 ? fmt::format("<th scope=\"row\">{}</th>", row[k]) : fmt::format("<td>{}</td>", row[k]);
        body_ += "</tr>\n";
    }
    body_ += "</tbody></table></div>\n";
}

void Page::begin_details(std::string_view summary) {
    body_ += fmt::format("<details open><summary>{}</summary>\n", words_html(summary));
}

std::string Page::html() const {
    // The icon is empty, or a browser would ask for one.
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n"
                       "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
                       words_html(title_), style_sheet(), with_formula_widths(body_));
}

} // namespace autodiff::cli
