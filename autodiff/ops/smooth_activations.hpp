#pragma once

// Smooth activation functions: silu, mish, gelu. The slope of each has one zero on the negative axis, near which the
// textbook formula is a difference of equals. Plain floating point measures the distance to that zero exactly and uses
// forms of the slope that are 0 with it.

#include <autodiff/ops/activations.hpp>
#include <autodiff/ops/hyperbolic.hpp>
#include <autodiff/ops/sigmoidal.hpp>
#include <autodiff/ops/special.hpp>

#include <array>
#include <cstddef>
#include <numbers>
#include <type_traits>

namespace autodiff::ops {

/// A real number to twice the precision of double.
struct LongNumber {
    double high, low;

    /// Rounded.
    template <class T>
    constexpr T as() const {
        return static_cast<T>(static_cast<long double>(high) + low);
    }
    /// x minus the number; where the two are close nothing is lost.
    template <class T>
    constexpr T distance_of(T x) const {
        const auto rest = static_cast<T>((high - static_cast<long double>(as<T>())) + low);
        return (x - as<T>()) - rest;
    }
};

/// A quotient (n + n_rest) / (d + d_rest) of numbers known to twice their precision, rounded as if once.
template <class T>
constexpr T long_quotient(T n, T n_rest, T d, T d_rest) {
    const T q = n / d;
    return q + (math::fma(-q, d, n) + n_rest - q * d_rest) / d;
}

/// a b / (d + d_rest)^2, likewise.
template <class T>
constexpr T product_over_square(T a, T b, T d, T d_rest) {
    const T product = a * b;
    const T square = d * d;
    return long_quotient(product, math::fma(a, b, -product), square, math::fma(d, d, -square) + 2 * d * d_rest);
}

/// Below this exp(x) has lost digits to underflow or is about to, and 1 + exp(x) is 1.
template <class T>
inline constexpr plain_t<T> far_below_zero =
    static_cast<plain_t<T>>(-(math::exponent_range<T> - 24) * std::numbers::ln2_v<long double>);

/// limit_minus at -inf, limit_plus at +inf, where the formula is 0 times infinity.
template <class T, class Formula>
constexpr T with_limits(const T& x, const T& limit_minus, const T& limit_plus, Formula formula) {
    return math::limit_when<T>(
        math::abs(x) == math::infinity<T>(), [&] { return math::select(x < 0, limit_minus, limit_plus); }, formula);
}

/// x sigmoid(x)
struct Silu : Unary {
    static constexpr auto notation = ops::call("silu");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return with_limits(x, T(0), x, [&] {
            return math::rewrite_when<T>(
                x < far_below_zero<T>, [&] { return scaled_exp(x, x); }, [&] { return moderate(x); });
        });
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return with_limits(x, T(0), T(1), [&] {
            if constexpr (std::is_floating_point_v<T>)
                if (x < 0) return slope_below_zero(x);
            const T s = ops::call<Sigmoid>(x);
            return T(s * (1 + x * ops::call<Sigmoid>(T(-x))));
        });
    }

private:
    static constexpr LongNumber zero_of_slope{-0x1.474973c84120bp+0, -0x1.f8d74bc9ac154p-54};
    template <class T>
    static constexpr T moderate(const T& x) {
        if constexpr (std::is_floating_point_v<T>) {
            const T e = math::exp(-math::abs(x));
            const T d = 1 + e;
            const T n = x < 0 ? x * e : x;
            return long_quotient(n, x < 0 ? math::fma(x, e, -n) : T(0), d, math::rounding_of_sum(T(1), e, d));
        } else {
            return T(x * ops::call<Sigmoid>(x));
        }
    }
    /// exp(x) (1 + x + exp(x)) / (1 + exp(x))^2. With 1 + z + exp(z) = 0 the factor is u + exp(z) (exp(u) - 1) at z + u.
    template <class T>
    static constexpr T slope_below_zero(T x) {
        if (x < far_below_zero<T>) return scaled_exp(1 + x, x);
        const T u = zero_of_slope.distance_of(x);
        const T factor = u + T(0.2784645427610737951093587390229801554L) * math::expm1(u);
        const T e = math::exp(x);
        const T d = 1 + e;
        return product_over_square(factor, e, d, math::rounding_of_sum(T(1), e, d));
    }
};

/// x tanh(softplus(x))
struct Mish : Unary {
    static constexpr auto notation = ops::call("mish");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return with_limits(x, T(0), x, [&] {
            return math::rewrite_when<T>(
                x < far_below_zero<T>, [&] { return scaled_exp(x, x); }, [&] { return moderate(x); });
        });
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return with_limits(x, T(0), T(1), [&] {
            if constexpr (std::is_floating_point_v<T>) {
                return x < 0 ? slope_below_zero(x) : slope_above_zero(x);
            } else {
                const T p = ops::call<Softplus>(x);
                const T t = ops::call<Tanh>(p);
                return T(t + x * ops::call<Sigmoid>(x) * Tanh::partial(p, t));
            }
        });
    }

private:
    /// x tanh(softplus(x)) = x n / (n + 2) with n = e (e + 2), e = exp(x); for x > 0 it is x - 2 x d / (1 + 2 e + 2 d) with
    /// e = exp(-x), d = e^2.
    template <class T>
    static constexpr T moderate(const T& x) {
        if constexpr (std::is_floating_point_v<T>) {
            const T e = math::exp(-math::abs(x));
            if (x > 0) return x - x * (2 * e * e / (1 + 2 * e * (1 + e)));
            const T sum = e + 2;
            const T n = e * sum;
            const T n_rest = math::fma(e, sum, -n) + e * math::rounding_of_sum(T(2), e, sum);
            const T d = n + 2;
            const T product = x * n;
            return long_quotient(product, math::fma(x, n, -product) + x * n_rest, d,
                                 math::rounding_of_sum(T(2), n, d) + n_rest);
        } else {
            return T(x * ops::call<Tanh>(ops::call<Softplus>(x)));
        }
    }
    static constexpr LongNumber zero_of_slope{-0x1.31432c0d12d84p+0, -0x1.bf319154da210p-55};
    /// w (4 (x + 1) + (4 x + 6) w + 4 w^2 + w^3) / (w^2 + 2 w + 2)^2 with w = exp(x). With the second factor 0 at z it is,
    /// at z + u, what it changed by: every term of that has the sign of u.
    template <class T>
    static constexpr T slope_below_zero(T x) {
        if (x < far_below_zero<T>) return scaled_exp(1 + x, x);
        constexpr long double at_zero = 0.3034825352815289288214367435396430584L; // exp(z)
        constexpr T a = T((6 + 4 * zero_of_slope.as<long double>()) * at_zero);
        constexpr T b = T(4 * at_zero);
        constexpr T c = T(4 * at_zero * at_zero);
        constexpr T d = T(at_zero * at_zero * at_zero);
        const T u = zero_of_slope.distance_of(x);
        const T v = math::expm1(u);
        const T factor = u * (4 + b * (1 + v)) + v * (a + c * (v + 2) + d * (v * (v + 3) + 3));
        const T w = math::exp(x);
        const T sum = w + 2;
        const T n = w * sum;
        const T q = n + 2;
        const T q_rest = math::rounding_of_sum(T(2), n, q) + (math::fma(w, sum, -n) + w * math::rounding_of_sum(T(2), w, sum));
        return product_over_square(factor, w, q, q_rest);
    }
    template <class T>
    static constexpr T slope_above_zero(T x) {
        const T e = math::exp(-x);
        const T q = 1 + 2 * e * (1 + e);
        const T f = x * e;
        return (1 + e * (4 + e * (6 + 4 * e) + 4 * f * (1 + e))) / (q * q);
    }
};

/// x times the normal distribution function of x (exact, not the tanh formula)
struct Gelu : Unary {
    static constexpr auto notation = ops::call("gelu");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1",
                                       .value_ulp = 4.5,
                                       .accuracy = "the value has the error of the C library's erfc"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return with_limits(x, T(0), x, [&] {
            if constexpr (std::is_floating_point_v<T>)
                if (x < tail<T>) return density_times(x * mills_ratio(x), x);
            return T(x * ops::call<NormalCdf>(x));
        });
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return with_limits(x, T(0), T(1), [&] {
            if constexpr (std::is_floating_point_v<T>) {
                if (x < tail<T>) return density_times(x + mills_ratio(x), x);
                const T u = zero_of_slope.distance_of(x);
                if (u > T(-1.1) && u < T(0.6)) return normal_density(x) * taylor_sum(u);
            }
            return T(ops::call<NormalCdf>(x) + x * normal_density(x));
        });
    }

private:
    /// Where the distribution function comes near to underflow; -34.6 for double.
    template <class T>
    static constexpr T tail = T(sizeof(T) == sizeof(float) ? -12 : sizeof(T) == sizeof(double) ? -36 : -149);
    /// The distribution function over the density, asymptotically: -1/x (1 - 1/x^2 + 3/x^4 - 15/x^6 ...).
    template <class T>
    static constexpr T mills_ratio(T x) {
        const T q = 1 / (x * x);
        T sum = 1;
        for (int k = 13; k > 0; k -= 2) sum = 1 - T(k) * q * sum;
        return -sum / x;
    }
    /// factor times the density, which alone would underflow too early.
    template <class T>
    static constexpr T density_times(T factor, T x) {
        const T h = x * x;
        const T e = math::exp(-h / 4);
        return e == 0 ? e : factor * T(0.398942280401432677939946059934381868L) * e * (1 - math::fma(x, x, -h) / 2) * e;
    }

    static constexpr LongNumber zero_of_slope{-0x1.80ead197f00b4p-1, 0x1.13e74c58cada8p-56};
    static constexpr std::size_t terms = 44;
    /// The slope over the density is m(x) + x with m the Mills ratio, for which m' = 1 + x m: the Taylor coefficients
    /// c1, c2, ... about the zero follow from each other.
    static constexpr std::array<long double, terms> coefficients = [] {
        const long double z = zero_of_slope.as<long double>();
        std::array<long double, terms + 1> m{-z, 1 - z * z};
        for (std::size_t k = 1; k < terms; ++k) m[k + 1] = (z * m[k] + m[k - 1]) / static_cast<long double>(k + 1);
        std::array<long double, terms> c{};
        for (std::size_t k = 0; k < terms; ++k) c[k] = m[k + 1];
        c[0] += 1;
        return c;
    }();
    template <class T>
    static constexpr T taylor_sum(T u) {
        T sum = 0;
        for (std::size_t k = terms; k-- > 0;) sum = T(coefficients[k]) + u * sum;
        return u * sum;
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
    requires Operands<A>
constexpr auto silu(const A& x) {
    return ops::apply<ops::Silu>(x);
}
template <class A>
    requires Operands<A>
constexpr auto mish(const A& x) {
    return ops::apply<ops::Mish>(x);
}
template <class A>
    requires Operands<A>
constexpr auto gelu(const A& x) {
    return ops::apply<ops::Gelu>(x);
}

} // namespace autodiff
