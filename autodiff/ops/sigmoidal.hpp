#pragma once

// The logistic function and its kin. e = exp(-|x|) never overflows, and every formula adds it to 1.

#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/range.hpp>

#include <type_traits>

namespace autodiff::ops {

/// 1 / (1 + exp(-x))
struct Sigmoid : Unary {
    static constexpr auto notation = ops::call("sigmoid", "\\sigma\\left(#1\\right)");
    static constexpr Contract contract{.edges = "0 at -inf and 1 at +inf, both with partial 0"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        const T e = math::exp(T(-math::abs(x)));
        return T(math::select(x < 0, e, T(1)) / (1 + e));
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        if constexpr (std::is_floating_point_v<T>)
            if (x < 0) return r * (1 - r); // nothing cancels below 1/2
        return T(r * ops::call<Sigmoid>(T(-x)));
    }
};

/// log(1 + exp(x))
struct Softplus : Unary {
    static constexpr auto notation = ops::call("softplus");
    static constexpr Contract contract{.edges = "0 at -inf with partial 0, +inf at +inf with partial 1"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return T(math::select(x < 0, T(0), x) + math::log1p(math::exp(T(-math::abs(x)))));
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return ops::call<Sigmoid>(x);
    }
};

/// log(sigmoid(x)) = -softplus(-x)
struct LogSigmoid : Unary {
    static constexpr auto notation = ops::call("log_sigmoid", "\\ln \\sigma\\left(#1\\right)");
    static constexpr Contract contract{.edges = "-inf at -inf with partial 1, 0 at +inf with partial 0"};
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x) {
        return T(math::select(x > 0, T(0), x) - math::log1p(math::exp(T(-math::abs(x)))));
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return ops::call<Sigmoid>(T(-x));
    }
};

/// log(x / (1 - x)), the inverse of sigmoid
struct Logit : Unary {
    static constexpr auto notation = ops::call("logit");
    static constexpr Contract contract{
        .domain = "0 <= x <= 1",
        .edges =
            "-inf at 0 and +inf at 1, both with partial +inf; outside, the value is NaN and the partial that of the "
            "formula 1 / (x (1 - x))"};
    static constexpr bool steep = true;
    template <class T>
    static constexpr T value(const T& x) {
        const T complement = T(1 - x);
        const T odds = T(x / complement);
        if constexpr (std::is_floating_point_v<T>) {
            // what the roundings of both did to the logarithm, which near x = 1/2 is all that is left of it
            const T lost = math::rounding_of_sum(T(1), -x, complement);
            const T correction = math::fma(-odds, complement, x) / x - lost / complement;
            if (odds > 0 && complement > 0) return math::log(odds) + correction;
        }
        return math::log(odds);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return T(1 / (math::abs(x) * (1 - x)));
    }
};

/// log(exp(x) + exp(y))
struct LogAddExp : Binary {
    static constexpr auto notation = ops::call("logaddexp", "\\ln\\left(e^{#1} + e^{#2}\\right)");
    static constexpr Contract contract{
        .edges = "-inf drops out and +inf takes all; two equal operands, infinite ones too, have the partial 1/2 each",
        .value_ulp = 2.5,
        .accuracy =
            "where exp(x) + exp(y) is nearly 1 the value is a small rest of max(x, y) and a logarithm that cancel; "
            "there its bound counts units in the last place of max(x, y)"};
    static constexpr bool commutes = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        T larger = math::select(x < y, y, x);
        const T smaller = math::select(x < y, x, y);
        return math::limit_when<T>(
            math::abs(larger) == math::infinity<T>(), [&] { return larger; }, // x - y may be inf - inf
            [&] { return T(larger + math::log1p(math::exp_of_difference(smaller, larger))); });
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& y, const T&) {
        return weight(x, y);
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T&) {
        return weight(y, x);
    }

  private:
    /// sigmoid(a - b)
    template <class T>
    static constexpr T weight(const T& a, const T& b) {
        return math::limit_when<T>(
            math::abs(a) == math::infinity<T>(),
            [&] { return math::select(a == b, math::number<T>(0.5L), ops::call<Sigmoid>(T(a - b))); },
            [&] { return sigmoid_of_difference(a, b); });
    }
    template <class T>
    static constexpr T sigmoid_of_difference(const T& a, const T& b) {
        const T difference = T(a - b);
        const T s = ops::call<Sigmoid>(difference);
        if constexpr (std::is_floating_point_v<T>) {
            // a rounding error of the difference changes sigmoid's tail by that much relative to itself
            const T error = math::rounding_of_sum(a, -b, difference);
            return difference < 0 && difference > -math::huge<T> ? s + s * (1 - s) * error : s;
        } else {
            return s;
        }
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto sigmoid(const A& x) { return ops::apply<ops::Sigmoid>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto softplus(const A& x) { return ops::apply<ops::Softplus>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto log_sigmoid(const A& x) { return ops::apply<ops::LogSigmoid>(x); }
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto logit(const A& x) { return ops::apply<ops::Logit>(x); }
template <class A, class B>
requires Operands<A, B> AUTODIFF_INLINE constexpr auto logaddexp(const A& x, const B& y) {
    return ops::apply<ops::LogAddExp>(x, y);
}

} // namespace autodiff
