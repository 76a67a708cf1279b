#include <autodiff/notation/latex_words.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>

namespace autodiff::writing {

namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

} // namespace

void refuse_latex(std::string_view what) {
    throw Error(fmt::format("latex_to_mathml: {} is not in the part of LaTeX that is translated.", what));
}

std::string_view LatexWords::take_word() {
    std::size_t length = 1;
    if (rest_.starts_with('\\')) {
        while (length < rest_.size() && is_letter(rest_[length])) ++length;
        if (length == 1) length = 2;
    } else {
        while (length < rest_.size() && continues_character(rest_[length])) ++length;
    }
    return take(length);
}

std::string_view LatexWords::take_braced(std::string_view command) {
    const std::size_t end = rest_.find('}');
    if (!rest_.starts_with('{') || end == std::string_view::npos)
        refuse_latex(fmt::format("{} without braces", command));
    return take(end + 1).substr(1, end - 1);
}

} // namespace autodiff::writing
