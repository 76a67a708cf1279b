// Elementary functions of one ball: a row each of Arb's function, what the C library says at infinity, where its limits
// are exact, and where the function has no value.

#include <autodiff/enclosures/ball.hpp>
#include <autodiff/enclosures/settle.hpp>

#include <arb_hypgeom.h>

#include <cmath>

namespace autodiff::enclosures {

namespace {

using ArbFunction = void (*)(arb_t, const arb_t, slong);
using Limit = double (*)(double);
using Outside = bool (*)(const Ball& x);

double as_double(const Ball& exact) { return arf_get_d(exact.middle(), ARF_RND_NEAR); }

bool nowhere_else(const Ball&) { return false; }
bool negative(const Ball& x) { return arb_is_negative(x.get()) != 0; }
bool not_positive(const Ball& x) { return arb_is_nonpositive(x.get()) != 0; }
bool at_most_minus_one(const Ball& x) { return not_positive(x + 1); }
bool below_one(const Ball& x) { return negative(x - 1); }
bool beyond_one(const Ball& x) { return negative(1 - abs(x)); }
bool one_or_beyond(const Ball& x) { return not_positive(1 - abs(x)); }
bool pole_of_gamma(const Ball& x) { return x.is_integer() && not_positive(x); }

Ball function(const Ball& x, ArbFunction f, Limit limit, Outside outside = nowhere_else) {
    if (x.is_nowhere()) return x;
    if (x.is_infinite()) return limit(as_double(x));
    if (outside(x)) return Ball::nowhere();
    Ball result;
    f(result.get(), x.get(), WorkingPrecision::bits());
    return settled(std::move(result));
}

void arb_log_base_2(arb_t r, const arb_t x, slong bits) { arb_log_base_ui(r, x, 2, bits); }
void arb_log_base_10(arb_t r, const arb_t x, slong bits) { arb_log_base_ui(r, x, 10, bits); }
void arb_erf(arb_t r, const arb_t x, slong bits) { arb_hypgeom_erf(r, x, bits); }
void arb_erfc(arb_t r, const arb_t x, slong bits) { arb_hypgeom_erfc(r, x, bits); }

void arb_exp2(arb_t r, const arb_t x, slong bits) {
    if (arb_is_int(x) != 0 && arf_cmpabs_2exp_si(arb_midref(x), 30) < 0) {
        const slong n = arf_get_si(arb_midref(x), ARF_RND_NEAR);
        arb_one(r);
        arb_mul_2exp_si(r, r, n);
        return;
    }
    arb_const_log2(r, bits + 64); // a large argument magnifies its error
    arb_mul(r, r, x, bits + 64);
    arb_exp(r, r, bits);
}

/// The root of |x| with the sign of x.
void arb_cbrt(arb_t r, const arb_t x, slong bits) {
    const int sign = arb_sgn_nonzero(x);
    if (sign == 0) {
        arb_is_zero(x) != 0 ? arb_zero(r) : arb_indeterminate(r);
        return;
    }
    arb_abs(r, x);
    arb_root_ui(r, r, 3, bits);
    if (sign < 0) arb_neg(r, r);
}

/// log |Gamma(x)|; below zero by the reflection Gamma(x) Gamma(1 - x) = pi / sin(pi x).
void arb_log_abs_gamma(arb_t r, const arb_t x, slong bits) {
    if (arb_is_positive(x) != 0) {
        arb_lgamma(r, x, bits);
        return;
    }
    Ball one_minus_x;
    Ball sine;
    arb_sub_ui(one_minus_x.get(), x, 1, ARF_PREC_EXACT);
    arb_neg(one_minus_x.get(), one_minus_x.get());
    arb_lgamma(one_minus_x.get(), one_minus_x.get(), bits);
    arb_sin_pi(sine.get(), x, bits);
    arb_abs(sine.get(), sine.get());
    arb_const_pi(r, bits);
    arb_div(r, r, sine.get(), bits);
    arb_log(r, r, bits);
    arb_sub(r, r, one_minus_x.get(), bits);
}

double limit_of_digamma(double x) { return x > 0 ? x : std::nan(""); }
double limit_of_gamma(double x) { return x > 0 ? x : std::nan(""); }
double limit_of_lgamma(double) { return HUGE_VAL; }

} // namespace

// clang-format off
Ball exp(const Ball& x) { return function(x, arb_exp, std::exp); }
Ball exp2(const Ball& x) { return function(x, arb_exp2, std::exp2); }
Ball expm1(const Ball& x) { return function(x, arb_expm1, std::expm1); }
Ball log(const Ball& x) { return function(x, arb_log, std::log, not_positive); }
Ball log2(const Ball& x) { return function(x, arb_log_base_2, std::log2, not_positive); }
Ball log10(const Ball& x) { return function(x, arb_log_base_10, std::log10, not_positive); }
Ball log1p(const Ball& x) { return function(x, arb_log1p, std::log1p, at_most_minus_one); }
Ball sqrt(const Ball& x) { return function(x, arb_sqrt, std::sqrt, negative); }
Ball cbrt(const Ball& x) { return function(x, arb_cbrt, std::cbrt); }
Ball sin(const Ball& x) { return function(x, arb_sin, std::sin); }
Ball cos(const Ball& x) { return function(x, arb_cos, std::cos); }
Ball tan(const Ball& x) { return function(x, arb_tan, std::tan); }
Ball asin(const Ball& x) { return function(x, arb_asin, std::asin, beyond_one); }
Ball acos(const Ball& x) { return function(x, arb_acos, std::acos, beyond_one); }
Ball sinh(const Ball& x) { return function(x, arb_sinh, std::sinh); }
Ball cosh(const Ball& x) { return function(x, arb_cosh, std::cosh); }
Ball tanh(const Ball& x) { return function(x, arb_tanh, std::tanh); }
Ball asinh(const Ball& x) { return function(x, arb_asinh, std::asinh); }
Ball acosh(const Ball& x) { return function(x, arb_acosh, std::acosh, below_one); }
Ball atanh(const Ball& x) { return function(x, arb_atanh, std::atanh, one_or_beyond); }
Ball erf(const Ball& x) { return function(x, arb_erf, std::erf); }
Ball erfc(const Ball& x) { return function(x, arb_erfc, std::erfc); }
Ball tgamma(const Ball& x) { return function(x, arb_gamma, limit_of_gamma, pole_of_gamma); }
Ball lgamma(const Ball& x) { return function(x, arb_log_abs_gamma, limit_of_lgamma, pole_of_gamma); }
Ball digamma(const Ball& x) { return function(x, arb_digamma, limit_of_digamma, pole_of_gamma); }
// clang-format on

Ball atan(const Ball& x) {
    if (!x.is_infinite()) return function(x, arb_atan, std::atan);
    return Ball::pi() / (arf_sgn(x.middle()) > 0 ? 2 : -2);
}

Ball abs(const Ball& x) {
    Ball result(x);
    arb_abs(result.get(), x.get());
    return result;
}

} // namespace autodiff::enclosures
