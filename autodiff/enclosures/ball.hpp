#pragma once

// The scalar of rigorous evaluation: an interval of real numbers, as Arb's midpoint and radius, on which the rules of
// ops/ run. Every function encloses: its result holds the function's value at every point of its arguments. Only for
// files that may need Arb; enclosure.hpp does not.

#include <autodiff/ops/scalar.hpp>

#include <arb.h>

namespace autodiff::enclosures {

/// Bits of what balls are computed with on this thread, for as long as the object lives.
class WorkingPrecision {
  public:
    explicit WorkingPrecision(slong bits);
    ~WorkingPrecision();
    WorkingPrecision(const WorkingPrecision&) = delete;
    WorkingPrecision& operator=(const WorkingPrecision&) = delete;

    static slong bits();

  private:
    slong before_;
};

/// A real number in an interval, an exact infinity, anything at all (what a function gives that cannot tell), or
/// nowhere: certain to be no number, as 1/0 is, at whatever precision. -0 is 0.
class Ball {
  public:
    Ball() { arb_init(ball_); }
    /// Exactly this number; nowhere for NaN.
    template <PlainNumber U>
    Ball(U value) : Ball() { // NOLINT(google-explicit-constructor)
        set(static_cast<double>(value));
    }
    Ball(const Ball& other) : Ball() { *this = other; }
    Ball(Ball&& other) noexcept : nowhere_(other.nowhere_) {
        *ball_ = *other.ball_;
        arb_init(other.ball_);
    }
    Ball& operator=(const Ball& other) {
        arb_set(ball_, other.ball_);
        nowhere_ = other.nowhere_;
        return *this;
    }
    Ball& operator=(Ball&& other) noexcept {
        arb_swap(ball_, other.ball_);
        nowhere_ = other.nowhere_;
        return *this;
    }
    ~Ball() { arb_clear(ball_); }

    static Ball nowhere();
    static Ball anything();
    static Ball pi();

    [[nodiscard]] arb_ptr get() { return ball_; }
    [[nodiscard]] arb_srcptr get() const { return ball_; }
    [[nodiscard]] arf_srcptr middle() const { return arb_midref(ball_); }

    [[nodiscard]] bool is_nowhere() const { return nowhere_; }
    [[nodiscard]] bool is_exact() const { return arb_is_exact(ball_) != 0 && arf_is_nan(middle()) == 0; }
    [[nodiscard]] bool is_infinite() const { return arf_is_inf(middle()) != 0 && arb_is_exact(ball_) != 0; }
    [[nodiscard]] bool is_zero() const { return arb_is_zero(ball_) != 0; }
    [[nodiscard]] bool is_integer() const { return arb_is_int(ball_) != 0; }

  private:
    void set(double value);

    arb_t ball_;
    bool nowhere_ = false;
};

/// What is known of a comparison. One with a number that is nowhere has no outcome.
enum class Decision { no, yes, unknown, nowhere };

Decision operator<(const Ball& x, const Ball& y);
Decision operator<=(const Ball& x, const Ball& y);
Decision operator>(const Ball& x, const Ball& y);
Decision operator>=(const Ball& x, const Ball& y);
Decision operator==(const Ball& x, const Ball& y);
Decision operator!=(const Ball& x, const Ball& y);
/// Where the condition is not known, the smallest ball around both.
Ball select(Decision condition, const Ball& a, const Ball& b);

Ball operator-(const Ball& x);
Ball operator+(const Ball& x, const Ball& y);
Ball operator-(const Ball& x, const Ball& y);
Ball operator*(const Ball& x, const Ball& y);
Ball operator/(const Ball& x, const Ball& y);
Ball fma(const Ball& x, const Ball& y, const Ball& z);

Ball exp(const Ball& x);
Ball exp2(const Ball& x);
Ball expm1(const Ball& x);
Ball log(const Ball& x);
Ball log2(const Ball& x);
Ball log10(const Ball& x);
Ball log1p(const Ball& x);
Ball sqrt(const Ball& x);
Ball cbrt(const Ball& x);
Ball pow(const Ball& x, const Ball& y);
Ball hypot(const Ball& x, const Ball& y);
Ball sin(const Ball& x);
Ball cos(const Ball& x);
Ball tan(const Ball& x);
Ball asin(const Ball& x);
Ball acos(const Ball& x);
Ball atan(const Ball& x);
Ball atan2(const Ball& y, const Ball& x);
Ball sinh(const Ball& x);
Ball cosh(const Ball& x);
Ball tanh(const Ball& x);
Ball asinh(const Ball& x);
Ball acosh(const Ball& x);
Ball atanh(const Ball& x);
Ball erf(const Ball& x);
Ball erfc(const Ball& x);
Ball tgamma(const Ball& x);
Ball lgamma(const Ball& x);
Ball digamma(const Ball& x);
Ball polygamma(const Ball& n, const Ball& x);
Ball abs(const Ball& x);
Ball copysign(const Ball& x, const Ball& y);
Ball floor(const Ball& x);
Ball ceil(const Ball& x);
Ball trunc(const Ball& x);
Ball round(const Ball& x);
Ball fmod(const Ball& x, const Ball& y);
Ball remainder(const Ball& x, const Ball& y);

} // namespace autodiff::enclosures

namespace autodiff {

/// Balls stand for real numbers: rules give them the textbook form, which is the function; the forms that floating
/// point needs are for floating point.
template <>
struct ScalarTraits<enclosures::Ball> {
    static constexpr int depth = 0;
    static constexpr bool symbolic = true;
    using plain = double;
};

} // namespace autodiff
