// Truncated power series in two infinitesimals s and t with s^2 = t^2 = 0: x + x_s s + x_t t + x_st st. Seeding one
// argument with s and another (or the same) with t leaves exact first and second partials in the coefficients. What an
// elementary function does to a jet is read off Arb's own power series of that function, so no derivative is typed.
#pragma once

#include <reference/ball.hpp>

#include <array>

namespace reference {

/// Bits of every ball computed on this thread.
slong& working_precision();

class Jet {
  public:
    Jet() = default;
    Jet(double x) : value(x) {} // exact constants read like mathematics
    explicit Jet(Ball x) : value(std::move(x)) {}

    bool is_constant() const { return s.is_zero() && t.is_zero() && st.is_zero(); }
    /// Sign of the value; meant for arguments and other exact values.
    int sign() const { return arf_sgn(value.middle()); }

    Ball value;
    Ball s;
    Ball t;
    Ball st;
};

Jet operator-(const Jet& x);
Jet operator+(const Jet& x, const Jet& y);
Jet operator-(const Jet& x, const Jet& y);
Jet operator*(const Jet& x, const Jet& y);
Jet operator/(const Jet& x, const Jet& y);

/// x * 2^n.
Jet scale_by_power_of_two(const Jet& x, const Integer& n);

Jet inverse(const Jet& x);
Jet sqrt(const Jet& x);
Jet exp(const Jet& x);
Jet expm1(const Jet& x);
Jet log(const Jet& x);
Jet log1p(const Jet& x);
/// x > 0 to any constant power.
Jet power(const Jet& x, const Ball& exponent);
Jet sin(const Jet& x);
Jet cos(const Jet& x);
Jet tan(const Jet& x);
Jet asin(const Jet& x);
Jet acos(const Jet& x);
Jet atan(const Jet& x);
Jet sinh(const Jet& x);
Jet cosh(const Jet& x);
/// sin(pi x).
Jet sin_pi(const Jet& x);
/// The n-th derivative of pi cot(pi x).
Jet pi_cot_pi_derivative(slong n, const Jet& x);
Jet erf(const Jet& x);
Jet erfc(const Jet& x);
Jet gamma(const Jet& x);
/// log Gamma(x), x > 0.
Jet log_gamma(const Jet& x);
/// The n-th derivative of digamma, x > 0.
Jet polygamma(slong n, const Jet& x);

Ball pi();
Ball log_of(unsigned long n);

} // namespace reference
