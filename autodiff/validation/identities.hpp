#pragma once

// Equal forms of subexpressions, of which the second may be the accurate one: what suggest() tries beside the rewrites
// of fuse(). A row need not be better everywhere, only equal; whether it helps is measured, and the whole is proved.
// Rows are written like those of rewrites.hpp, in its spelling: square(x), expm1(x), sigmoid(x).

#include <autodiff/passes/rewrites.hpp>

#include <tuple>

namespace autodiff::validation::identities {

using passes::rewrite;
// For plain numbers; every other scalar brings its own.
using std::acosh;
using std::asinh;
using std::atan2;
using std::atanh;
using std::cos;
using std::cosh;
using std::exp;
using std::expm1;
using std::hypot;
using std::log;
using std::log1p;
using std::pow;
using std::sin;
using std::sinh;
using std::sqrt;
using std::tan;
using std::tanh;

// clang-format off
inline constexpr std::tuple table{
    // terms that cancel
    rewrite<2>("a term cancelled", [](const auto& x, const auto& y) { return (x + y) - x; },
               [](const auto&, const auto& y) { return 1 * y; }, "nothing is rounded off y"),
    rewrite<2>("a factor cancelled", [](const auto& x, const auto& y) { return (x * y) / x; },
               [](const auto&, const auto& y) { return 1 * y; }, "no rounding, no overflow; x = 0 is left out"),
    rewrite<2>("a factor cancelled below", [](const auto& x, const auto& y) { return x / (x * y); },
               [](const auto&, const auto& y) { return 1 / y; }, "no rounding, no overflow; x = 0 is left out"),
    rewrite<1>("a square cancelled", [](const auto& x) { return square(x) / x; },
               [](const auto& x) { return 1 * x; }, "no overflow; x = 0 is left out"),
    rewrite<1>("a square cancelled below", [](const auto& x) { return x / square(x); },
               [](const auto& x) { return 1 / x; }, "no overflow; x = 0 is left out"),

    // common factors and denominators
    rewrite<3>("common factor of a difference", [](const auto& x, const auto& y, const auto& z) { return x * y - x * z; },
               [](const auto& x, const auto& y, const auto& z) { return x * (y - z); }, "the products are not rounded"),
    rewrite<2>("common factor with 1", [](const auto& x, const auto& y) { return x - x * y; },
               [](const auto& x, const auto& y) { return x * (1 - y); }, "the product is not rounded"),
    rewrite<1>("difference to the square", [](const auto& x) { return x - square(x); },
               [](const auto& x) { return x * (1 - x); }, "the square is not rounded"),
    rewrite<3>("common denominator", [](const auto& x, const auto& y, const auto& z) { return x / z - y / z; },
               [](const auto& x, const auto& y, const auto& z) { return (x - y) / z; }, "the quotients are not rounded"),
    rewrite<2>("difference of reciprocals", [](const auto& x, const auto& y) { return 1 / x - 1 / y; },
               [](const auto& x, const auto& y) { return (y - x) / (x * y); }, "the quotients are not rounded"),
    rewrite<3>("difference to a quotient", [](const auto& x, const auto& y, const auto& z) { return x / y - z; },
               [](const auto& x, const auto& y, const auto& z) { return (x - z * y) / y; }, "the quotient is not rounded"),

    // squares and roots
    rewrite<2>("factored squares", [](const auto& x, const auto& y) { return square(x) - square(y); },
               [](const auto& x, const auto& y) { return (x - y) * (x + y); }, "the squares are not rounded"),
    rewrite<1>("factored square", [](const auto& x) { return 1 - square(x); },
               [](const auto& x) { return (1 - x) * (1 + x); }, "the square is not rounded"),
    rewrite<2>("quotient of squares", [](const auto& x, const auto& y) { return square(x) / square(y); },
               [](const auto& x, const auto& y) { return square(x / y); }, "the squares do not overflow or underflow"),
    rewrite<2>("quotient of a square", [](const auto& x, const auto& y) { return square(x) / y; },
               [](const auto& x, const auto& y) { return x * (x / y); }, "the square does not overflow or underflow"),
    rewrite<2>("quotient by a square", [](const auto& x, const auto& y) { return x / square(y); },
               [](const auto& x, const auto& y) { return x / y / y; }, "the square does not overflow or underflow"),
    rewrite<2>("conjugate of two roots", [](const auto& x, const auto& y) { return sqrt(x) - sqrt(y); },
               [](const auto& x, const auto& y) { return (x - y) / (sqrt(x) + sqrt(y)); }, "the roots are not rounded"),
    rewrite<2>("conjugate", [](const auto& x, const auto& y) { return sqrt(x) - y; },
               [](const auto& x, const auto& y) { return (x - square(y)) / (sqrt(x) + y); }, "the root is not rounded"),
    rewrite<2>("conjugate of hypot", [](const auto& x, const auto& y) { return hypot(x, y) - y; },
               [](const auto& x, const auto& y) { return square(x) / (hypot(x, y) + y); }, "nothing cancels for y > 0"),
    rewrite<1>("hypot with 1", [](const auto& x) { return sqrt(1 + square(x)); },
               [](const auto& x) { return hypot(1, x); }, "no overflow of the square"),
    rewrite<1>("root of a square", [](const auto& x) { return sqrt(square(x)); },
               [](const auto& x) { return abs(x); }, "no overflow of the square"),

    // exponentials
    rewrite<2>("product of exponentials", [](const auto& x, const auto& y) { return exp(x) * exp(y); },
               [](const auto& x, const auto& y) { return exp(x + y); }, "no inf * 0"),
    rewrite<2>("quotient of exponentials", [](const auto& x, const auto& y) { return exp(x) / exp(y); },
               [](const auto& x, const auto& y) { return exp(x - y); }, "no inf / inf"),
    rewrite<2>("difference of exponentials", [](const auto& x, const auto& y) { return exp(x) - exp(y); },
               [](const auto& x, const auto& y) { return exp(y) * expm1(x - y); }, "no cancellation where x is near y"),
    rewrite<1>("sinh", [](const auto& x) { return exp(x) - exp(-x); },
               [](const auto& x) { return 2 * sinh(x); }, "no cancellation near 0"),
    rewrite<1>("cosh", [](const auto& x) { return exp(x) + exp(-x); },
               [](const auto& x) { return 2 * cosh(x); }, "one operation"),
    rewrite<1>("square of an exponential", [](const auto& x) { return square(exp(x)); },
               [](const auto& x) { return exp(2 * x); }, "the exponential is not rounded before it is squared"),
    rewrite<1>("expm1 from its quotient", [](const auto& x) { return expm1(x) / exp(x); },
               [](const auto& x) { return -expm1(-x); }, "no inf / inf"),
    rewrite<2>("power minus 1", [](const auto& x, const auto& y) { return pow(x, y) - 1; },
               [](const auto& x, const auto& y) { return expm1(y * log(x)); }, "no cancellation where the power is near 1; x > 0"),
    rewrite<1>("tanh from expm1", [](const auto& x) { return expm1(x) / (1 + exp(x)); },
               [](const auto& x) { return tanh(x / 2); }, "no inf / inf"),
    rewrite<1>("tanh from a sigmoid", [](const auto& x) { return expm1(x) * sigmoid(-x); },
               [](const auto& x) { return tanh(x / 2); }, "no inf * 0"),
    rewrite<1>("tanh from a centred sigmoid", [](const auto& x) { return sigmoid(x) - 0.5; },
               [](const auto& x) { return 0.5 * tanh(x / 2); }, "no cancellation near 0"),

    // hyperbolic functions
    rewrite<1>("tanh", [](const auto& x) { return sinh(x) / cosh(x); },
               [](const auto& x) { return tanh(x); }, "no inf / inf"),
    rewrite<1>("sigmoid from 1 + tanh", [](const auto& x) { return 1 + tanh(x); },
               [](const auto& x) { return 2 * sigmoid(2 * x); }, "no cancellation for large -x"),
    rewrite<1>("cosh minus 1", [](const auto& x) { return cosh(x) - 1; },
               [](const auto& x) { return 2 * square(sinh(x / 2)); }, "no cancellation near 0"),
    rewrite<1>("slope of tanh", [](const auto& x) { return 1 - square(tanh(x)); },
               [](const auto& x) { return 4 * (sigmoid(2 * x) * sigmoid(-2 * x)); }, "no cancellation for large x"),
    rewrite<1>("slope of tanh from its factors", [](const auto& x) { return (1 - tanh(x)) * (1 + tanh(x)); },
               [](const auto& x) { return 4 * (sigmoid(2 * x) * sigmoid(-2 * x)); }, "no cancellation for large x"),
    rewrite<1>("square of cosh minus 1", [](const auto& x) { return square(cosh(x)) - 1; },
               [](const auto& x) { return square(sinh(x)); }, "no cancellation near 0"),

    // logarithms
    rewrite<2>("difference of logarithms", [](const auto& x, const auto& y) { return log(x) - log(y); },
               [](const auto& x, const auto& y) { return log(x / y); }, "no cancellation of the logarithms"),
    rewrite<2>("logarithm of a ratio near 1", [](const auto& x, const auto& y) { return log(x / y); },
               [](const auto& x, const auto& y) { return log1p((x - y) / y); }, "the ratio is not rounded"),
    rewrite<1>("log1p of a square", [](const auto& x) { return log1p(-square(x)); },
               [](const auto& x) { return log1p(x) + log1p(-x); }, "the square is not rounded"),
    rewrite<1>("atanh", [](const auto& x) { return log((1 + x) / (1 - x)); },
               [](const auto& x) { return 2 * atanh(x); }, "accurate near 0"),
    rewrite<1>("atanh from two logarithms", [](const auto& x) { return log1p(x) - log1p(-x); },
               [](const auto& x) { return 2 * atanh(x); }, "one operation"),
    rewrite<1>("asinh", [](const auto& x) { return log(x + hypot(1, x)); },
               [](const auto& x) { return asinh(x); }, "accurate near 0 and for negative x"),
    rewrite<1>("acosh", [](const auto& x) { return log(x + sqrt(square(x) - 1)); },
               [](const auto& x) { return acosh(x); }, "no overflow, accurate near 1"),
    rewrite<2>("log of a difference of exponentials", [](const auto& x, const auto& y) { return log(exp(x) - exp(y)); },
               [](const auto& x, const auto& y) { return x + log(-expm1(y - x)); }, "no overflow"),

    // angles
    rewrite<1>("half angle", [](const auto& x) { return 1 - cos(x); },
               [](const auto& x) { return 2 * square(sin(x / 2)); }, "no cancellation near 0"),
    rewrite<1>("tangent of half an angle", [](const auto& x) { return (1 - cos(x)) / sin(x); },
               [](const auto& x) { return tan(x / 2); }, "no cancellation near 0"),
    rewrite<2>("difference of cosines", [](const auto& x, const auto& y) { return cos(x) - cos(y); },
               [](const auto& x, const auto& y) { return -2 * (sin((x + y) / 2) * sin((x - y) / 2)); }, "no cancellation where x is near y"),
    rewrite<2>("difference of sines", [](const auto& x, const auto& y) { return sin(x) - sin(y); },
               [](const auto& x, const auto& y) { return 2 * (cos((x + y) / 2) * sin((x - y) / 2)); }, "no cancellation where x is near y"),
    rewrite<2>("difference of tangents", [](const auto& x, const auto& y) { return tan(x) - tan(y); },
               [](const auto& x, const auto& y) { return sin(x - y) / (cos(x) * cos(y)); }, "no cancellation where x is near y"),
    rewrite<2>("difference of arc tangents", [](const auto& x, const auto& y) { return atan(x) - atan(y); },
               [](const auto& x, const auto& y) { return atan2(x - y, 1 + x * y); }, "no cancellation where x is near y"),
    rewrite<1>("square of the cosine", [](const auto& x) { return 1 - square(sin(x)); },
               [](const auto& x) { return square(cos(x)); }, "no cancellation near pi/2"),
    rewrite<1>("square of the sine", [](const auto& x) { return 1 - square(cos(x)); },
               [](const auto& x) { return square(sin(x)); }, "no cancellation near 0"),
    rewrite<1>("double angle", [](const auto& x) { return square(cos(x)) - square(sin(x)); },
               [](const auto& x) { return cos(2 * x); }, "no cancellation"),

    // probabilities
    rewrite<1>("complement of the normal distribution", [](const auto& x) { return 1 - normal_cdf(x); },
               [](const auto& x) { return normal_cdf(-x); }, "no cancellation for large x")};
// clang-format on

} // namespace autodiff::validation::identities
