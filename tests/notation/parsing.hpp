#pragma once

#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the tests of the parser ask about a text.
namespace parsing {

/// The operations that it is read as, with x0, x1, ... for its variables.
inline std::string read(std::string_view text, const autodiff::ParseOptions& options = {}) {
    return autodiff::to_text(autodiff::parse(text, options).graph);
}

/// Its value, its variables in the order in which it names them.
inline double value(std::string_view text, const std::vector<double>& x = {}) {
    return autodiff::parse(text).graph(x)[0];
}

/// The error that it is; empty when it can be read.
inline std::string error(std::string_view text, const autodiff::ParseOptions& options = {}) {
    try {
        (void)autodiff::parse(text, options);
    } catch (const autodiff::ParseError& e) { return e.what(); }
    return "";
}

/// Equal bits, or both NaN.
inline bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The value of the exact graph where the numbers are the doubles nearest to them.
inline double exact_value(const autodiff::Formula& formula, std::vector<double> x) {
    for (const autodiff::ExactNumber& number : formula.numbers) x.push_back(number.value);
    return formula.exact(x)[0];
}

} // namespace parsing
