#pragma once

#include <autodiff/ops/math.hpp>
#include <autodiff/ops/operation.hpp>

#include <type_traits>

namespace autodiff::ops {

struct Sinh : Unary {
    static constexpr auto notation = ops::call("sinh", "\\sinh\\left(#1\\right)");
    static constexpr Contract contract{.edges = "+-inf at +-inf with partial +inf"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::sinh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::cosh(x);
    }
};

struct Cosh : Unary {
    static constexpr auto notation = ops::call("cosh", "\\cosh\\left(#1\\right)");
    static constexpr Contract contract{.edges = "+inf at +-inf with partial +-inf"};
    static constexpr bool costly = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::cosh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::sinh(x);
    }
};

struct Tanh : Unary {
    static constexpr auto notation = ops::call("tanh", "\\tanh\\left(#1\\right)");
    static constexpr Contract contract{
        .edges = "+-1 at +-inf with partial 0", .value_ulp = 2.25, .accuracy = "the value is the C library's"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::tanh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        if constexpr (std::is_floating_point_v<T>) {
            if (math::abs(r) < T(0.4)) return (1 - r) * (1 + r); // further out the rounding of r would show
            const T e = math::exp(-2 * math::abs(x));
            return 4 * e / ((1 + e) * (1 + e));
        } else {
            const T reciprocal = T(1 / math::cosh(x)); // squared last: cosh^2 overflows before the partial is 0
            return T(reciprocal * reciprocal);
        }
    }
};

struct Asinh : Unary {
    static constexpr auto notation = ops::call("asinh", "\\operatorname{arsinh}\\left(#1\\right)");
    static constexpr Contract contract{.edges = "+-inf at +-inf with partial 0"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::asinh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / math::hypot(T(1), x));
    }
};

struct Acosh : Unary {
    static constexpr auto notation = ops::call("acosh", "\\operatorname{arcosh}\\left(#1\\right)");
    static constexpr Contract contract{.domain = "x >= 1", .edges = "the partial at 1 is +inf; NaN below 1"};
    static constexpr bool steep = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::acosh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / (math::sqrt(T(x - 1)) * math::sqrt(T(x + 1))));
    }
};

struct Atanh : Unary {
    static constexpr auto notation = ops::call("atanh", "\\operatorname{artanh}\\left(#1\\right)");
    static constexpr Contract contract{.domain = "-1 <= x <= 1",
                                       .edges = "+-inf at +-1 with partial +inf; outside, the value is NaN and the "
                                                "partial that of the formula 1 / (1 - x^2)"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::atanh(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / ((1 - x) * (1 + x)));
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto sinh(const A& x) { return ops::apply<ops::Sinh>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto cosh(const A& x) { return ops::apply<ops::Cosh>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto tanh(const A& x) { return ops::apply<ops::Tanh>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto asinh(const A& x) { return ops::apply<ops::Asinh>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto acosh(const A& x) { return ops::apply<ops::Acosh>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto atanh(const A& x) { return ops::apply<ops::Atanh>(x); }

} // namespace autodiff
