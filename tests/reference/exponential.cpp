#include <reference/catalogue.hpp>

#include <array>

namespace reference {

namespace {

/// 2^n 2^f with n the integer nearest below x and f in [0, 1): whole powers of two come out exact.
Jet exp2(const Arguments& x) {
    Integer n;
    arf_get_fmpz(n.get(), x.at[0].exact(), ARF_RND_FLOOR);
    Jet fraction = x[0];
    arb_sub_fmpz(fraction.value.get(), fraction.value.get(), n.get(), ARF_PREC_EXACT);
    return scale_by_power_of_two(exp(fraction * Jet(log_of(2))), n);
}

constexpr auto rows = std::to_array<Operation>({
    {"exp", 1, [](const Arguments& x) { return exp(x[0]); }},
    {"exp2", 1, exp2},
    {"expm1", 1, [](const Arguments& x) { return expm1(x[0]); }},
    {"log", 1, [](const Arguments& x) { return log(x[0]); }},
    {"log2", 1, [](const Arguments& x) { return log(x[0]) / Jet(log_of(2)); }},
    {"log10", 1, [](const Arguments& x) { return log(x[0]) / Jet(log_of(10)); }},
    {"log1p", 1, [](const Arguments& x) { return log1p(x[0]); }},
});

} // namespace

std::span<const Operation> exponential_operations() { return rows; }

} // namespace reference
