// Functions of two balls: powers, angles, lengths and the derivatives of digamma.

#include <autodiff/enclosures/ball.hpp>
#include <autodiff/enclosures/settle.hpp>

#include <arb_poly.h>

#include <cmath>
#include <optional>

namespace autodiff::enclosures {

namespace {

bool any_nowhere(const Ball& x, const Ball& y) { return x.is_nowhere() || y.is_nowhere(); }

/// A double that the C library treats at infinity as it does the whole ball: exact, or on the same side of -1, 0 and 1.
std::optional<double> representative(const Ball& x) {
    if (x.is_exact()) {
        const double d = arf_get_d(x.middle(), ARF_RND_NEAR);
        if (arf_equal_d(x.middle(), d) != 0) return d;
    }
    for (const double corner : {-1.0, 0.0, 1.0})
        if ((x > corner) != Decision::yes && (x < corner) != Decision::yes) return {};
    const double size = (abs(x) > 1) == Decision::yes ? 2.5 : 0.5;
    return (x > 0) == Decision::yes ? size : -size;
}

/// What the C library says of arguments of which one is infinite: its limits are exact there.
Ball limit_of_two(double (*f)(double, double), const Ball& x, const Ball& y) {
    const auto a = representative(x);
    const auto b = representative(y);
    return a && b ? Ball(f(*a, *b)) : Ball::anything();
}

Ball power_of_positive(const Ball& x, const Ball& y) {
    Ball result;
    arb_pow(result.get(), x.get(), y.get(), WorkingPrecision::bits());
    return settled(std::move(result));
}

bool is_odd(const Ball& integer) { return arf_is_int_2exp_si(integer.middle(), 1) == 0; }

/// The n-th derivative of digamma at x > 0: (-1)^(n+1) n! zeta(n + 1, x).
Ball polygamma_of_positive(slong n, const Ball& x) {
    if (n == 0) return digamma(x);
    const slong bits = WorkingPrecision::bits();
    Ball order(n + 1);
    Ball factorial;
    Ball result;
    arb_hurwitz_zeta(result.get(), order.get(), x.get(), bits);
    arb_fac_ui(factorial.get(), static_cast<ulong>(n), bits);
    arb_mul(result.get(), result.get(), factorial.get(), bits);
    if (n % 2 == 0) arb_neg(result.get(), result.get());
    return settled(std::move(result));
}

/// The n-th derivative of pi cot(pi x), from the power series of the cotangent.
Ball cotangent_derivative(slong n, const Ball& x) {
    const slong bits = WorkingPrecision::bits();
    arb_poly_t series;
    arb_poly_init(series);
    arb_poly_set_coeff_arb(series, 0, x.get());
    arb_poly_set_coeff_si(series, 1, 1);
    arb_poly_cot_pi_series(series, series, n + 1, bits);
    Ball result;
    Ball factorial;
    arb_poly_get_coeff_arb(result.get(), series, n);
    arb_poly_clear(series);
    arb_fac_ui(factorial.get(), static_cast<ulong>(n), bits);
    arb_mul(result.get(), result.get(), factorial.get(), bits);
    return settled(std::move(result)) * Ball::pi();
}

} // namespace

Ball pow(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Ball::nowhere();
    if (x.is_infinite() || y.is_infinite()) return limit_of_two(std::pow, x, y);
    if (y.is_zero()) return 1;
    if (arb_is_positive(x.get()) != 0) return power_of_positive(x, y);
    if (x.is_zero()) {
        if (arb_is_positive(y.get()) != 0) return 0;
        return arb_is_negative(y.get()) != 0 ? Ball::nowhere() : Ball::anything();
    }
    if (arb_is_negative(x.get()) == 0)
        return y.is_integer() && arb_is_positive(y.get()) != 0 ? power_of_positive(x, y) : Ball::anything();
    if (!y.is_integer()) return arb_contains_int(y.get()) != 0 ? Ball::anything() : Ball::nowhere();
    const Ball size = power_of_positive(-x, y);
    return is_odd(y) ? -size : size;
}

Ball hypot(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Ball::nowhere();
    if (x.is_infinite() || y.is_infinite()) return HUGE_VAL;
    Ball result;
    arb_hypot(result.get(), x.get(), y.get(), WorkingPrecision::bits());
    return settled(std::move(result));
}

Ball atan2(const Ball& y, const Ball& x) {
    if (any_nowhere(x, y)) return Ball::nowhere();
    if (x.is_infinite() || y.is_infinite()) {
        // the same angle as that of the point with 1 for infinite coordinates and 0 for finite ones
        const auto shrunk = [](const Ball& part) {
            return part.is_infinite() ? Ball(arf_sgn(part.middle())) : Ball(0);
        };
        if (y.is_infinite()) return atan2(shrunk(y), shrunk(x));
        if (arf_sgn(x.middle()) > 0) return 0;
        const int side = arb_sgn_nonzero(y.get());
        if (side == 0 && !y.is_zero()) return Ball::anything();
        return side < 0 ? -Ball::pi() : Ball::pi();
    }
    Ball result;
    arb_atan2(result.get(), y.get(), x.get(), WorkingPrecision::bits());
    return settled(std::move(result));
}

Ball polygamma(const Ball& n, const Ball& x) {
    constexpr slong highest_order = 1000;
    if (any_nowhere(n, x) || !n.is_integer() || arf_sgn(n.middle()) < 0) return Ball::nowhere();
    if (arf_cmp_si(n.middle(), highest_order) > 0) return Ball::anything();
    const slong order = arf_get_si(n.middle(), ARF_RND_NEAR);
    if (x.is_infinite()) {
        if (arf_sgn(x.middle()) < 0) return Ball::nowhere();
        return order == 0 ? x : Ball(0);
    }
    if (x.is_integer() && arf_sgn(x.middle()) <= 0) return Ball::nowhere();
    if (arb_is_positive(x.get()) != 0) return polygamma_of_positive(order, x);
    // psi(1 - x) - psi(x) = pi cot(pi x), differentiated n times
    const Ball mirrored = polygamma_of_positive(order, 1 - x);
    return (order % 2 == 0 ? mirrored : -mirrored) - cotangent_derivative(order, x);
}

} // namespace autodiff::enclosures
