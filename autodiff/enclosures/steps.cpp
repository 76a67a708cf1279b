// Functions with jumps: next to one, a ball that holds it gives "anything", and more bits decide.

#include <autodiff/enclosures/ball.hpp>
#include <autodiff/enclosures/settle.hpp>

namespace autodiff::enclosures {

namespace {

using ArbFunction = void (*)(arb_t, const arb_t, slong);

Ball step(const Ball& x, ArbFunction f) {
    if (x.is_nowhere() || x.is_infinite() || x.is_integer()) return x;
    Ball result;
    f(result.get(), x.get(), WorkingPrecision::bits());
    return settled(std::move(result));
}

/// Whether x is k + 1/2 for an integer k, exactly.
bool is_half(const Ball& x) { return !x.is_integer() && arb_is_int_2exp_si(x.get(), -1) != 0; }

/// x to the nearest integer, ties to the even one.
Ball to_nearest_even(const Ball& x) {
    if (x.is_integer()) return x;
    const Ball up = floor(x + 0.5);
    return is_half(x) && arf_is_int_2exp_si(up.middle(), 1) == 0 ? up - 1 : up;
}

/// x - n(x / y) y
Ball rest(const Ball& x, const Ball& y, Ball (*n)(const Ball& quotient)) {
    if (x.is_nowhere() || y.is_nowhere() || x.is_infinite() || y.is_zero()) return Ball::nowhere();
    if (y.is_infinite()) return x;
    return x - n(x / y) * y;
}

} // namespace

Ball floor(const Ball& x) { return step(x, arb_floor); }
Ball ceil(const Ball& x) { return step(x, arb_ceil); }
Ball trunc(const Ball& x) { return select(x < 0, ceil(x), floor(x)); }
/// Halves away from zero.
Ball round(const Ball& x) {
    if (x.is_integer()) return x;
    return select(x < 0, ceil(x - 0.5), floor(x + 0.5));
}

Ball copysign(const Ball& x, const Ball& y) {
    const Ball size = abs(x);
    return select(y < 0, -size, size);
}

Ball fmod(const Ball& x, const Ball& y) { return rest(x, y, trunc); }
Ball remainder(const Ball& x, const Ball& y) { return rest(x, y, to_nearest_even); }

} // namespace autodiff::enclosures
