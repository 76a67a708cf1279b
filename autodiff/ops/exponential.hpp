#pragma once

#include <autodiff/ops/math.hpp>
#include <autodiff/ops/operation.hpp>

#include <limits>
#include <numbers>
#include <type_traits>

namespace autodiff::ops {

/// +0 for -0: so that a reciprocal at zero is +inf, the limit from inside the domain.
template <class T>
constexpr T positive_zero(const T& x) {
    if constexpr (std::is_floating_point_v<T>)
        return x + T(0);
    else
        return x;
}

struct Exp : Unary {
    static constexpr auto notation = ops::call("exp", "e^{#1}");
    static constexpr Contract contract{.edges = "0 at -inf, +inf at +inf; the partial is the value"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::exp(x);
    }
    template <class T>
    static constexpr T partial(const T&, const T& r) {
        return r;
    }
};

struct Exp2 : Unary {
    static constexpr auto notation = ops::call("exp2", "2^{#1}");
    static constexpr Contract contract{.edges =
                                           "0 at -inf, +inf at +inf; at 1024 <= x < 1024.5 the value overflows and the "
                                           "partial does not"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::exp2(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        const T slope = T(math::number<T>(std::numbers::ln2_v<long double>) * r);
        if constexpr (std::is_floating_point_v<T>)
            if (slope > std::numeric_limits<T>::max())
                return math::number<T>(2 * std::numbers::ln2_v<long double>) * math::exp2(x - 1);
        return slope;
    }
};

struct Expm1 : Unary {
    static constexpr auto notation = ops::call("expm1");
    static constexpr Contract contract{.edges = "-1 at -inf with partial 0"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::expm1(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        if constexpr (std::is_floating_point_v<T>)
            return r > T(-0.5) ? r + 1 : math::exp(x); // r + 1 cancels further down
        else
            return math::exp(x);
    }
};

struct Log : Unary {
    static constexpr auto notation = ops::call("log", "\\ln\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x >= 0",
                                       .edges = "at 0 the value is -inf and the partial +inf; NaN below 0"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::log(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / positive_zero(x));
    }
};

struct Log2 : Unary {
    static constexpr auto notation = ops::call("log2", "\\log_2\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x >= 0",
                                       .edges = "at 0 the value is -inf and the partial +inf; NaN below 0"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::log2(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(math::number<T>(std::numbers::log2e_v<long double>) / positive_zero(x));
    }
};

struct Log10 : Unary {
    static constexpr auto notation = ops::call("log10", "\\log_{10}\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x >= 0",
                                       .edges = "at 0 the value is -inf and the partial +inf; NaN below 0"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::log10(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(math::number<T>(std::numbers::log10e_v<long double>) / positive_zero(x));
    }
};

struct Log1p : Unary {
    static constexpr auto notation = ops::call("log1p");
    static constexpr Contract contract{.domain = "x >= -1",
                                       .edges = "at -1 the value is -inf and the partial +inf; NaN below -1"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::log1p(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / (1 + x));
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto exp(const A& x) { return ops::apply<ops::Exp>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto exp2(const A& x) { return ops::apply<ops::Exp2>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto expm1(const A& x) { return ops::apply<ops::Expm1>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto log(const A& x) { return ops::apply<ops::Log>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto log2(const A& x) { return ops::apply<ops::Log2>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto log10(const A& x) { return ops::apply<ops::Log10>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto log1p(const A& x) { return ops::apply<ops::Log1p>(x); }

} // namespace autodiff
