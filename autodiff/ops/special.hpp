#pragma once

#include <autodiff/ops/doubled.hpp>
#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/range.hpp>

#include <concepts>
#include <numbers>
#include <type_traits>

namespace autodiff::special {

// For float, double and long double, compiled once; constrained, so that other scalars find their own.

/// log |gamma(x)|; unlike std::lgamma it shares no state between threads.
template <std::floating_point T>
T lgamma(T x);
/// The derivative of log gamma; NaN at 0, -1, -2, ...
template <std::floating_point T>
T digamma(T x);
/// The derivative of order n of digamma; NaN unless n is 0, 1, 2, ...; at the poles +inf for odd n and NaN for even n.
template <std::floating_point T>
T polygamma(T n, T x);
/// The derivative of gamma, computed with wider numbers: where gamma itself is not accurate enough or underflows.
template <std::floating_point T>
T tgamma_slope(T x);

} // namespace autodiff::special

namespace autodiff::math {

template <class T>
constexpr T lgamma(const T& x) {
    using special::lgamma;
    return T(lgamma(x));
}
template <class T>
constexpr T digamma(const T& x) {
    using special::digamma;
    return T(digamma(x));
}
template <class T>
constexpr T polygamma(const T& n, const T& x) {
    using special::polygamma;
    return T(polygamma(n, x));
}

} // namespace autodiff::math

namespace autodiff::ops {

inline constexpr LongNumber two_over_sqrt_pi{0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56};
inline constexpr LongNumber one_over_sqrt_two_pi{0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56};

/// factor exp(-scale x^2), for scale 1 or 1/2, in plain floating point. The rounding error of x^2, which the
/// exponential would magnify, is put right: x^2 = h + l exactly, and exp(-h - l) = exp(-h) (1 - l) as l is tiny.
template <class T>
constexpr T compensated_gaussian(const LongNumber& factor, T scale, T x) {
    const T h = x * x;
    const T e = math::exp(-scale * h);
    if (e == 0) return e;
    const T l = scale * math::fma(x, x, -h);
    return (factor.as<T>() - (factor.as<T>() * l - factor.rest<T>())) * e;
}

/// The derivative of erf, 2 / sqrt(pi) exp(-x^2).
template <class T>
constexpr T erf_slope(const T& x) {
    if constexpr (std::is_floating_point_v<T>)
        return compensated_gaussian(two_over_sqrt_pi, T(1), x);
    else
        return T(two_over_sqrt_pi.as<plain_t<T>>() * math::exp(T(-(x * x))));
}

/// The density of the normal distribution, exp(-x^2 / 2) / sqrt(2 pi).
template <class T>
constexpr T normal_density(const T& x) {
    if constexpr (std::is_floating_point_v<T>)
        return compensated_gaussian(one_over_sqrt_two_pi, T(0.5), x);
    else
        return T(one_over_sqrt_two_pi.as<plain_t<T>>() * math::exp(T(-(x * x) / 2)));
}

struct Erf : Unary {
    static constexpr auto notation = ops::call("erf");
    static constexpr Contract contract{.edges = "+-1 at +-inf with partial 0"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::erf(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return erf_slope(x);
    }
};

struct Erfc : Unary {
    static constexpr auto notation = ops::call("erfc");
    static constexpr Contract contract{.edges = "2 at -inf and 0 at +inf, both with partial 0",
                                       .value_ulp = 4,
                                       .accuracy = "the value is the C library's"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::erfc(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(-erf_slope(x));
    }
};

/// The probability that a standard normal number is at most x: erfc(-x / sqrt(2)) / 2.
struct NormalCdf : Unary {
    static constexpr auto notation = ops::call("normal_cdf", "\\Phi\\left(#1\\right)");
    static constexpr Contract contract{.edges = "0 at -inf and 1 at +inf, both with partial 0",
                                       .value_ulp = 4,
                                       .accuracy = "the value has the error of the C library's erfc"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        if constexpr (std::is_floating_point_v<T>) {
            const T z = -x * root_half.as<T>();
            const T tail = math::erfc(z);
            if (!(z > 0) || tail == 0) return tail / 2;
            // to first order, what the rounding of z and of sqrt(1/2) did to the tail
            const T error = -math::fma(x, root_half.as<T>(), z) - x * root_half.rest<T>();
            return (tail - two_over_sqrt_pi.as<T>() * math::exp(-z * z) * error) / 2;
        } else {
            return T(math::erfc(T(-x / math::sqrt(T(2)))) / 2);
        }
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return normal_density(x);
    }

  private:
    static constexpr LongNumber root_half{0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55};
};

struct Polygamma : Binary {
    static constexpr std::array<std::string_view, 3> arguments{"n", "x"};
    static constexpr auto notation = ops::call("polygamma", "\\psi^{(#1)}\\left(#2\\right)");
    static constexpr Contract contract{
        .domain = "n = 0, 1, 2, ...; x not 0, -1, -2, ...",
        .edges =
            "the order n is a plain number: its partial is 0; NaN for other n; at the poles +inf for odd n, else NaN"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& n, const T& x) {
        return math::polygamma(n, x);
    }
    template <class T>
    static constexpr Zero partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr T partial_y(const T& n, const T& x, const T&) {
        return ops::call<Polygamma>(T(n + 1), x);
    }
};

/// The derivative of lgamma.
struct Digamma : Unary {
    static constexpr auto notation = ops::call("digamma", "\\psi\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x not 0, -1, -2, ...", .edges = "NaN at the poles 0, -1, -2, ..."};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::digamma(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return ops::call<Polygamma>(T(1), x);
    }
};

/// log |gamma(x)|
struct Lgamma : Unary {
    static constexpr auto notation = ops::call("lgamma", "\\ln\\left|\\Gamma\\left(#1\\right)\\right|");
    static constexpr Contract contract{.domain = "x not 0, -1, -2, ...",
                                       .edges = "+inf at the poles 0, -1, -2, ... with partial NaN",
                                       .value_ulp = 5,
                                       .accuracy = "the value is the C library's"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::lgamma(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return ops::call<Digamma>(x);
    }
};

struct Tgamma : Unary {
    static constexpr auto notation = ops::call("tgamma", "\\Gamma\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x not -1, -2, ...",
                                       .edges = "+-inf at +-0 with partial -inf; NaN at -1, -2, ...",
                                       .value_ulp = 8,
                                       .accuracy = "the value is the C library's"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::tgamma(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        if constexpr (std::is_floating_point_v<T>)
            if (x != 0 && !std::is_same_v<T, long double>) return special::tgamma_slope(x);
        return math::limit_when<T>(
            x == 0, [] { return T(-math::infinity<T>()); }, [&] { return T(r * ops::call<Digamma>(x)); });
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto erf(const A& x) { return ops::apply<ops::Erf>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto erfc(const A& x) { return ops::apply<ops::Erfc>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto normal_cdf(const A& x) { return ops::apply<ops::NormalCdf>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto tgamma(const A& x) { return ops::apply<ops::Tgamma>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto lgamma(const A& x) { return ops::apply<ops::Lgamma>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto digamma(const A& x) { return ops::apply<ops::Digamma>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto trigamma(const A& x) { return ops::apply<ops::Polygamma>(1, x); }
/// The derivative of order n = 0, 1, 2, ... of digamma.
template <class N, class A>
requires Operands<N, A> AUTODIFF_INLINE constexpr auto polygamma(const N& n, const A& x) {
    return ops::apply<ops::Polygamma>(n, x);
}

} // namespace autodiff
