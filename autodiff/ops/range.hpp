#pragma once

// The ends of a floating-point type's exponent range, for rules whose intermediate results would leave it although the
// partial itself does not.

#include <autodiff/ops/math.hpp>

#include <limits>
#include <type_traits>

namespace autodiff::math {

/// The largest exponent of T's plain type; 1024 for double.
template <class T>
inline constexpr int exponent_range = std::numeric_limits<plain_t<T>>::max_exponent;

/// 2^exponent, exact.
template <class T>
constexpr T power_of_two(int exponent) {
    long double power = 1;
    long double factor = exponent < 0 ? 0.5L : 2.0L;
    for (int left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2) {
        if (left % 2 == 1) power *= factor;
        if (left > 1) factor *= factor;
    }
    return number<T>(power);
}

/// Below and above these, products of two factors and their reciprocals leave the range: 2^-460 and 2^460 for double.
template <class T>
inline constexpr plain_t<T> tiny = power_of_two<plain_t<T>>(-exponent_range<T> * 9 / 20);
template <class T>
inline constexpr plain_t<T> huge = power_of_two<plain_t<T>>(exponent_range<T> * 9 / 20);

/// Powers of two that bring anything below tiny, or above huge, to where its square is safe.
template <class T>
inline constexpr plain_t<T> scale_up = power_of_two<plain_t<T>>(exponent_range<T> * 7 / 10);
template <class T>
inline constexpr plain_t<T> scale_down = power_of_two<plain_t<T>>(-exponent_range<T> * 7 / 10);

/// Whether magnitude >= 0 lies outside [low, high], as one condition also for scalars whose comparisons are not bools.
template <class T>
constexpr auto outside(const T& magnitude, plain_t<T> low, plain_t<T> high) {
    const T below = select(magnitude < low, T(1), T(0));
    return select(magnitude > high, T(1), below) != 0;
}

/// a + b = T(a + b) + rounding_of_sum(a, b, T(a + b)), exactly, unless the sum overflows.
template <class T>
constexpr T rounding_of_sum(const T& a, const T& b, const T& sum) {
    const T part = sum - a;
    return (a - (sum - part)) + (b - part);
}

/// exp(x - y); in plain floating point with the rounding error of the difference put right. Not for two infinities.
template <class T>
constexpr T exp_of_difference(const T& x, const T& y) {
    const T difference = T(x - y);
    T e = exp(difference);
    if constexpr (std::is_floating_point_v<T>)
        return e > 0 && e < infinity<T>() ? e + e * rounding_of_sum(x, -y, difference) : e;
    else
        return e;
}

} // namespace autodiff::math
