#pragma once

// The rewrites of fuse(), one row each: two spellings of the same function, the second of which is one operation that
// is faster, more accurate, or safe where the first overflows. Both spellings are lambdas over any scalar: the pass
// builds its patterns from them and the tests evaluate them.
//
// Patterns are matched bottom-up, so a row is written in terms of what earlier rows have left: 1 + exp(x), but
// square(x) for x * x and softplus(x) for log(1 + exp(x)). One row stands for all spellings that differ in the order of
// the operands of + and *, in where signs stand (exp(b - a) for exp(-x)), and in a constant factor (2 / (2 + 2
// exp(x))). A variable that occurs twice is the same node twice, or the negated one where the pattern has -x.

#include <autodiff/ops/catalogue.hpp>

#include <cmath>
#include <string_view>
#include <tuple>

namespace autodiff::passes {

/// When a row applies.
enum class When {
    always,
    fma_allowed, ///< FuseOptions::fma: the row rounds once where the program rounded twice
};

/// `pattern` and `replacement` are functions of Variables scalars.
template <int Variables, class Pattern, class Replacement>
struct Rewrite {
    static constexpr int variables = Variables;
    std::string_view name;
    Pattern pattern;
    Replacement replacement;
    std::string_view gain; ///< what the replacement does better; where the two differ, and why that is right
    When when = When::always;
};

template <int Variables, class Pattern, class Replacement>
constexpr Rewrite<Variables, Pattern, Replacement> rewrite(std::string_view name, Pattern pattern,
                                                           Replacement replacement, std::string_view gain,
                                                           When when = When::always) {
    return {name, pattern, replacement, gain, when};
}

// One rewrite has any number of variables and is no row: log(exp(x) + exp(y) + ...), three terms or more, a constant 1
// counting as exp(0), becomes log_sum_exp(x, y, ...), which neither overflows nor underflows. A partial sum whose own
// log is fused enters by that: log(s + exp(z)) becomes logaddexp(log s, z), so that running sums stay linear. A partial
// sum that is needed for something else ends the sum.

namespace rows {

// For plain numbers; every other scalar brings its own.
using std::erf;
using std::erfc;
using std::exp;
using std::expm1;
using std::fma;
using std::hypot;
using std::log;
using std::log1p;
using std::pow;
using std::sqrt;

// clang-format off
inline constexpr std::tuple table{
    // sigmoid
    rewrite<1>("sigmoid from exp(x)", [](const auto& x) { return exp(x) / (1 + exp(x)); },
               [](const auto& x) { return sigmoid(x); }, "no inf/inf for large x"),
    rewrite<2>("sigmoid from a product with exp(x)", [](const auto& x, const auto& y) { return y * exp(x) / (1 + exp(x)); },
               [](const auto& x, const auto& y) { return y * sigmoid(x); }, "no inf/inf for large x"),
    rewrite<2>("sigmoid of a difference", [](const auto& x, const auto& y) { return exp(x) / (exp(x) + exp(y)); },
               [](const auto& x, const auto& y) { return sigmoid(x - y); }, "neither inf/inf nor 0/0"),
    rewrite<2>("sigmoid from 1 + exp(x)", [](const auto& x, const auto& y) { return y / (1 + exp(x)); },
               [](const auto& x, const auto& y) { return y * sigmoid(-x); },
               "the derivative is not 0 * inf for large x. One more rounding when y is not constant"),
    rewrite<1>("complement of sigmoid", [](const auto& x) { return 1 - sigmoid(x); },
               [](const auto& x) { return sigmoid(-x); }, "no cancellation for large x"),
    rewrite<1>("sigmoid from its complement", [](const auto& x) { return exp(x) * sigmoid(-x); },
               [](const auto& x) { return sigmoid(x); }, "no inf * 0 for large x"),
    rewrite<2>("squared sigmoid", [](const auto& x, const auto& y) { return y / square(1 + exp(x)); },
               [](const auto& x, const auto& y) { return y * square(sigmoid(-x)); }, "no overflow of the square"),
    rewrite<1>("derivative of sigmoid", [](const auto& x) { return exp(x) * square(sigmoid(-x)); },
               [](const auto& x) { return sigmoid(x) * sigmoid(-x); }, "no inf * 0 for large x"),
    rewrite<1>("logit", [](const auto& x) { return log(x / (1 - x)); },
               [](const auto& x) { return logit(x); }, "accurate near 1/2"),
    rewrite<1>("logit from two logarithms", [](const auto& x) { return log(x) - log1p(-x); },
               [](const auto& x) { return logit(x); }, "accurate near 1/2"),
    rewrite<1>("silu", [](const auto& x) { return x * sigmoid(x); },
               [](const auto& x) { return silu(x); }, "one operation with one partial"),

    // softplus
    rewrite<1>("softplus", [](const auto& x) { return log(1 + exp(x)); },
               [](const auto& x) { return softplus(x); }, "no overflow for large x, no lost digits for negative x"),
    rewrite<1>("softplus from log1p", [](const auto& x) { return log1p(exp(x)); },
               [](const auto& x) { return softplus(x); }, "no overflow for large x"),
    rewrite<1>("softplus of -x", [](const auto& x) { return softplus(x) - x; },
               [](const auto& x) { return softplus(-x); }, "no cancellation for large x"),
    rewrite<1>("log_sigmoid from softplus", [](const auto& x) { return x - softplus(x); },
               [](const auto& x) { return log_sigmoid(x); }, "no cancellation for large x"),
    rewrite<1>("log_sigmoid from -softplus", [](const auto& x) { return -softplus(x); },
               [](const auto& x) { return log_sigmoid(-x); }, "one operation"),
    rewrite<1>("softplus from -log_sigmoid", [](const auto& x) { return -log_sigmoid(x); },
               [](const auto& x) { return softplus(-x); }, "one operation"),
    rewrite<1>("log_sigmoid", [](const auto& x) { return log(sigmoid(x)); },
               [](const auto& x) { return log_sigmoid(x); }, "no log(0) for large -x, no lost digits for large x"),

    // exponentials and logarithms
    rewrite<1>("reciprocal of exp", [](const auto& x) { return 1 / exp(x); },
               [](const auto& x) { return exp(-x); }, "no division; the derivative does not overflow"),
    rewrite<1>("expm1", [](const auto& x) { return exp(x) - 1; },
               [](const auto& x) { return expm1(x); }, "no cancellation near 0"),
    rewrite<2>("logaddexp", [](const auto& x, const auto& y) { return log(exp(x) + exp(y)); },
               [](const auto& x, const auto& y) { return logaddexp(x, y); }, "neither overflow nor underflow"),
    rewrite<1>("log of exp", [](const auto& x) { return log(exp(x)); },
               [](const auto& x) { return x; }, "neither overflow nor underflow"),
    rewrite<1>("log1p", [](const auto& x) { return log(1 + x); },
               [](const auto& x) { return log1p(x); }, "no digits lost for small x"),

    // powers
    rewrite<1>("square", [](const auto& x) { return x * x; },
               [](const auto& x) { return square(x); }, "one operand"),
    rewrite<1>("square from pow", [](const auto& x) { return pow(x, 2.0); },
               [](const auto& x) { return square(x); }, "much faster; differs from pow by its rounding"),
    rewrite<2>("hypot", [](const auto& x, const auto& y) { return sqrt(square(x) + square(y)); },
               [](const auto& x, const auto& y) { return hypot(x, y); },
               "squares neither overflow nor underflow; derivative 0 at the origin instead of 0 * inf"),

    // error function
    rewrite<1>("erfc", [](const auto& x) { return 1 - erf(x); },
               [](const auto& x) { return erfc(x); }, "no cancellation for large x"),
    rewrite<1>("erf", [](const auto& x) { return 1 - erfc(x); },
               [](const auto& x) { return erf(x); }, "no cancellation near 0"),

    // relu. max(x, 0) is another function to derivatives: at the tie its slope is 1/2 and relu's is 0.
    rewrite<1>("relu", [](const auto& x) { return select(x > 0, x, 0.0); },
               [](const auto& x) { return relu(x); }, "one operation; NaN stays NaN instead of becoming 0"),
    rewrite<1>("relu from 0 < x", [](const auto& x) { return select(0 < x, x, 0.0); },
               [](const auto& x) { return relu(x); }, "one operation; NaN stays NaN instead of becoming 0"),
    rewrite<1>("relu from x <= 0", [](const auto& x) { return select(x <= 0, 0.0, x); },
               [](const auto& x) { return relu(x); }, "one operation"),
    rewrite<1>("relu from 0 >= x", [](const auto& x) { return select(0 >= x, 0.0, x); },
               [](const auto& x) { return relu(x); }, "one operation"),

    // fma: rounds once instead of twice, which is another result
    rewrite<3>("fma", [](const auto& x, const auto& y, const auto& z) { return x * y + z; },
               [](const auto& x, const auto& y, const auto& z) { return fma(x, y, z); }, "one rounding", When::fma_allowed),
    rewrite<3>("fma of a negative product", [](const auto& x, const auto& y, const auto& z) { return z - x * y; },
               [](const auto& x, const auto& y, const auto& z) { return fma(-x, y, z); }, "one rounding", When::fma_allowed),
    rewrite<2>("fma of a square", [](const auto& x, const auto& z) { return square(x) + z; },
               [](const auto& x, const auto& z) { return fma(x, x, z); }, "one rounding", When::fma_allowed)};
// clang-format on

} // namespace rows

/// Calls f(row) for every row in the order in which they are tried.
template <class F>
constexpr void for_each_rewrite(F&& f) {
    std::apply([&f](const auto&... row) { (f(row), ...); }, rows::table);
}

} // namespace autodiff::passes
