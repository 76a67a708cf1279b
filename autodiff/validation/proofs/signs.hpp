#pragma once

#include <autodiff/validation/interval.hpp>

#include <cstdint>
#include <functional>

namespace autodiff::proofs {

/// The signs that a real number may have.
class Signs {
  public:
    constexpr Signs() = default; // any

    [[nodiscard]] constexpr bool subset_of(Signs other) const { return (bits_ & ~other.bits_) == 0; }
    [[nodiscard]] constexpr bool none() const { return bits_ == 0; }
    friend constexpr bool operator==(Signs, Signs) = default;
    friend constexpr Signs operator&(Signs a, Signs b) { return Signs(a.bits_ & b.bits_); }
    friend constexpr Signs operator|(Signs a, Signs b) { return Signs(a.bits_ | b.bits_); }

    static const Signs negative, zero, positive, not_negative, not_positive, not_zero, any;

    /// Of -x.
    friend constexpr Signs operator-(Signs a) {
        return Signs((a.bits_ & 2U) | (a.bits_ & 1U) << 2U | (a.bits_ & 4U) >> 2U);
    }
    /// Of x + y.
    friend constexpr Signs operator+(Signs a, Signs b) {
        return combine(a, b, [](int x, int y) { return x * y < 0 ? 7U : bit(x + y); });
    }
    /// Of x y.
    friend constexpr Signs operator*(Signs a, Signs b) {
        return combine(a, b, [](int x, int y) { return bit(x * y); });
    }

  private:
    constexpr explicit Signs(unsigned bits) : bits_(bits) {}
    static constexpr unsigned bit(int sign) { return sign < 0 ? 1U : sign == 0 ? 2U : 4U; }
    template <class F>
    static constexpr Signs combine(Signs a, Signs b, F f) {
        unsigned bits = 0;
        for (int x = -1; x <= 1; ++x)
            for (int y = -1; y <= 1; ++y)
                if ((a.bits_ & bit(x)) != 0 && (b.bits_ & bit(y)) != 0) bits |= f(x, y);
        return Signs(bits);
    }

    unsigned bits_ = 7; // 1: negative, 2: zero, 4: positive
};

inline constexpr Signs Signs::negative{1U}, Signs::zero{2U}, Signs::positive{4U}, Signs::not_negative{6U},
    Signs::not_positive{3U}, Signs::not_zero{5U}, Signs::any{7U};

/// Signs of the numbers in a closed interval.
Signs signs_in(const Interval& range);

// Interval arithmetic on the closed extended line, rounded outwards: results hold every value at finite arguments.
Interval add(const Interval& x, const Interval& y);
Interval multiply(const Interval& x, const Interval& y);
Interval negate(const Interval& x);
/// The whole line where the divisor may be 0.
Interval reciprocal(const Interval& x);
/// Of an increasing function that is computed to a few units in the last place.
Interval increasing(const std::function<double(double)>& f, const Interval& x);
/// A number of which a double is the nearest, or which it is.
Interval around(double nearest, bool exact);
Interval intersect(const Interval& x, const Interval& y);

} // namespace autodiff::proofs
