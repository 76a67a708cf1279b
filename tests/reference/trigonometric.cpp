#include <reference/catalogue.hpp>
#include <reference/definitions.hpp>

#include <array>

namespace reference {

Jet tanh(const Jet& x) {
    const Jet two = 2.0;
    if (arf_cmpabs_2exp_si(x.value.middle(), 0) < 0) return sinh(x) / cosh(x);
    return x.sign() < 0 ? two / (exp(two * -x) + Jet(1.0)) - Jet(1.0) : Jet(1.0) - two / (exp(two * x) + Jet(1.0));
}

Jet atanh(const Jet& x) { return Jet(0.5) * (log1p(x) - log1p(-x)); }

namespace {

Jet half_pi(int sign) { return Jet(0.5 * sign) * Jet(pi()); }

/// The angle of the point (x[1], x[0]); the quotient taken is the one that is at most 1.
Jet atan2(const Arguments& x) {
    const Number& ordinate = x.at[0];
    const Number& abscissa = x.at[1];
    const int side = ordinate.sign_bit() ? -1 : 1;
    if (ordinate.compare_size(abscissa) > 0) return half_pi(side) - atan(x[1] / x[0]);
    const Jet angle = abscissa.is_zero() ? Jet(0.0) : atan(x[0] / x[1]);
    return abscissa.sign_bit() ? angle + Jet(2.0) * half_pi(side) : angle;
}

Jet asinh(const Jet& x) {
    const Jet one = 1.0;
    return Jet(2.0) * atanh(x / (one + sqrt(one + x * x)));
}

/// log1p keeps what log(x + sqrt(x^2 - 1)) loses close to 1.
Jet acosh(const Jet& x) {
    const Jet w = x - Jet(1.0);
    return log1p(w + sqrt(w * (w + Jet(2.0))));
}

constexpr auto rows = std::to_array<Operation>({
    {"sin", 1, [](const Arguments& x) { return sin(x[0]); }},
    {"cos", 1, [](const Arguments& x) { return cos(x[0]); }},
    {"tan", 1, [](const Arguments& x) { return tan(x[0]); }},
    {"asin", 1, [](const Arguments& x) { return asin(x[0]); }},
    {"acos", 1, [](const Arguments& x) { return acos(x[0]); }},
    {"atan", 1, [](const Arguments& x) { return atan(x[0]); }},
    {"atan2", 2, atan2},
    {"sinh", 1, [](const Arguments& x) { return sinh(x[0]); }},
    {"cosh", 1, [](const Arguments& x) { return cosh(x[0]); }},
    {"tanh", 1, [](const Arguments& x) { return tanh(x[0]); }},
    {"asinh", 1, [](const Arguments& x) { return asinh(x[0]); }},
    {"acosh", 1, [](const Arguments& x) { return acosh(x[0]); }},
    {"atanh", 1, [](const Arguments& x) { return atanh(x[0]); }},
});

} // namespace

std::span<const Operation> trigonometric_operations() { return rows; }

} // namespace reference
