#include <reference/catalogue.hpp>

#include <array>

namespace reference {

namespace {

Jet truth_of(bool condition) { return condition ? 1.0 : 0.0; }

using RoundTo = void (*)(arf_t, const arf_t);

/// A step function of the exact argument: its value is a constant.
template <RoundTo round>
Jet step(const Arguments& x) {
    Ball result;
    round(result.middle(), x.at[0].exact());
    return Jet(result);
}

void toward_zero(arf_t result, const arf_t x) { arf_sgn(x) < 0 ? arf_ceil(result, x) : arf_floor(result, x); }

/// Nearest integer, halves away from zero.
void halves_away(arf_t result, const arf_t x) {
    Float half;
    arf_set_si_2exp_si(half.get(), arf_sgn(x), -1);
    arf_add(half.get(), half.get(), x, ARF_PREC_EXACT, ARF_RND_DOWN);
    toward_zero(result, half.get());
}

/// Both arguments as integer multiples of one power of two.
void to_common_scale(Integer& a, Integer& b, const Arguments& x) {
    Integer exponent_a;
    Integer exponent_b;
    arf_get_fmpz_2exp(a.get(), exponent_a.get(), x.at[0].exact());
    arf_get_fmpz_2exp(b.get(), exponent_b.get(), x.at[1].exact());
    const slong shift = fmpz_get_si(exponent_a.get()) - fmpz_get_si(exponent_b.get());
    if (shift > 0) fmpz_mul_2exp(a.get(), a.get(), static_cast<ulong>(shift));
    if (shift < 0) fmpz_mul_2exp(b.get(), b.get(), static_cast<ulong>(-shift));
}

Jet minus_multiple(const Arguments& x, const Integer& quotient) {
    Ball multiple;
    arb_set_fmpz(multiple.get(), quotient.get());
    return x[0] - Jet(multiple) * x[1];
}

/// a - trunc(a/b) b, the quotient in whole, however long.
Jet fmod(const Arguments& x) {
    Integer a;
    Integer b;
    Integer quotient;
    to_common_scale(a, b, x);
    fmpz_tdiv_q(quotient.get(), a.get(), b.get());
    return minus_multiple(x, quotient);
}

/// a - n b with n the integer nearest to a/b, even in a tie.
Jet remainder(const Arguments& x) {
    Integer a;
    Integer b;
    Integer quotient;
    Integer rest;
    to_common_scale(a, b, x);
    fmpz_fdiv_qr(quotient.get(), rest.get(), a.get(), b.get()); // rest has the sign of b
    fmpz_mul_2exp(rest.get(), rest.get(), 1);
    const int against_half = fmpz_cmpabs(rest.get(), b.get());
    if (against_half > 0 || (against_half == 0 && fmpz_is_odd(quotient.get())))
        fmpz_add_ui(quotient.get(), quotient.get(), 1);
    return minus_multiple(x, quotient);
}

constexpr auto rows = std::to_array<Operation>({
    {"abs", 1, [](const Arguments& x) { return x.at[0].sign() < 0 ? -x[0] : x[0]; }},
    {"sign", 1, [](const Arguments& x) { return Jet(x.at[0].sign()); }},
    {"min", 2, [](const Arguments& x) { return x.at[0].compare(x.at[1]) <= 0 ? x[0] : x[1]; }},
    {"max", 2, [](const Arguments& x) { return x.at[0].compare(x.at[1]) >= 0 ? x[0] : x[1]; }},
    {"fmod", 2, fmod},
    {"remainder", 2, remainder},
    {"copysign", 2, [](const Arguments& x) { return x.at[0].sign_bit() == x.at[1].sign_bit() ? x[0] : -x[0]; }},
    {"floor", 1, step<arf_floor>},
    {"ceil", 1, step<arf_ceil>},
    {"trunc", 1, step<toward_zero>},
    {"round", 1, step<halves_away>},
    {"select", 3, [](const Arguments& x) { return x.at[0].is_zero() ? x[2] : x[1]; }},
    {"less", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) < 0); }},
    {"less_equal", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) <= 0); }},
    {"greater", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) > 0); }},
    {"greater_equal", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) >= 0); }},
    {"equal", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) == 0); }},
    {"not_equal", 2, [](const Arguments& x) { return truth_of(x.at[0].compare(x.at[1]) != 0); }},
});

} // namespace

std::span<const Operation> stepwise_operations() { return rows; }

} // namespace reference
