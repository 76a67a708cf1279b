#pragma once

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

/// factor exp(-x^2). In plain floating point the rounding error of x^2, which the exponential would magnify, is put
/// right: x^2 = h + l exactly, and exp(-h - l) = exp(-h) (1 - l) as l is tiny.
template <class T>
constexpr T gaussian(const T& factor, const T& x) {
    if constexpr (std::is_floating_point_v<T>) {
        const T h = x * x;
        const T e = math::exp(-h);
        return e == 0 ? e : factor * e * (1 - math::fma(x, x, -h));
    } else {
        return T(factor * math::exp(T(-(x * x))));
    }
}

/// The density exp(-x^2 / 2) / sqrt(2 pi) of the normal distribution, likewise.
template <class T>
constexpr T normal_density(const T& x) {
    const T factor = math::number<T>(0.398942280401432677939946059934381868L);
    if constexpr (std::is_floating_point_v<T>) {
        const T h = x * x;
        const T e = math::exp(-h / 2);
        return e == 0 ? e : factor * e * (1 - math::fma(x, x, -h) / 2);
    } else {
        return T(factor * math::exp(T(-(x * x) / 2)));
    }
}

inline constexpr long double two_over_sqrt_pi = 1.128379167095512573896158903121545172L;

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
        return gaussian(math::number<T>(two_over_sqrt_pi), x);
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
        return gaussian(math::number<T>(-two_over_sqrt_pi), x);
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
            const T z = -x * root_half<T>;
            const T tail = math::erfc(z);
            if (!(z > 0) || tail == 0) return tail / 2;
            // to first order, what the rounding of z and of sqrt(1/2) did to the tail
            const T error = -math::fma(x, root_half<T>, z) - x * rest_of_root_half<T>;
            return (tail - T(two_over_sqrt_pi) * math::exp(-z * z) * error) / 2;
        } else {
            return T(math::erfc(T(-x * math::number<T>(1 / std::numbers::sqrt2_v<long double>))) / 2);
        }
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return normal_density(x);
    }

private:
    /// sqrt(1/2) as the sum of two doubles.
    static constexpr long double high = 0x1.6a09e667f3bcdp-1L;
    static constexpr long double low = -0x1.bdd3413b26456p-55L;
    template <class T>
    static constexpr T root_half = static_cast<T>(high + low);
    template <class T>
    static constexpr T rest_of_root_half = static_cast<T>((high - static_cast<long double>(root_half<T>)) + low);
};

struct Polygamma : Binary {
    static constexpr std::array<std::string_view, 3> arguments{"n", "x"};
    static constexpr auto notation = ops::call("polygamma", "\\psi^{(#1)}\\left(#2\\right)");
    static constexpr Contract contract{
        .domain = "n = 0, 1, 2, ...; x not 0, -1, -2, ...",
        .edges = "the order n is a plain number: its partial is 0; NaN for other n; at the poles +inf for odd n, else NaN"};
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
                                       .value_ulp = 6,
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
            if (x < 0 || (x > 0 && std::is_same_v<T, float>)) return special::tgamma_slope(x);
        return math::limit_when<T>(
            x == 0, [] { return T(-math::infinity<T>()); }, [&] { return T(r * ops::call<Digamma>(x)); });
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
    requires ActiveScalar<A>
constexpr auto erf(const A& x) {
    return ops::apply<ops::Erf>(x);
}
template <class A>
    requires ActiveScalar<A>
constexpr auto erfc(const A& x) {
    return ops::apply<ops::Erfc>(x);
}
template <class A>
    requires Operands<A>
constexpr auto normal_cdf(const A& x) {
    return ops::apply<ops::NormalCdf>(x);
}
template <class A>
    requires ActiveScalar<A>
constexpr auto tgamma(const A& x) {
    return ops::apply<ops::Tgamma>(x);
}
template <class A>
    requires ActiveScalar<A>
constexpr auto lgamma(const A& x) {
    return ops::apply<ops::Lgamma>(x);
}
template <class A>
    requires Operands<A>
constexpr auto digamma(const A& x) {
    return ops::apply<ops::Digamma>(x);
}
template <class A>
    requires Operands<A>
constexpr auto trigamma(const A& x) {
    return ops::apply<ops::Polygamma>(1, x);
}
/// The derivative of order n = 0, 1, 2, ... of digamma.
template <class N, class A>
    requires Operands<N, A>
constexpr auto polygamma(const N& n, const A& x) {
    return ops::apply<ops::Polygamma>(n, x);
}

} // namespace autodiff
