#pragma once

// Activation functions of neural networks with a kink: relu, leaky_relu, elu, selu. The smooth ones are in
// smooth_activations.hpp.

#include <autodiff/ops/doubled.hpp>
#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/range.hpp>

#include <array>
#include <type_traits>

namespace autodiff::ops {

struct Relu : Unary {
    static constexpr auto notation = ops::call("relu");
    static constexpr Contract contract{.edges = "the partial at 0 is 0", .value_ulp = 0, .partial_ulp = 0};
    static constexpr bool branches = true;
    template <class T>
    static constexpr T value(const T& x) {
        return math::select(x <= 0, T(0), x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::select(x > 0, T(1), T(0));
    }
};

/// The slope at a kink between `slope` below and 1 above: the one of least norm between them.
template <class T>
constexpr T least_norm_slope(const T& slope) {
    return math::select(slope < 0, T(0), math::select(slope > 1, T(1), slope));
}

/// x for x > 0, else slope x
struct LeakyRelu : Binary {
    static constexpr std::array<std::string_view, 3> arguments{"x", "slope"};
    static constexpr auto notation = ops::call("leaky_relu");
    static constexpr Contract contract{.edges = "the partial in x at 0 is the number nearest to 0 between slope and 1 "
                                                "(the slope itself if 0 <= slope <= 1)",
                                       .value_ulp = 0.5,
                                       .partial_ulp = 0};
    static constexpr bool branches = true;
    template <class T>
    static constexpr T value(const T& x, const T& slope) {
        return math::select(x <= 0, T(slope * x), x);
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& slope, const T&) {
        return math::limit_when<T>(
            x == 0, [&] { return least_norm_slope(slope); }, [&] { return math::select(x > 0, T(1), slope); });
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T&, const T&) {
        return math::select(x > 0, T(0), x);
    }
};

/// factor exp(x), also where exp(x) alone has lost digits to underflow.
template <class T>
constexpr T scaled_exp(const T& factor, const T& x) {
    if constexpr (std::is_floating_point_v<T>) {
        const T half = math::exp(x / 2);
        return (Doubled<T>(factor) * half * half).rounded();
    } else {
        return T(factor * math::exp(x));
    }
}

/// x for x > 0, else alpha (exp(x) - 1)
struct Elu : Binary {
    static constexpr std::array<std::string_view, 3> arguments{"x", "alpha"};
    static constexpr auto notation = ops::call("elu");
    static constexpr Contract contract{.edges = "-alpha at -inf with partial 0; the partial in x at 0 is the number "
                                                "nearest to 0 between alpha and 1 (alpha "
                                                "itself if 0 <= alpha <= 1)"};
    static constexpr bool branches = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(const T& x, const T& alpha) {
        return math::select(x > 0, x, T(alpha * math::expm1(x)));
    }
    template <class T>
    static constexpr T partial_x(const T& x, const T& alpha, const T&) {
        return math::limit_when<T>(
            x == 0, [&] { return least_norm_slope(alpha); },
            [&] { return math::select(x > 0, T(1), scaled_exp(alpha, x)); });
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T&, const T&) {
        return math::select(x > 0, T(0), math::expm1(x));
    }
};

/// scale elu(x, alpha) with the two constants that keep mean 0 and variance 1 of normally distributed inputs
/// (Klambauer, Unterthiner, Mayr, Hochreiter: Self-Normalizing Neural Networks, 2017).
struct Selu : Unary {
    static constexpr auto notation = ops::call("selu");
    static constexpr Contract contract{.edges =
                                           "-1.7580993408473768 at -inf with partial 0; the partial at 0 is that above "
                                           "0, 1.0507009873554805, which is the smaller one"};
    static constexpr bool costly = true;
    static constexpr long double scale = 1.050700987355480493419334985294602813L;
    static constexpr long double scale_times_alpha = 1.758099340847376859940217520812279577L;
    template <class T>
    static constexpr T value(const T& x) {
        if constexpr (is_symbolic<T>) {
            const auto [exact_scale, exact_scale_times_alpha] = closed_forms<T>();
            return math::select(x > 0, T(exact_scale * x), T(exact_scale_times_alpha * math::expm1(x)));
        } else {
            return T(math::select(x > 0, T(math::number<T>(scale) * x),
                                  T(math::number<T>(scale_times_alpha) * math::expm1(x))));
        }
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return math::select(x < 0, scaled_exp(math::number<T>(scale_times_alpha), x), math::number<T>(scale));
    }

  private:
    /// scale and scale * alpha, as exactly as T computes.
    template <class T>
    static constexpr std::array<T, 2> closed_forms() {
        const T pi = math::acos(T(-1));
        const T e = math::exp(T(1));
        const T root_e = math::sqrt(e);
        const T tail = math::erfc(T(1 / math::sqrt(T(2))));
        const T rest = T(1 - tail * root_e);
        const T variance =
            T(2 * math::erfc(math::sqrt(T(2))) * e * e + pi * tail * tail * e - 2 * (2 + pi) * tail * root_e + pi + 2);
        const T s = T(rest * math::sqrt(T(2 * pi / variance)));
        return {s, T(s * math::sqrt(T(2 / pi)) / rest)};
    }
};

} // namespace autodiff::ops

namespace autodiff {

template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto relu(const A& x) { return ops::apply<ops::Relu>(x); }
template <class A, class B = double>
requires Operands<A, B> AUTODIFF_INLINE constexpr auto leaky_relu(const A& x, const B& slope = 0.01) {
    return ops::apply<ops::LeakyRelu>(x, slope);
}
template <class A, class B = int>
requires Operands<A, B> AUTODIFF_INLINE constexpr auto elu(const A& x, const B& alpha = 1) {
    return ops::apply<ops::Elu>(x, alpha);
}
template <class A>
requires Operands<A> AUTODIFF_INLINE constexpr auto selu(const A& x) { return ops::apply<ops::Selu>(x); }

} // namespace autodiff
