#pragma once

// Smooth activation functions: silu, mish, gelu. The slope of each has one zero on the negative axis, near which the
// textbook formula is a difference of equals. Plain floating point measures the distance to that zero exactly and uses
// forms of the slope that are 0 with it.

#include <autodiff/ops/activations.hpp>
#include <autodiff/ops/doubled.hpp>
#include <autodiff/ops/hyperbolic.hpp>
#include <autodiff/ops/sigmoidal.hpp>
#include <autodiff/ops/special.hpp>

#include <array>
#include <cstddef>
#include <numbers>
#include <type_traits>

namespace autodiff::ops {

/// Below this exp(x) has lost digits to underflow or is about to, and 1 + exp(x) is 1.
template <class T>
inline constexpr plain_t<T> far_below_zero = static_cast<plain_t<T>>(-(math::exponent_range<T> - 24) *
                                                                     std::numbers::ln2_v<long double>);

/// limit_minus at -inf, limit_plus at +inf, where the formula is 0 times infinity.
template <class T, class Formula>
constexpr T with_limits(const T& x, const T& limit_minus, const T& limit_plus, Formula formula) {
    return math::limit_when<T>(
        math::abs(x) == math::infinity<T>(), [&] { return math::select(x < 0, limit_minus, limit_plus); }, formula);
}

/// x sigmoid(x)
struct Silu : Unary {
    static constexpr auto notation = ops::call("silu");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1",
                                       .value_ulp = 2.5,
                                       .accuracy = "2 ulp hold until the value is about to underflow, at -708"};
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
            return (x < 0 ? Doubled<T>(x) * e : Doubled<T>(x)) / (Doubled<T>(1) + e);
        } else {
            return T(x * ops::call<Sigmoid>(x));
        }
    }
    /// exp(x) (1 + x + exp(x)) / (1 + exp(x))^2. With 1 + z + exp(z) = 0 the factor is u + exp(z) (exp(u) - 1) at z +
    /// u.
    template <class T>
    static constexpr T slope_below_zero(T x) {
        if (x < far_below_zero<T>) return scaled_exp(1 + x, x);
        const T u = zero_of_slope.distance_of(x);
        const T factor = u + T(0.2784645427610737951093587390229801554L) * math::expm1(u);
        const T e = math::exp(x);
        const Doubled<T> d = Doubled<T>(1) + e;
        return Doubled<T>(factor) * e / (d * d);
    }
};

/// x tanh(softplus(x))
struct Mish : Unary {
    static constexpr auto notation = ops::call("mish");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1",
                                       .value_ulp = 2.5,
                                       .accuracy = "2 ulp hold until the value is about to underflow, at -708"};
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
    /// tanh(softplus(x)) = n / q with n = e (e + 2), q = n + 2 and e = exp(x); for x > 0 divided by e^2: n = 1 + 2 e,
    /// q = n + 2 e^2 with e = exp(-x).
    template <class T>
    struct Gate {
        explicit constexpr Gate(T x)
            : e(math::exp(-math::abs(x))), n(x < 0 ? (Doubled<T>(e) + 2) * e : Doubled<T>(2 * e) + 1),
              q(x < 0 ? n + 2 : n + Doubled<T>(2 * e) * e) {}
        T e;
        Doubled<T> n, q;
    };
    template <class T>
    static constexpr T moderate(const T& x) {
        if constexpr (std::is_floating_point_v<T>) {
            const Gate<T> gate(x);
            return gate.n * x / gate.q;
        } else {
            return T(x * ops::call<Tanh>(ops::call<Softplus>(x)));
        }
    }
    static constexpr LongNumber zero_of_slope{-0x1.31432c0d12d84p+0, -0x1.bf319154da210p-55};
    /// w (4 (x + 1) + (4 x + 6) w + 4 w^2 + w^3) / (w^2 + 2 w + 2)^2 with w = exp(x). With the second factor 0 at z it
    /// is, at z + u, what it changed by: every term of that has the sign of u.
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
        const Gate<T> gate(x);
        return Doubled<T>(factor) * gate.e / (gate.q * gate.q);
    }
    template <class T>
    static constexpr T slope_above_zero(T x) {
        const Gate<T> gate(x);
        const T e = gate.e;
        const Doubled<T> numerator = Doubled<T>(1) + e * (4 + e * (6 + 4 * e) + 4 * (x * e) * (1 + e));
        return numerator / (gate.q * gate.q);
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
    static constexpr T tail = T(sizeof(T) == sizeof(float)    ? -12
                                : sizeof(T) == sizeof(double) ? -36
                                                              : -149);
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
        if (e == 0) return e;
        const T scale = one_over_sqrt_two_pi.as<T>() * (1 - math::fma(x, x, -h) / 2);
        return (Doubled<T>(factor) * scale * e * e).rounded();
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
requires Operands<A> AUTODIFF_INLINE constexpr auto silu(const A& x) { return ops::apply<ops::Silu>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto mish(const A& x) { return ops::apply<ops::Mish>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto gelu(const A& x) { return ops::apply<ops::Gelu>(x); }

} // namespace autodiff
