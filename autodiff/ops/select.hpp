#pragma once

#include <autodiff/ops/math.hpp>
#include <autodiff/ops/operation.hpp>

namespace autodiff::ops {

/// y where the condition x is not 0, else z. Both are computed; only one counts.
struct Select : Ternary {
    static constexpr std::array<std::string_view, 3> arguments{"c", "x", "y"};
    static constexpr auto notation = ops::call("select");
    static constexpr Contract contract{
        .edges =
            "select(c, x, y) is x where c != 0 (also where c is NaN), else y; partials 0 in c, 1 in the operand taken "
            "and 0 in the other, whose value and derivatives do not matter, NaN or not",
        .value_ulp = 0,
        .partial_ulp = 0};
    static constexpr bool branches = true;
    template <class T>
    static constexpr T value(const T& c, const T& x, const T& y) {
        return math::select(c != 0, x, y);
    }
    template <class T>
    static constexpr Zero partial_x(const T&, const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr T partial_y(const T& c, const T&, const T&, const T&) {
        return math::select(c != 0, T(1), T(0));
    }
    template <class T>
    static constexpr T partial_z(const T& c, const T&, const T&, const T&) {
        return math::select(c != 0, T(0), T(1));
    }
};

/// What comparisons have in common: a value of 1 or 0 and nothing that flows back.
struct Comparison : Binary {
    static constexpr bool compares = true;
    static constexpr int precedence = 5;
    static constexpr Contract contract{
        .edges = "1 or 0; beside NaN only != holds; both partials are 0 everywhere", .value_ulp = 0, .partial_ulp = 0};
    template <class T>
    static constexpr Zero partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr Zero partial_y(const T&, const T&, const T&) {
        return {};
    }
};

struct Less : Comparison {
    static constexpr auto notation = infix("less", "<", precedence, "#1 < #2");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x < y, T(1), T(0));
    }
};

struct LessEqual : Comparison {
    static constexpr auto notation = infix("less_equal", "<=", precedence, "#1 \\le #2");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x <= y, T(1), T(0));
    }
};

struct Greater : Comparison {
    static constexpr auto notation = infix("greater", ">", precedence, "#1 > #2");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x > y, T(1), T(0));
    }
};

struct GreaterEqual : Comparison {
    static constexpr auto notation = infix("greater_equal", ">=", precedence, "#1 \\ge #2");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x >= y, T(1), T(0));
    }
};

struct Equal : Comparison {
    static constexpr auto notation = infix("equal", "==", precedence, "#1 = #2");
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x == y, T(1), T(0));
    }
};

struct NotEqual : Comparison {
    static constexpr auto notation = infix("not_equal", "!=", precedence, "#1 \\ne #2");
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::select(x != y, T(1), T(0));
    }
};

} // namespace autodiff::ops

namespace autodiff {

/// x where the condition holds, else y, without a branch in the program: a recording keeps both.
template <class C, class A, class B>
requires Operands<C, A, B> AUTODIFF_INLINE constexpr auto select(const C& condition, const A& x, const B& y) {
    return ops::apply<ops::Select>(condition, x, y);
}

template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator<(const A& x, const B& y) {
    return ops::apply<ops::Less>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator<=(const A& x, const B& y) {
    return ops::apply<ops::LessEqual>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator>(const A& x, const B& y) {
    return ops::apply<ops::Greater>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator>=(const A& x, const B& y) {
    return ops::apply<ops::GreaterEqual>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator==(const A& x, const B& y) {
    return ops::apply<ops::Equal>(x, y);
}
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto operator!=(const A& x, const B& y) {
    return ops::apply<ops::NotEqual>(x, y);
}

} // namespace autodiff
