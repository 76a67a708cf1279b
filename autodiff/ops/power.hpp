#pragma once

#include <autodiff/ops/exponential.hpp>
#include <autodiff/ops/range.hpp>

namespace autodiff::ops {

struct Sqrt : Unary {
    static constexpr auto notation = ops::call("sqrt", "\\sqrt{#1}");
    static constexpr Contract contract{.domain = "x >= 0", .edges = "the partial at 0 is +inf; NaN below 0"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::sqrt(x);
    }
    template <class T>
    static constexpr T partial(const T&, const T& r) {
        return T(math::number<T>(0.5L) / positive_zero(r));
    }
};

struct Cbrt : Unary {
    static constexpr auto notation = ops::call("cbrt", "\\sqrt[3]{#1}");
    static constexpr Contract contract{
        .edges = "the partial at 0 is +inf", .value_ulp = 4, .accuracy = "the value is the C library's"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::cbrt(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        if constexpr (std::is_floating_point_v<T>) {
            // An error of the root that makes 1/r^2 too large by 2 parts makes r/x too small by 1: together they
            // cancel.
            const T other = r / x;
            if (other > 0) return (1 / (r * r) + 2 * other) / 9;
        }
        return T(1 / (3 * r * r));
    }
};

struct Square : Unary {
    static constexpr auto notation = ops::call("square", "\\left(#1\\right)^2");
    static constexpr Contract contract{.value_ulp = 0.5, .partial_ulp = 0};
    template <class T>
    static constexpr T value(const T& x) {
        return T(x * x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(2 * x);
    }
};

struct Pow : Binary {
    static constexpr auto notation = ops::call("pow", "\\left(#1\\right)^{#2}");
    static constexpr Contract contract{
        .domain = "x > 0; x = 0; x < 0 where y is an integer",
        .edges =
            "partial in x: 0 at y = 0 for every x; at x = 0 it is 0 for y > 1, 1 for y = 1, +inf for 0 < y < 1, -inf "
            "for y < 0; y x^(y-1) for x < 0. Partial in y: at x = 0 it is 0 for y >= 0 and -inf for y < 0; NaN for "
            "x < 0, where the power exists at integers only, so let an integer exponent be passive there"};
    static constexpr bool steep = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::pow(x, y);
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T& r) {
        return math::limit_when<T>(
            y == 0, [&] { return at_exponent_zero(x, y); },
            [&] {
                if constexpr (is_symbolic<T>)
                    return T(y * math::pow(x, T(y - 1)));
                else
                    return math::limit_when<T>(
                        x == 0, [&] { return at_zero(x, y); }, [&] { return away_from_zero(x, y, r); });
            });
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T& r) {
        return math::limit_when<T>(
            x == 0, [&] { return math::select(y < 0, T(-math::infinity<T>()), T(0)); },
            [&] {
                return math::rewrite_when<T>(
                    extreme(r), [&] { return through_half_power(x, y); }, [&] { return T(r * math::log(x)); });
            });
    }

  private:
    /// 0 for every x. Scalars that are differentiated again see that it moves with y: by 1 / x, as the partial in y
    /// does with x.
    template <class T>
    static constexpr T at_exponent_zero(const T& x, const T& y) {
        if constexpr (ScalarTraits<T>::depth == 0)
            return T(0);
        else
            return math::limit_when<T>(
                x > 0, [&] { return T(y / x); }, [] { return T(0); });
    }
    template <class T>
    static constexpr T at_zero(const T& x, const T& y) {
        return math::rewrite_when<T>(
            math::abs(y) < 1, [&] { return T(y * math::infinity<T>()); }, // y - 1 may round to the integer -1
            [&] { return T(y * math::pow(x, T(y - 1))); });
    }
    /// Too near to overflow or underflow, or beyond it, for products with it to be safe.
    template <class T>
    static constexpr auto extreme(const T& r) {
        constexpr int range = math::exponent_range<T>;
        return math::outside(math::abs(r), math::power_of_two<plain_t<T>>(-range * 9 / 10),
                             math::power_of_two<plain_t<T>>(range * 9 / 10));
    }
    template <class T>
    static constexpr T away_from_zero(const T& x, const T& y, const T& r) {
        return math::rewrite_when<T>(
            extreme(r),
            [&] {
                // y - 1 is exact for y in [1/2, 2]; a power halved cannot leave the range before the partial does
                return math::rewrite_when<T>(
                    math::outside(y, plain_t<T>(0.5), plain_t<T>(2)), [&] { return half_powers(x, y, r); },
                    [&] { return T(y * math::pow(x, T(y - 1))); });
            },
            [&] { return T(y * r / x); });
    }
    /// y x^(y-1) = y p p / x with p = |x|^(y/2), and the sign of the power.
    template <class T>
    static constexpr T half_powers(const T& x, const T& y, const T& r) {
        const T p = math::pow(math::abs(x), T(math::number<T>(0.5L) * y));
        return T(y * p / x * p * math::copysign(T(1), r));
    }
    template <class T>
    static constexpr T through_half_power(const T& x, const T& y) {
        const T p = math::pow(x, T(math::number<T>(0.5L) * y));
        return math::limit_when<T>(
            p == 0, [&] { return math::select(x < 0, math::not_a_number<T>(), T(0)); },
            [&] { return T(p * math::log(x) * p); });
    }
};

struct Hypot : Binary {
    static constexpr auto notation = ops::call("hypot", "\\sqrt{\\left(#1\\right)^2 + \\left(#2\\right)^2}");
    static constexpr Contract contract{
        .edges =
            "both partials 0 at the origin, where it is the subgradient of least norm; an infinite operand has the "
            "partial +1 or -1 and the other 0, two infinite ones +-sqrt(1/2)"};
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return math::hypot(x, y);
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T& r) {
        return cosine(x, y, r);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T& r) {
        return cosine(y, x, r);
    }

  private:
    template <class T>
    static constexpr T cosine(const T& x, const T& y, const T& r) {
        constexpr int range = math::exponent_range<T>;
        if constexpr (is_symbolic<T>)
            return math::limit_when<T>(
                r == 0, [] { return T(0); }, [&] { return T(x / r); });
        return math::rewrite_when<T>(
            math::outside(r, math::tiny<T>, math::power_of_two<plain_t<T>>(range - 2)),
            [&] { return scaled_cosine(x, y, r); }, [&] { return T(x / r); });
    }
    /// For r that is 0, has lost digits to underflow, or has overflowed.
    template <class T>
    static constexpr T scaled_cosine(const T& x, const T& y, const T& r) {
        const T scale = math::select(r < 1, T(math::scale_up<T>), math::number<T>(0.25L));
        const T h = math::hypot(T(scale * x), T(scale * y));
        return math::limit_when<T>(
            h == 0, [] { return T(0); },
            [&] {
                return math::limit_when<T>(
                    h == math::infinity<T>(), [&] { return direction_at_infinity(x, y); },
                    [&] { return T(scale * x / h); });
            });
    }
    template <class T>
    static constexpr T direction_at_infinity(const T& x, const T& y) {
        const auto unit = [](const T& a) {
            return math::select(math::abs(a) == math::infinity<T>(), math::copysign(T(1), a), T(0));
        };
        return T(unit(x) / math::hypot(unit(x), unit(y)));
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto sqrt(const A& x) { return ops::apply<ops::Sqrt>(x); }
template <class A>
requires ActiveScalar<A> AUTODIFF_INLINE constexpr auto cbrt(const A& x) { return ops::apply<ops::Cbrt>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto square(const A& x) { return ops::apply<ops::Square>(x); }
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto pow(const A& x, const B& y) {
    return ops::apply<ops::Pow>(x, y);
}
/// sqrt(x^2 + y^2); of three, hypot(hypot(x, y), z).
template <class A, class B>
requires ActiveOperands<A, B> AUTODIFF_INLINE constexpr auto hypot(const A& x, const B& y) {
    return ops::apply<ops::Hypot>(x, y);
}

} // namespace autodiff
