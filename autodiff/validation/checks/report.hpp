#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#if __has_include(<fmt/base.h>)
#include <fmt/base.h>
#else
#include <fmt/core.h>
#endif

namespace autodiff {

/// What a wrong derivative most likely comes from.
enum class Cause : std::uint8_t {
    missing_chain_factor, ///< right for unit seeds only, or off by a factor that depends on x
    wrong_sign,
    wrong_constant,     ///< off by the same factor everywhere
    swapped_arguments,  ///< it is the derivative with respect to another input
    lost_dependence,    ///< 0 where the function does depend on the input
    wrong_branch,       ///< right in other parts of the domain
    discontinuity,      ///< the function jumps at the point or beside it
    not_differentiable, ///< a kink, or an infinite slope
    loses_accuracy,     ///< right in exact arithmetic: cancels, overflows or underflows
    not_finite,         ///< infinite or not a number where the function is smooth
    wrong_value,        ///< an engine computes another value of the function
    engine_fails,       ///< it threw an exception
    wrong_formula       ///< none of these
};

/// The cause in a few words: "wrong sign".
[[nodiscard]] std::string_view to_text(Cause cause);

/// Something that a check found, at one point, and how often it found the same.
struct Finding {
    bool fails = true;       ///< false: a remark, such as a kink where the derivative is a subgradient
    std::string check;       ///< what was compared: "reverse against differences"
    std::string component;   ///< "d f / d x1"
    std::vector<double> x;   ///< the first point where it was found
    double found = 0;        ///< the number in question
    double expected = 0;     ///< what it was compared with; NaN where there is no one number
    double uncertainty = 0;  ///< of `expected`
    Cause cause{};           ///< the likely one
    std::string explanation; ///< one sentence about it
    std::size_t times = 1;   ///< points where the same was found
};

/// The outcome of a check. True when nothing failed. Prints with fmt and iostreams, so that
/// `CHECK(check_gradient(f, x))` of Catch2 and `EXPECT_TRUE` of GoogleTest show it.
struct Report {
    std::string subject;              ///< the check's name: "check_gradient"
    std::size_t points = 0;           ///< at which something could be compared
    std::size_t undefined = 0;        ///< points at which the function is not finite
    std::size_t comparisons = 0;      ///< of two numbers
    std::size_t inconclusive = 0;     ///< comparisons with differences that know nothing: too noisy a function
    std::uint64_t seed = 0;           ///< of the random points and directions
    std::vector<std::string> engines; ///< the ways of differentiation that took part
    std::vector<Finding> findings;    ///< failures first, then remarks

    [[nodiscard]] std::size_t failures() const;
    [[nodiscard]] bool passed() const { return points > 0 && failures() == 0; }
    explicit operator bool() const { return passed(); }
};

[[nodiscard]] std::string to_text(const Report& report);
std::ostream& operator<<(std::ostream& stream, const Report& report);

} // namespace autodiff

template <>
struct fmt::formatter<autodiff::Report> : fmt::formatter<fmt::string_view> {
    fmt::format_context::iterator format(const autodiff::Report& report, fmt::format_context& context) const;
};
