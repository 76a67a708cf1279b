#include <autodiff/notation/source_language.hpp>

#include <autodiff/graph/graph.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace autodiff::writing {

namespace {

/// Operations of the catalogue that C99 has under the same name.
constexpr std::array<std::string_view, 36> library_functions{
    "fma",   "exp", "exp2", "expm1",  "log",    "log2", "log10",     "log1p",    "sqrt",  "cbrt", "pow",   "hypot",
    "sin",   "cos", "tan",  "asin",   "acos",   "atan", "atan2",     "sinh",     "cosh",  "tanh", "asinh", "acosh",
    "atanh", "erf", "erfc", "tgamma", "lgamma", "fmod", "remainder", "copysign", "floor", "ceil", "trunc", "round"};

constexpr std::array<ops::Opcode, 10> operators{
    ops::opcode<ops::Add>,   ops::opcode<ops::Subtract>,  ops::opcode<ops::Multiply>, ops::opcode<ops::Divide>,
    ops::opcode<ops::Less>,  ops::opcode<ops::LessEqual>, ops::opcode<ops::Greater>,  ops::opcode<ops::GreaterEqual>,
    ops::opcode<ops::Equal>, ops::opcode<ops::NotEqual>};

std::string shortest(double value, bool single_precision) {
    std::string text = single_precision ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return single_precision ? text + 'f' : text;
}

} // namespace

std::string SourceLanguage::number(double value) const {
    if (std::isnan(value)) return fmt::format("({})NAN", type());
    const double magnitude = std::abs(single_precision ? static_cast<double>(static_cast<float>(value)) : value);
    const std::string text =
        std::isinf(magnitude) ? fmt::format("({})INFINITY", type()) : shortest(std::abs(value), single_precision);
    return std::signbit(value) ? fmt::format("(-{})", text) : text;
}

std::string SourceLanguage::call(std::string_view function, std::string_view arguments) const {
    return fmt::format("{}{}{}({})", cpp ? "std::" : "", function, !cpp && single_precision ? "f" : "", arguments);
}

std::string SourceLanguage::elementary(ops::Opcode operation, std::span<const std::string> arguments) const {
    if (std::ranges::find(operators, operation) != operators.end())
        return fmt::format("{} {} {}", arguments[0], notation(operation).symbol, arguments[1]);
    if (operation == ops::opcode<ops::Negate>) return fmt::format("-{}", arguments[0]);
    const std::string_view function = library_function(operation);
    return function.empty() ? std::string() : call(function, fmt::format("{}", fmt::join(arguments, ", ")));
}

std::string_view library_function(ops::Opcode operation) {
    if (operation == ops::opcode<ops::Abs>) return "fabs";
    const auto* const found = std::ranges::find(library_functions, notation(operation).name);
    return found == library_functions.end() ? std::string_view() : *found;
}

std::string comment_block(std::string_view text) {
    std::string out = "/* ";
    char before = ' ';
    for (const char c : text) {
        const bool unsafe = (before == '*' && c == '/') || (before == '/' && c == '*') || (before == '?' && c == '?');
        if (unsafe) out += ' '; // "*/", "/*", and what begins a trigraph
        if (c == '\n')
            out += "\n * ";
        else
            out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
        before = c == '\n' ? ' ' : c;
    }
    return out + " */\n";
}

} // namespace autodiff::writing
