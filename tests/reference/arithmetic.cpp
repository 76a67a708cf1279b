#include <reference/catalogue.hpp>

#include <array>

namespace reference {

namespace {

Jet pow(const Arguments& x) {
    const Number& base = x.at[0];
    const Number& exponent = x.at[1];
    const Jet size = base.sign() < 0 ? -x[0] : x[0];
    const Jet result = x[1].is_constant() ? power(size, x[1].value) : exp(x[1] * log(size));
    return base.sign() < 0 && exponent.is_odd() ? -result : result;
}

Jet cbrt(const Arguments& x) {
    Ball third(1.0);
    arb_div_ui(third.get(), third.get(), 3, working_precision());
    return x.at[0].sign() < 0 ? -power(-x[0], third) : power(x[0], third);
}

constexpr auto rows = std::to_array<Operation>({
    {"add", 2, [](const Arguments& x) { return x[0] + x[1]; }},
    {"sub", 2, [](const Arguments& x) { return x[0] - x[1]; }},
    {"mul", 2, [](const Arguments& x) { return x[0] * x[1]; }},
    {"div", 2, [](const Arguments& x) { return x[0] / x[1]; }},
    {"neg", 1, [](const Arguments& x) { return -x[0]; }},
    {"fma", 3, [](const Arguments& x) { return x[0] * x[1] + x[2]; }},
    {"square", 1, [](const Arguments& x) { return x[0] * x[0]; }},
    {"sqrt", 1, [](const Arguments& x) { return sqrt(x[0]); }},
    {"cbrt", 1, cbrt},
    {"pow", 2, pow},
});

} // namespace

std::span<const Operation> arithmetic_operations() { return rows; }

} // namespace reference
