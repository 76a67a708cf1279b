#pragma once

#include <autodiff/ops/range.hpp>

namespace autodiff::ops {

/// A plain number and what was rounded off it: about twice the precision, for intermediate results. (After Dekker: A
/// floating-point technique for extending the available precision, 1971.)
template <class T>
class Doubled {
  public:
    constexpr Doubled(T high, T low = T(0)) : high_(high), low_(low) {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] constexpr T rounded() const { return high_ + low_; }

    friend constexpr Doubled operator+(Doubled x, T y) {
        const T sum = x.high_ + y;
        return {sum, math::rounding_of_sum(x.high_, y, sum) + x.low_};
    }
    friend constexpr Doubled operator+(Doubled x, Doubled y) {
        const Doubled sum = x + y.high_;
        return {sum.high_, sum.low_ + y.low_};
    }
    friend constexpr Doubled operator*(Doubled x, T y) {
        const T product = x.high_ * y;
        return {product, math::fma(x.high_, y, -product) + x.low_ * y};
    }
    friend constexpr Doubled operator*(Doubled x, Doubled y) {
        const Doubled product = x * y.high_;
        return {product.high_, product.low_ + x.high_ * y.low_};
    }
    /// The quotient rounded as if once.
    friend constexpr T operator/(Doubled x, Doubled y) {
        const T q = x.high_ / y.high_;
        return q + (math::fma(-q, y.high_, x.high_) + x.low_ - q * y.low_) / y.high_;
    }

  private:
    T high_;
    T low_;
};

/// A real number to twice the precision of double.
struct LongNumber {
    double high, low;

    /// Rounded.
    template <class T>
    constexpr T as() const {
        return static_cast<T>(static_cast<long double>(high) + low);
    }
    /// What rounding to T took off.
    template <class T>
    constexpr T rest() const {
        return static_cast<T>((high - static_cast<long double>(as<T>())) + low);
    }
    /// x minus the number; where the two are close nothing is lost.
    template <class T>
    constexpr T distance_of(T x) const {
        return (x - as<T>()) - rest<T>();
    }
};

} // namespace autodiff::ops
