// A real number enclosed in an interval (Arb's midpoint and radius), and an exact floating-point argument.
#pragma once

#include <arb.h>

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace reference {

/// An owning arb_t.
class Ball {
  public:
    Ball() { arb_init(ball_); }
    explicit Ball(double x) : Ball() { arb_set_d(ball_, x); }
    Ball(const Ball& other) : Ball() { arb_set(ball_, other.ball_); }
    Ball(Ball&& other) noexcept : Ball() { arb_swap(ball_, other.ball_); }
    Ball& operator=(Ball other) noexcept {
        arb_swap(ball_, other.ball_);
        return *this;
    }
    ~Ball() { arb_clear(ball_); }

    arb_ptr get() { return ball_; }
    arb_srcptr get() const { return ball_; }
    arf_ptr middle() { return arb_midref(ball_); }
    arf_srcptr middle() const { return arb_midref(ball_); }
    bool is_zero() const { return arb_is_zero(ball_) != 0; }

  private:
    arb_t ball_;
};

/// An owning arf_t: one arbitrary-precision floating-point number.
class Float {
  public:
    Float() { arf_init(float_); }
    explicit Float(arf_srcptr x) : Float() { arf_set(float_, x); }
    Float(const Float& other) : Float(other.float_) {}
    Float& operator=(const Float&) = delete;
    ~Float() { arf_clear(float_); }

    arf_ptr get() { return float_; }
    arf_srcptr get() const { return float_; }

  private:
    arf_t float_;
};

/// An owning fmpz_t: one integer.
class Integer {
  public:
    Integer() { fmpz_init(integer_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;
    ~Integer() { fmpz_clear(integer_); }

    fmpz* get() { return integer_; }
    const fmpz* get() const { return integer_; }

  private:
    fmpz_t integer_;
};

/// One argument exactly as the caller gave it, with the sign of its zero.
class Number {
  public:
    explicit Number(long double x) : sign_bit_(std::signbit(x)) {
        if (!std::isfinite(x)) {
            std::isnan(x) ? arf_nan(value_.middle())
                          : (sign_bit_ ? arf_neg_inf(value_.middle()) : arf_pos_inf(value_.middle()));
            return;
        }
        int exponent = 0;
        const long double fraction = std::frexp(std::fabs(x), &exponent); // in [1/2, 1), at most 64 bits
        arf_set_ui(value_.middle(), static_cast<std::uint64_t>(std::ldexp(fraction, 64)));
        arf_mul_2exp_si(value_.middle(), value_.middle(), exponent - 64);
        if (sign_bit_) arf_neg(value_.middle(), value_.middle());
    }

    const Ball& ball() const { return value_; }
    arf_srcptr exact() const { return value_.middle(); }
    bool sign_bit() const { return sign_bit_; }
    int sign() const { return arf_sgn(exact()); }
    bool is_zero() const { return arf_is_zero(exact()); }
    bool is_nan() const { return arf_is_nan(exact()); }
    bool is_infinite() const { return arf_is_inf(exact()); }
    bool is_integer() const { return arf_is_int(exact()); }
    bool is_odd() const { return is_integer() && !arf_is_zero(exact()) && !arf_is_int_2exp_si(exact(), 1); }
    /// Below zero, zero or above zero as this is below, equal to or above the other.
    int compare(const Number& other) const { return arf_cmp(exact(), other.exact()); }
    int compare(double other) const { return arf_cmp_d(exact(), other); }
    int compare_size(const Number& other) const { return arf_cmpabs(exact(), other.exact()); }
    bool operator==(double other) const { return compare(other) == 0; }
    long double as_long_double() const;

  private:
    Ball value_;
    bool sign_bit_;
};

using Numbers = std::vector<Number>;

} // namespace reference
