#include <arb_hypgeom.h>
#include <arb_poly.h>
#include <reference/jet.hpp>

namespace reference {

slong& working_precision() {
    thread_local slong bits = 128;
    return bits;
}

namespace {

/// An owning arb_poly_t.
class Polynomial {
  public:
    Polynomial() { arb_poly_init(polynomial_); }
    Polynomial(const Polynomial&) = delete;
    Polynomial& operator=(const Polynomial&) = delete;
    ~Polynomial() { arb_poly_clear(polynomial_); }
    arb_poly_struct* get() { return polynomial_; }
    Ball coefficient(slong k) const {
        Ball result;
        arb_poly_get_coeff_arb(result.get(), polynomial_, k);
        return result;
    }

  private:
    arb_poly_t polynomial_;
};

/// Adds x*y, where an exact zero wins over anything: a coefficient that is not there stays away.
void add_product(Ball& sum, const Ball& x, const Ball& y) {
    if (x.is_zero() || y.is_zero()) return;
    arb_addmul(sum.get(), x.get(), y.get(), working_precision());
}

/// Terms of the function's series that this jet can reach.
slong terms_needed(const Jet& x) {
    if (x.is_constant()) return 1;
    return x.s.is_zero() || x.t.is_zero() ? 2 : 3;
}

/// f(x + d) = f0 + f1 d + f2 d^2 with d^2 = 2 x_s x_t st.
Jet compose(const std::array<Ball, 3>& f, const Jet& x) {
    Jet result(f[0]);
    add_product(result.s, f[1], x.s);
    add_product(result.t, f[1], x.t);
    add_product(result.st, f[1], x.st);
    Ball square;
    add_product(square, x.s, x.t);
    arb_mul_2exp_si(square.get(), square.get(), 1);
    add_product(result.st, f[2], square);
    return result;
}

/// `terms` Taylor coefficients of the function around the value of x, by Arb.
template <class Function>
void expand(Polynomial& result, const Jet& x, slong terms, Function&& series) {
    Polynomial argument;
    arb_poly_set_coeff_arb(argument.get(), 0, x.value.get());
    if (terms > 1) arb_poly_set_coeff_si(argument.get(), 1, 1);
    series(result.get(), argument.get(), terms, working_precision());
}

/// The jet of the n-th derivative of the function.
template <class Function>
Jet lift_derivative(slong n, const Jet& x, Function&& series) {
    Polynomial f;
    expand(f, x, n + terms_needed(x), series);
    for (slong k = 0; k < n; ++k) arb_poly_derivative(f.get(), f.get(), working_precision());
    return compose({f.coefficient(0), f.coefficient(1), f.coefficient(2)}, x);
}

template <class Function>
Jet lift(const Jet& x, Function&& series) {
    return lift_derivative(0, x, series);
}

} // namespace

Jet operator-(const Jet& x) {
    Jet result = x;
    for (Ball* part : {&result.value, &result.s, &result.t, &result.st}) arb_neg(part->get(), part->get());
    return result;
}

Jet operator+(const Jet& x, const Jet& y) {
    Jet result;
    const slong bits = working_precision();
    arb_add(result.value.get(), x.value.get(), y.value.get(), bits);
    arb_add(result.s.get(), x.s.get(), y.s.get(), bits);
    arb_add(result.t.get(), x.t.get(), y.t.get(), bits);
    arb_add(result.st.get(), x.st.get(), y.st.get(), bits);
    return result;
}

Jet operator-(const Jet& x, const Jet& y) { return x + -y; }

Jet operator*(const Jet& x, const Jet& y) {
    Jet result;
    arb_mul(result.value.get(), x.value.get(), y.value.get(), working_precision());
    add_product(result.s, x.value, y.s);
    add_product(result.s, x.s, y.value);
    add_product(result.t, x.value, y.t);
    add_product(result.t, x.t, y.value);
    add_product(result.st, x.value, y.st);
    add_product(result.st, x.s, y.t);
    add_product(result.st, x.t, y.s);
    add_product(result.st, x.st, y.value);
    return result;
}

Jet operator/(const Jet& x, const Jet& y) {
    Jet result = x * inverse(y);
    // the value of an exact quotient should be as exact as it can be
    arb_div(result.value.get(), x.value.get(), y.value.get(), working_precision());
    return result;
}

Jet scale_by_power_of_two(const Jet& x, const Integer& n) {
    Jet result = x;
    for (Ball* part : {&result.value, &result.s, &result.t, &result.st})
        arb_mul_2exp_fmpz(part->get(), part->get(), n.get());
    return result;
}

Jet inverse(const Jet& x) { return lift(x, arb_poly_inv_series); }
Jet sqrt(const Jet& x) { return lift(x, arb_poly_sqrt_series); }
Jet exp(const Jet& x) { return lift(x, arb_poly_exp_series); }
Jet log(const Jet& x) { return lift(x, arb_poly_log_series); }
Jet log1p(const Jet& x) { return lift(x, arb_poly_log1p_series); }
Jet sin(const Jet& x) { return lift(x, arb_poly_sin_series); }
Jet cos(const Jet& x) { return lift(x, arb_poly_cos_series); }
Jet tan(const Jet& x) { return lift(x, arb_poly_tan_series); }
Jet asin(const Jet& x) { return lift(x, arb_poly_asin_series); }
Jet acos(const Jet& x) { return lift(x, arb_poly_acos_series); }
Jet atan(const Jet& x) { return lift(x, arb_poly_atan_series); }
Jet sinh(const Jet& x) { return lift(x, arb_poly_sinh_series); }
Jet cosh(const Jet& x) { return lift(x, arb_poly_cosh_series); }
Jet sin_pi(const Jet& x) { return lift(x, arb_poly_sin_pi_series); }
Jet erf(const Jet& x) { return lift(x, arb_hypgeom_erf_series); }
Jet erfc(const Jet& x) { return lift(x, arb_hypgeom_erfc_series); }
Jet gamma(const Jet& x) { return lift(x, arb_poly_gamma_series); }
Jet log_gamma(const Jet& x) { return lift(x, arb_poly_lgamma_series); }

Jet expm1(const Jet& x) {
    Jet result = exp(x);
    arb_expm1(result.value.get(), x.value.get(), working_precision());
    return result;
}

Jet power(const Jet& x, const Ball& exponent) {
    return lift(x, [&](arb_poly_t result, const arb_poly_t argument, slong terms, slong bits) {
        arb_poly_pow_arb_series(result, argument, exponent.get(), terms, bits);
    });
}

Jet polygamma(slong n, const Jet& x) { return lift_derivative(n, x, arb_poly_digamma_series); }

Jet pi_cot_pi_derivative(slong n, const Jet& x) { return Jet(pi()) * lift_derivative(n, x, arb_poly_cot_pi_series); }

Ball pi() {
    Ball result;
    arb_const_pi(result.get(), working_precision());
    return result;
}

Ball log_of(unsigned long n) {
    Ball result;
    arb_log_ui(result.get(), n, working_precision());
    return result;
}

} // namespace reference
