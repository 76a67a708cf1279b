#include <autodiff/enclosures/ball.hpp>

#include <autodiff/enclosures/settle.hpp>

#include <cmath>

namespace autodiff::enclosures {

namespace {

thread_local slong working_bits = 128;

Decision decided(bool yes, bool no) { return yes ? Decision::yes : no ? Decision::no : Decision::unknown; }

bool any_nowhere(const Ball& x, const Ball& y) { return x.is_nowhere() || y.is_nowhere(); }

/// +-infinity with the sign of x, for x that is not 0 anywhere.
Ball infinity_signed_as(const Ball& x, int sign) {
    const int sign_of_x = arb_sgn_nonzero(x.get());
    if (sign_of_x == 0) return x.is_zero() ? Ball::nowhere() : Ball::anything();
    return Ball(sign_of_x * sign * HUGE_VAL);
}

int sign(const Ball& infinite) { return arf_sgn(infinite.middle()); }

} // namespace

WorkingPrecision::WorkingPrecision(slong bits) : before_(working_bits) { working_bits = bits; }
WorkingPrecision::~WorkingPrecision() { working_bits = before_; }
slong WorkingPrecision::bits() { return working_bits; }

void Ball::set(double value) {
    nowhere_ = std::isnan(value);
    arb_set_d(ball_, value);
    if (nowhere_) arb_indeterminate(ball_);
}

Ball Ball::anything() {
    Ball ball;
    arb_indeterminate(ball.ball_);
    return ball;
}

Ball Ball::nowhere() {
    Ball ball = anything();
    ball.nowhere_ = true;
    return ball;
}

Ball Ball::pi() {
    Ball ball;
    arb_const_pi(ball.ball_, working_bits);
    return ball;
}

Ball settled(Ball result) {
    if (arf_is_inf(result.middle()) || arf_is_nan(result.middle())) return Ball::anything();
    return result;
}

Decision operator<(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Decision::nowhere;
    return decided(arb_lt(x.get(), y.get()) != 0, arb_ge(x.get(), y.get()) != 0);
}
Decision operator<=(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Decision::nowhere;
    return decided(arb_le(x.get(), y.get()) != 0, arb_gt(x.get(), y.get()) != 0);
}
Decision operator>(const Ball& x, const Ball& y) { return y < x; }
Decision operator>=(const Ball& x, const Ball& y) { return y <= x; }
Decision operator==(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Decision::nowhere;
    return decided(arb_eq(x.get(), y.get()) != 0, arb_ne(x.get(), y.get()) != 0);
}
Decision operator!=(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Decision::nowhere;
    return decided(arb_ne(x.get(), y.get()) != 0, arb_eq(x.get(), y.get()) != 0);
}

Ball select(Decision condition, const Ball& a, const Ball& b) {
    if (condition == Decision::yes) return a;
    if (condition == Decision::no) return b;
    if (condition == Decision::nowhere || (a.is_nowhere() && b.is_nowhere())) return Ball::nowhere();
    if (any_nowhere(a, b) || arb_is_finite(a.get()) == 0 || arb_is_finite(b.get()) == 0) return Ball::anything();
    Ball hull;
    arb_union(hull.get(), a.get(), b.get(), working_bits);
    return hull;
}

Ball operator-(const Ball& x) {
    Ball result(x);
    arb_neg(result.get(), x.get());
    return result;
}

Ball operator+(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Ball::nowhere();
    if (x.is_infinite() && y.is_infinite()) return sign(x) == sign(y) ? x : Ball::nowhere();
    if (x.is_infinite()) return arb_is_finite(y.get()) != 0 ? x : Ball::anything();
    if (y.is_infinite()) return arb_is_finite(x.get()) != 0 ? y : Ball::anything();
    Ball result;
    arb_add(result.get(), x.get(), y.get(), working_bits);
    return settled(std::move(result));
}

Ball operator-(const Ball& x, const Ball& y) {
    if (x.is_infinite() || y.is_infinite()) return x + -y;
    if (any_nowhere(x, y)) return Ball::nowhere();
    Ball result;
    arb_sub(result.get(), x.get(), y.get(), working_bits);
    return settled(std::move(result));
}

Ball operator*(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y)) return Ball::nowhere();
    if (x.is_infinite()) return infinity_signed_as(y, sign(x));
    if (y.is_infinite()) return infinity_signed_as(x, sign(y));
    Ball result;
    arb_mul(result.get(), x.get(), y.get(), working_bits);
    return settled(std::move(result));
}

Ball operator/(const Ball& x, const Ball& y) {
    if (any_nowhere(x, y) || y.is_zero()) return Ball::nowhere();
    if (y.is_infinite())
        return x.is_infinite() ? Ball::nowhere() : arb_is_finite(x.get()) != 0 ? Ball(0) : Ball::anything();
    if (x.is_infinite()) return infinity_signed_as(y, sign(x));
    Ball result;
    arb_div(result.get(), x.get(), y.get(), working_bits);
    return settled(std::move(result));
}

Ball fma(const Ball& x, const Ball& y, const Ball& z) { return x * y + z; }

} // namespace autodiff::enclosures
