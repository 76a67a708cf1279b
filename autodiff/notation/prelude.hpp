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
    {"tg(x)",             "tan(x)"},
    {"ctg(x)",            "cot(x)"},
    {"arctg(x)",          "atan(x)"},
    {"acot(x)",           "atan2(1, x)"}, // the continuous one, from pi to 0
    {"arccot(x)",         "acot(x)"},
    {"asec(x)",           "acos(1 / x)"},
    {"arcsec(x)",         "asec(x)"},
    {"acsc(x)",           "asin(1 / x)"},
    {"arccsc(x)",         "acsc(x)"},
    {"gd(x)",             "2 * atan(tanh(x / 2))"}, // Gudermann's function
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
    {"acoth(x)",          "atanh(1 / x)"},
    {"arccoth(x)",        "acoth(x)"},
    {"arcoth(x)",         "acoth(x)"},
    {"asech(x)",          "acosh(1 / x)"},
    {"arcsech(x)",        "asech(x)"},
    {"arsech(x)",         "asech(x)"},
    {"acsch(x)",          "asinh(1 / x)"},
    {"arccsch(x)",        "acsch(x)"},
    {"arcsch(x)",         "acsch(x)"},
    // sigmoid and its kin
    {"σ(x)",              "sigmoid(x)"},
    {"logistic(x)",       "sigmoid(x)"},
    {"expit(x)",          "sigmoid(x)"},
    {"logsigmoid(x)",     "log_sigmoid(x)"},
    {"swish(x)",          "silu(x)"},
    {"leaky_relu(x)",     "leaky_relu(x, 0.01)"},
    {"elu(x)",            "elu(x, 1)"},
    {"softsign(x)",       "x / (1 + abs(x))"},
    {"tanhshrink(x)",     "x - tanh(x)"},
    {"relu6(x)",          "min(max(x, 0), 6)"},
    {"hardtanh(x)",       "min(max(x, -1), 1)"},
    {"hardsigmoid(x)",    "min(max(x + 3, 0), 6) / 6"},
    {"hard_sigmoid(x)",   "hardsigmoid(x)"},
    {"hardswish(x)",      "x * hardsigmoid(x)"},
    {"hard_swish(x)",     "hardswish(x)"},
    // gamma and the normal distribution
    {"gamma(x)",          "tgamma(x)"},
    {"Γ(x)",              "tgamma(x)"},
    {"loggamma(x)",       "lgamma(x)"},
    {"gammaln(x)",        "lgamma(x)"},
    {"lngamma(x)",        "lgamma(x)"},
    {"factorial(x)",      "tgamma(x + 1)"},
    {"lbeta(x, y)",       "lgamma(x) + lgamma(y) - lgamma(x + y)"},
    {"betaln(x, y)",      "lbeta(x, y)"},
    {"beta(x, y)",        "exp(lbeta(x, y))"}, // for x, y > 0
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
inline constexpr std::string_view letters[] = {"beta", "gamma", "phi", "Phi", "psi", "σ", "Γ", "ψ", "Φ", "φ"};

/// Names that mean one function to some people and another to others, and what to write instead.
struct Ambiguity {
    std::string_view name;
    std::string_view remedy;
};
inline constexpr Ambiguity ambiguous_names[] = {
    {"lg", "write log10(x) or log2(x)"},
    {"sinc", "write sin(x)/x or sin(pi*x)/(pi*x)"},
    {"mod", "write fmod(x, y), which has the sign of x, or x - y*floor(x/y), which has that of y"},
    {"frac", "write x - floor(x) or x - trunc(x)"},
};

} // namespace autodiff::reading
