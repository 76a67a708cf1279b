#pragma once

// The functions that expressions have beside those of the catalogue: other names that users know them by, and short
// compositions, written in the language itself. A row may give a name of the catalogue another number of arguments.

#include <string_view>

namespace autodiff::reading {

struct PreludeRow {
    std::string_view signature;
    std::string_view body;
};

// clang-format off
inline constexpr PreludeRow prelude[] = {
    // powers, logarithms
    {"ln(x)",             "log(x)"},
    {"log(x, base)",      "log(x) / log(base)"},
    {"ln1p(x)",           "log1p(x)"},
    {"exp10(x)",          "10 ^ x"},
    {"power(x, y)",       "x ^ y"},
    {"sqr(x)",            "square(x)"},
    {"cube(x)",           "x ^ 3"},
    {"rsqrt(x)",          "1 / sqrt(x)"},
    // trigonometric
    {"sec(x)",            "1 / cos(x)"},
    {"csc(x)",            "1 / sin(x)"},
    {"cosec(x)",          "1 / sin(x)"},
    {"cot(x)",            "1 / tan(x)"},
    {"arcsin(x)",         "asin(x)"},
    {"arccos(x)",         "acos(x)"},
    {"arctan(x)",         "atan(x)"},
    {"arctan2(y, x)",     "atan2(y, x)"},
    // hyperbolic
    {"sech(x)",           "1 / cosh(x)"},
    {"csch(x)",           "1 / sinh(x)"},
    {"coth(x)",           "1 / tanh(x)"},
    {"arcsinh(x)",        "asinh(x)"},
    {"arccosh(x)",        "acosh(x)"},
    {"arctanh(x)",        "atanh(x)"},
    {"arsinh(x)",         "asinh(x)"},
    {"arcosh(x)",         "acosh(x)"},
    {"artanh(x)",         "atanh(x)"},
    // sigmoid and its kin
    {"σ(x)",              "sigmoid(x)"},
    {"logistic(x)",       "sigmoid(x)"},
    {"expit(x)",          "sigmoid(x)"},
    {"logsigmoid(x)",     "log_sigmoid(x)"},
    {"swish(x)",          "silu(x)"},
    {"leaky_relu(x)",     "leaky_relu(x, 0.01)"},
    {"elu(x)",            "elu(x, 1)"},
    {"softsign(x)",       "x / (1 + abs(x))"},
    // gamma and the normal distribution
    {"gamma(x)",          "tgamma(x)"},
    {"Γ(x)",              "tgamma(x)"},
    {"loggamma(x)",       "lgamma(x)"},
    {"gammaln(x)",        "lgamma(x)"},
    {"psi(x)",            "digamma(x)"},
    {"ψ(x)",              "digamma(x)"},
    {"trigamma(x)",       "polygamma(1, x)"},
    {"Phi(x)",            "normal_cdf(x)"},
    {"Φ(x)",              "normal_cdf(x)"},
    {"normal_pdf(x)",     "exp(-x ^ 2 / 2) / sqrt(2 * pi)"},
    {"phi(x)",            "normal_pdf(x)"},
    {"φ(x)",              "normal_pdf(x)"},
    // piecewise
    {"fabs(x)",           "abs(x)"},
    {"sgn(x)",            "sign(x)"},
    {"signum(x)",         "sign(x)"},
    {"if(c, x, y)",       "select(c, x, y)"},
    {"where(c, x, y)",    "select(c, x, y)"},
    {"heaviside(x)",      "heaviside(x, 0.5)"},
    {"heaviside(x, middle)", "x < 0 ? 0 : x > 0 ? 1 : x == 0 ? middle : x"},
    {"clamp(x, low, high)",  "min(max(x, low), high)"},
};
// clang-format on

/// Operations on two arguments that take more, from the left: min(a, b, c) is min(min(a, b), c).
inline constexpr std::string_view folded_operations[] = {"min", "max", "hypot", "logaddexp"};

/// Function names that are letters, and so are names of variables where no parenthesis follows.
inline constexpr std::string_view letters[] = {"gamma", "phi", "Phi", "psi", "σ", "Γ", "ψ", "Φ", "φ"};

} // namespace autodiff::reading
