#pragma once

// Scaling by powers of two, as <cmath> spells it, for every active scalar that has a value.

#include <autodiff/ops/arithmetic.hpp>

#include <cmath>

namespace autodiff {

/// The floating-point number at the bottom of a scalar.
template <class A>
constexpr plain_t<A> plain_value(const A& x) {
    if constexpr (ActiveScalar<A>)
        return plain_value(x.value());
    else
        return x;
}

/// x * 2^exponent
template <class A>
    requires ActiveScalar<A>
auto ldexp(const A& x, int exponent) {
    // Two factors, since one would overflow where the product does not.
    const int half = exponent / 2;
    return x * std::ldexp(plain_t<A>(1), half) * std::ldexp(plain_t<A>(1), exponent - half);
}
template <class A>
    requires ActiveScalar<A>
auto scalbn(const A& x, int exponent) { return ldexp(x, exponent); }

/// x = mantissa * 2^*exponent with a mantissa in [1/2, 1), which is returned.
template <class A>
    requires ActiveScalar<A>
auto frexp(const A& x, int* exponent) {
    static_cast<void>(std::frexp(plain_value(x), exponent));
    return ldexp(x, -*exponent);
}

} // namespace autodiff
