#pragma once

#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/range.hpp>

namespace autodiff::ops {

inline constexpr std::string_view reduction = "2 and 4 ulp hold but for huge arguments that come within 1e-18 of a "
                                              "multiple of pi/2, such as 5.3e255: there it is "
                                              "the error of the C library's argument reduction";

struct Sin : Unary {
    static constexpr auto notation = ops::call("sin", "\\sin\\left(#1\\right)");
    static constexpr Contract contract{.edges = "NaN at +-inf", .partial_ulp = 10, .accuracy = reduction};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::sin(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::cos(x);
    }
};

struct Cos : Unary {
    static constexpr auto notation = ops::call("cos", "\\cos\\left(#1\\right)");
    static constexpr Contract contract{.edges = "NaN at +-inf", .value_ulp = 10, .accuracy = reduction};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::cos(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(-math::sin(x));
    }
};

struct Tan : Unary {
    static constexpr auto notation = ops::call("tan", "\\tan\\left(#1\\right)");
    static constexpr Contract contract{
        .edges = "NaN at +-inf", .value_ulp = 16, .partial_ulp = 32, .accuracy = reduction};
    template <class T>
    static constexpr T value(const T& x) {
        return math::tan(x);
    }
    template <class T>
    static constexpr T partial(const T&, const T& r) {
        return T(1 + r * r);
    }
};

struct Asin : Unary {
    static constexpr auto notation = ops::call("asin", "\\arcsin\\left(#1\\right)");
    static constexpr Contract contract{.domain = "-1 <= x <= 1",
                                       .edges = "the partial at -1 and 1 is +inf; NaN outside the domain"};
    static constexpr bool steep = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::asin(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / math::sqrt(T((1 - x) * (1 + x))));
    }
};

struct Acos : Unary {
    static constexpr auto notation = ops::call("acos", "\\arccos\\left(#1\\right)");
    static constexpr Contract contract{.domain = "-1 <= x <= 1",
                                       .edges = "the partial at -1 and 1 is -inf; NaN outside the domain"};
    static constexpr bool steep = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::acos(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(-1 / math::sqrt(T((1 - x) * (1 + x))));
    }
};

struct Atan : Unary {
    static constexpr auto notation = ops::call("atan", "\\arctan\\left(#1\\right)");
    static constexpr Contract contract{.edges = "+-pi/2 at +-inf with partial 0"};
    template <class T>
    static constexpr T value(const T& x) {
        return math::atan(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::rewrite_when<T>(
            math::abs(x) > math::huge<T>, [&] { return T(1 / x / x); }, // x * x may overflow
            [&] { return T(1 / (1 + x * x)); });
    }
};

/// The angle of the point (second argument, first argument), as in C: atan2(y, x).
struct Atan2 : Binary {
    static constexpr std::array<std::string_view, 3> arguments{"y", "x"};
    static constexpr auto notation = ops::call("atan2", "\\operatorname{atan2}\\left(#1, #2\\right)");
    static constexpr Contract contract{.edges = "the angle of the point (x, y), as in C; both partials are 0 at the "
                                                "origin and where an argument is infinite"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::atan2(x, y);
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T&) {
        return over_squared_radius(y, x);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T&) {
        return over_squared_radius(T(-x), y);
    }

  private:
    /// a / (a^2 + b^2)
    template <class T>
    static constexpr T over_squared_radius(const T& a, const T& b) {
        const T h = math::hypot(a, b);
        if constexpr (is_symbolic<T>)
            return math::limit_when<T>(
                h == 0, [] { return T(0); }, [&] { return T(a / h / h); });
        return math::rewrite_when<T>(
            math::outside(h, math::tiny<T>, math::huge<T>), [&] { return scaled(a, b, h); },
            [&] { return T(a / (h * h)); });
    }
    template <class T>
    static constexpr T scaled(const T& a, const T& b, const T& radius) {
        const T scale = math::select(radius < 1, T(math::scale_up<T>), T(math::scale_down<T>));
        const T h = math::hypot(T(scale * a), T(scale * b));
        return math::limit_when<T>(
            math::outside(h, std::numeric_limits<plain_t<T>>::min(), std::numeric_limits<plain_t<T>>::max()),
            [] { return T(0); }, [&] { return T(scale * a / (h * h) * scale); });
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto sin(const A& x) { return ops::apply<ops::Sin>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto cos(const A& x) { return ops::apply<ops::Cos>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto tan(const A& x) { return ops::apply<ops::Tan>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto asin(const A& x) { return ops::apply<ops::Asin>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto acos(const A& x) { return ops::apply<ops::Acos>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto atan(const A& x) { return ops::apply<ops::Atan>(x); }
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto atan2(const A& y, const B& x) {
    return ops::apply<ops::Atan2>(y, x);
}

} // namespace autodiff
