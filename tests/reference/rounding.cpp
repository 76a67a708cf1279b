#include <reference/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace reference {

namespace {

/// Exponent e with |x| in [2^(e-1), 2^e), clamped to far beyond every format.
slong binary_exponent(arf_srcptr x) { return std::clamp<slong>(arf_abs_bound_lt_2exp_si(x), -1'000'000, 1'000'000); }

} // namespace

slong unit_exponent(arf_srcptr x, const Format& format) {
    if (arf_is_zero(x)) return format.floor;
    const slong exponent = std::clamp(binary_exponent(x), format.floor, format.limit);
    return std::max(exponent - format.bits, format.floor);
}

void round_to(Float& result, arf_srcptr x, const Format& format) {
    if (arf_is_special(x)) {
        arf_set(result.get(), x);
        return;
    }
    const slong exponent = binary_exponent(x);
    const slong bits = std::min(format.bits, exponent - format.floor);
    if (exponent > format.limit) {
        arf_sgn(x) > 0 ? arf_pos_inf(result.get()) : arf_neg_inf(result.get());
    } else if (bits >= 1) {
        arf_set_round(result.get(), x, bits, ARF_RND_NEAR);
        if (arf_cmpabs_2exp_si(result.get(), format.limit) >= 0)
            arf_sgn(x) > 0 ? arf_pos_inf(result.get()) : arf_neg_inf(result.get());
    } else if (arf_cmpabs_2exp_si(x, format.floor - 1) > 0) {
        arf_set_si_2exp_si(result.get(), arf_sgn(x), format.floor);
    } else {
        arf_zero(result.get()); // half of the smallest denormal ties to the even zero
    }
}

bool rounds_uniquely(const Ball& x) {
    if (arb_is_exact(x.get())) return true;
    Float low;
    Float high;
    arb_get_lbound_arf(low.get(), x.get(), 8192);
    arb_get_ubound_arf(high.get(), x.get(), 8192);
    Float rounded_low;
    Float rounded_high;
    for (const Format& format : {binary32, binary64, x87_extended}) {
        round_to(rounded_low, low.get(), format);
        round_to(rounded_high, high.get(), format);
        if (!arf_equal(rounded_low.get(), rounded_high.get())) return false;
    }
    return true;
}

long double exact_long_double(arf_srcptr x) {
    using Limits = std::numeric_limits<long double>;
    if (arf_is_nan(x)) return Limits::quiet_NaN();
    if (arf_is_pos_inf(x)) return Limits::infinity();
    if (arf_is_neg_inf(x)) return -Limits::infinity();
    Integer mantissa;
    Integer exponent;
    arf_get_fmpz_2exp(mantissa.get(), exponent.get(), x);
    const bool negative = fmpz_sgn(mantissa.get()) < 0;
    fmpz_abs(mantissa.get(), mantissa.get());
    const auto size = static_cast<long double>(fmpz_get_ui(mantissa.get()));
    const long double result = std::ldexp(size, static_cast<int>(fmpz_get_si(exponent.get())));
    return negative ? -result : result;
}

long double Number::as_long_double() const {
    const long double x = exact_long_double(exact());
    return is_zero() && sign_bit_ ? -x : x;
}

} // namespace reference
