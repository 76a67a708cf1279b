#include <autodiff/notation/mathml_tree.hpp>

#include <fmt/format.h>

namespace autodiff::writing {

std::string mathml_text(const MathmlTree& tree, std::size_t root) {
    struct Open {
        std::size_t element;
        std::size_t next = 0; // child
    };
    std::string out;
    std::vector<Open> open{{root}};
    while (!open.empty()) {
        Open& top = open.back();
        const MathmlElement& element = tree[top.element];
        if (top.next == 0) out += fmt::format("<{}{}>{}", element.tag, element.attributes, element.text);
        if (top.next < element.children.size()) {
            open.push_back({element.children[top.next++]});
            continue;
        }
        out += fmt::format("</{}>", element.tag);
        open.pop_back();
    }
    return out;
}

std::string markup_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    return out;
}

} // namespace autodiff::writing
