#pragma once

#include <autodiff/ops/math.hpp>
#include <autodiff/ops/operation.hpp>

namespace autodiff::ops {

struct Sign : Unary {
    static constexpr auto notation = ops::call("sign", "\\operatorname{sgn}\\left(#1\\right)");
    static constexpr Contract contract{.edges = "a zero keeps its sign; the partial is 0 everywhere, also at the jump",
                                       .value_ulp = 0,
                                       .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::select(x > 0, T(1), math::select(x < 0, T(-1), x));
    }
    template <class T>
    static constexpr Zero partial(const T&, const T&) {
        return {};
    }
};

struct Abs : Unary {
    static constexpr auto notation = ops::call("abs", "\\left|#1\\right|");
    static constexpr Contract contract{.edges = "the partial at 0 is 0", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::abs(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return ops::call<Sign>(x);
    }
};

/// 1 where the condition holds, 0 elsewhere.
template <class T, class Condition>
constexpr T indicator(const Condition& condition) {
    return math::select(condition, T(1), T(0));
}

/// 1 if a wins, 1/2 at a tie (and beside NaN), 0 if it loses.
template <class T, class Wins, class Loses>
constexpr T share(const Wins& wins, const Loses& loses) {
    return math::select(wins, T(1), math::select(loses, T(0), math::number<T>(0.5L)));
}

struct Min : Binary {
    static constexpr auto notation = ops::call("min", "\\min\\left(#0\\right)");
    static constexpr Contract contract{
        .edges = "at a tie both partials are 1/2 and the value is x; NaN if an operand is NaN (also fmin, unlike C's)",
        .value_ulp = 0,
        .partial_ulp = 0};
    static constexpr bool branches = true;
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(y < x, y, math::select(x <= y, x, T(x + y)));
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T&) {
        return share<T>(x < y, y < x);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T&) {
        return share<T>(y < x, x < y);
    }
};

struct Max : Binary {
    static constexpr auto notation = ops::call("max", "\\max\\left(#0\\right)");
    static constexpr Contract contract{
        .edges = "at a tie both partials are 1/2 and the value is x; NaN if an operand is NaN (also fmax, unlike C's)",
        .value_ulp = 0,
        .partial_ulp = 0};
    static constexpr bool branches = true;
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x < y, y, math::select(y <= x, x, T(x + y)));
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T&) {
        return share<T>(y < x, x < y);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T&) {
        return share<T>(x < y, y < x);
    }
};

/// x - n y with n = trunc(x / y).
struct Fmod : Binary {
    static constexpr auto notation = ops::call("fmod", "\\operatorname{fmod}\\left(#1, #2\\right)");
    static constexpr Contract contract{
        .domain = "y != 0, x finite",
        .edges = "partials 1 and -trunc(x/y), also at the jumps; NaN at y = 0 and at infinite x; x at infinite y",
        .value_ulp = 0};
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::fmod(x, y);
    }
    template <class T>
    static constexpr One partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T& r) {
        return T(-math::round(T((x - r) / y))); // trunc of the rounded x / y can be one too many
    }
};

/// x - n y with n the integer nearest to x / y, ties to even.
struct Remainder : Binary {
    static constexpr auto notation = ops::call("remainder", "\\operatorname{remainder}\\left(#1, #2\\right)");
    static constexpr Contract contract{
        .domain = "y != 0, x finite",
        .edges = "partials 1 and -(x/y to the nearest integer, ties to even), also at the jumps; NaN at y = 0 and at "
                 "infinite x; x at infinite y",
        .value_ulp = 0};
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::remainder(x, y);
    }
    template <class T>
    static constexpr One partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T& r) {
        return T(-math::round(T(x / y - r / y))); // x - r may overflow here
    }
};

struct Copysign : Binary {
    static constexpr auto notation = ops::call("copysign", "\\operatorname{copysign}\\left(#1, #2\\right)");
    static constexpr Contract contract{.edges = "the partial in x is 0 at x = 0; y counts by its sign bit, so -0 is "
                                                "negative, and has the partial 0",
                                       .value_ulp = 0,
                                       .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::copysign(x, y);
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T&) {
        return T(ops::call<Sign>(x) * math::copysign(T(1), y));
    }
    template <class T>
    static constexpr Zero partial_y(const T&, const T&, const T&) {
        return {};
    }
};

struct Floor : Unary {
    static constexpr auto notation = ops::call("floor", "\\left\\lfloor #1 \\right\\rfloor");
    static constexpr Contract contract{.edges = "the partial is 0 everywhere", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::floor(x);
    }
    template <class T>
    static constexpr Zero partial(const T&, const T&) {
        return {};
    }
};

struct Ceil : Unary {
    static constexpr auto notation = ops::call("ceil", "\\left\\lceil #1 \\right\\rceil");
    static constexpr Contract contract{.edges = "the partial is 0 everywhere", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::ceil(x);
    }
    template <class T>
    static constexpr Zero partial(const T&, const T&) {
        return {};
    }
};

struct Trunc : Unary {
    static constexpr auto notation = ops::call("trunc");
    static constexpr Contract contract{.edges = "the partial is 0 everywhere", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::trunc(x);
    }
    template <class T>
    static constexpr Zero partial(const T&, const T&) {
        return {};
    }
};

struct Round : Unary {
    static constexpr auto notation = ops::call("round");
    static constexpr Contract contract{
        .edges = "halves away from zero; the partial is 0 everywhere", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return math::round(x);
    }
    template <class T>
    static constexpr Zero partial(const T&, const T&) {
        return {};
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto abs(const A& x) { return ops::apply<ops::Abs>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto fabs(const A& x) { return ops::apply<ops::Abs>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto sign(const A& x) { return ops::apply<ops::Sign>(x); }
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto min(const A& x, const B& y) {
    return ops::apply<ops::Min>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto max(const A& x, const B& y) {
    return ops::apply<ops::Max>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto fmin(const A& x, const B& y) {
    return ops::apply<ops::Min>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto fmax(const A& x, const B& y) {
    return ops::apply<ops::Max>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto fmod(const A& x, const B& y) {
    return ops::apply<ops::Fmod>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto remainder(const A& x, const B& y) {
    return ops::apply<ops::Remainder>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto copysign(const A& x, const B& y) {
    return ops::apply<ops::Copysign>(x, y);
}
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto floor(const A& x) { return ops::apply<ops::Floor>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto ceil(const A& x) { return ops::apply<ops::Ceil>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto trunc(const A& x) { return ops::apply<ops::Trunc>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto round(const A& x) { return ops::apply<ops::Round>(x); }

} // namespace autodiff
