#pragma once

// The classifications of <cmath> for active scalars. They are branches on the value: inside a recording each leaves a
// guard, as the comparison that it stands for.

#include <autodiff/ops/piecewise.hpp>
#include <autodiff/ops/select.hpp>

#include <limits>

namespace autodiff {

template <class X>
    requires ActiveScalar<X>
bool isnan(const X& x) { return x != x; }
template <class X>
    requires ActiveScalar<X>
bool isinf(const X& x) { return abs(x) == std::numeric_limits<plain_t<X>>::infinity(); }
template <class X>
    requires ActiveScalar<X>
bool isfinite(const X& x) { return abs(x) < std::numeric_limits<plain_t<X>>::infinity(); }
template <class X>
    requires ActiveScalar<X>
bool isnormal(const X& x) { return isfinite(x) && abs(x) >= std::numeric_limits<plain_t<X>>::min(); }
template <class X>
    requires ActiveScalar<X>
bool signbit(const X& x) { return copysign(1, x) < 0; }

} // namespace autodiff
