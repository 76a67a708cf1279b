#pragma once

#include <autodiff/ops/math.hpp>
#include <autodiff/ops/operation.hpp>

#include <limits>
#include <type_traits>

namespace autodiff::ops {

struct Add : Binary {
    static constexpr auto notation = infix("add", "+", 10, "#1 + #2");
    static constexpr Contract contract{.value_ulp = 0.5, .partial_ulp = 0};
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x + y);
    }
    template <class T>
    static constexpr One partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr One partial_y(const T&, const T&, const T&) {
        return {};
    }
};

struct Subtract : Binary {
    static constexpr auto notation = infix("sub", "-", 10, "#1 - #2");
    static constexpr Contract contract{.value_ulp = 0.5, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x - y);
    }
    template <class T>
    static constexpr One partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr MinusOne partial_y(const T&, const T&, const T&) {
        return {};
    }
};

struct Multiply : Binary {
    static constexpr auto notation = infix("mul", "*", 20, "#1 #2");
    static constexpr Contract contract{.value_ulp = 0.5, .partial_ulp = 0};
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x * y);
    }
    template <class T>
    static constexpr T partial_x(const T&, const T& y, const T&) {
        return y;
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T&, const T&) {
        return x;
    }
};

struct Divide : Binary {
    static constexpr auto notation = infix("div", "/", 20, "\\frac{#1}{#2}");
    static constexpr Contract contract{
        .domain = "y != 0", .edges = "IEEE division; at y = 0 the partials are those of the formula", .value_ulp = 0.5};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x / y);
    }
    template <class T>
    static constexpr T partial_x(const T&, const T& y, const T&) {
        return T(1 / y);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T& r) {
        if constexpr (std::is_floating_point_v<T>)
            if (r != 0 && math::abs(r) < std::numeric_limits<T>::min())
                return -(x / (y * y)); // r lost digits to underflow
        return T(-(r / y));
    }
};

struct Negate : Unary {
    static constexpr auto notation = prefix("neg", "-", 30, "-#1");
    static constexpr Contract contract{.value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return T(-x);
    }
    template <class T>
    static constexpr MinusOne partial(const T&, const T&) {
        return {};
    }
};

/// x * y + z, rounded once.
struct FusedMultiplyAdd : Ternary {
    static constexpr auto notation = ops::call("fma", "\\left(#1 #2 + #3\\right)");
    static constexpr Contract contract{.value_ulp = 0.5, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x, const T& y, const T& z) {
        return math::fma(x, y, z);
    }
    template <class T>
    static constexpr T partial_x(const T&, const T& y, const T&, const T&) {
        return y;
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T&, const T&, const T&) {
        return x;
    }
    template <class T>
    static constexpr One partial_z(const T&, const T&, const T&, const T&) {
        return {};
    }
};

/// x * y, and 0 where either is 0 whatever the other: the product of the chain rule, where a branch not taken or a
/// saturated function meets an infinite partial.
struct ChainProduct : Binary {
    static constexpr auto notation = infix("chain_product", "·", 20, "#1 \\cdot #2");
    static constexpr Contract contract{.edges = "0 where x or y is 0, also when the other is infinite or not a number",
                                       .value_ulp = 0.5,
                                       .partial_ulp = 0};
    static constexpr bool commutes = true;
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x == 0, T(0), math::select(y == 0, T(0), T(x * y)));
    }
    template <class T>
    static constexpr T partial_x(const T&, const T& y, const T&) {
        return y;
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T&, const T&) {
        return x;
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator+(const A& x, const B& y) {
    return ops::apply<ops::Add>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator-(const A& x, const B& y) {
    return ops::apply<ops::Subtract>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator*(const A& x, const B& y) {
    return ops::apply<ops::Multiply>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator/(const A& x, const B& y) {
    return ops::apply<ops::Divide>(x, y);
}
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto operator-(const A& x) { return ops::apply<ops::Negate>(x); }
template <class A>
    requires ActiveScalar<A>
constexpr A operator+(const A& x) { return x; }
template <class A, class B, class C>
requires Operands<A, B, C> AUTODIFF_INLINE constexpr auto fma(const A& x, const B& y, const C& z) {
    return ops::apply<ops::FusedMultiplyAdd>(x, y, z);
}

} // namespace autodiff
