#pragma once

// Functions of parameters that all points share and of the numbers of one point, written once for plain numbers, for
// the tape and for a recording. What depends on the parameters alone is `prepare`d once for all points, as any
// programmer would do it; a program finds out by itself.

#include <benchmarks/problems/ba.hpp>
#include <benchmarks/problems/black_scholes.hpp>
#include <benchmarks/problems/lstm.hpp>
#include <benchmarks/random_data.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

// The plain mathematics of the functions, as it is usually written; for recorded scalars the library's is found.

inline double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
inline double log_sigmoid(double x) { return std::min(x, 0.0) - std::log1p(std::exp(-std::abs(x))); }
inline double max(double x, double y) { return std::max(x, y); } // std::max itself would compare recorded scalars
inline double log_sum_exp(std::span<const double> terms) {
    double largest = terms[0];
    for (const double term : terms) largest = std::max(largest, term);
    double sum = 0.0;
    for (const double term : terms) sum += std::exp(term - largest);
    return largest + std::log(sum);
}

/// The inputs are prepared as they are.
struct NothingToPrepare {
    template <class T>
    static std::vector<T> prepare(std::span<const T> theta) {
        return {theta.begin(), theta.end()};
    }
};

/// The logarithm of a mixture's density at a point, without constants. Parameters as those of `Gmm`; prepared: offsets,
/// means, factors row by row with their diagonals.
template <std::size_t Dimensions, std::size_t Components>
struct GmmTerm {
    static constexpr std::size_t triangle = Dimensions * (Dimensions + 1) / 2;
    static constexpr std::size_t parameters = Components * (1 + Dimensions + triangle);
    static constexpr std::size_t data = Dimensions;
    static constexpr std::size_t outputs = 1;

    template <class T>
    static std::vector<T> prepare(std::span<const T> theta) {
        using std::exp;
        std::vector<T> result(theta.begin(), theta.end());
        const T normalizer = log_sum_exp(theta.first(Components));
        for (std::size_t k = 0; k < Components; ++k) {
            const T* logarithm = &theta[Components * (1 + Dimensions) + k * triangle];
            const T* below = logarithm + Dimensions;
            T* entry = &result[Components * (1 + Dimensions) + k * triangle];
            result[k] = theta[k] - normalizer;
            for (std::size_t i = 0; i < Dimensions; ++i) {
                for (std::size_t j = 0; j < i; ++j) *entry++ = *below++;
                *entry++ = exp(logarithm[i]);
                result[k] += logarithm[i];
            }
        }
        return result;
    }

    template <class T, class X>
    static void value(const T* prepared, const X* x, T* y) {
        std::array<T, Components> terms;
        std::array<T, Dimensions> difference;
        const T* entry = prepared + Components * (1 + Dimensions);
        for (std::size_t k = 0; k < Components; ++k) {
            const T* mean = prepared + Components + k * Dimensions;
            for (std::size_t i = 0; i < Dimensions; ++i) difference[i] = x[i] - mean[i];
            T squares(0.0);
            for (std::size_t i = 0; i < Dimensions; ++i) {
                T product = entry[0] * difference[0];
                for (std::size_t j = 1; j <= i; ++j) product += entry[j] * difference[j];
                squares += product * product;
                entry += i + 1;
            }
            terms[k] = prepared[k] - 0.5 * squares;
        }
        *y = log_sum_exp(std::span<const T>(terms));
    }
};

/// The loss of a logistic regression without intercept. A point: the features, the label 1 or -1.
struct LogisticLoss : NothingToPrepare {
    static constexpr std::size_t parameters = 30;
    static constexpr std::size_t data = parameters + 1;
    static constexpr std::size_t outputs = 1;

    template <class T, class X>
    static void value(const T* theta, const X* x, T* y) {
        T z = theta[0] * x[0];
        for (std::size_t i = 1; i < parameters; ++i) z += theta[i] * x[i];
        *y = -log_sigmoid(x[parameters] * z);
    }
};

/// The cross-entropy of `Network` at one point: the features, the label 1 or -1.
struct NetworkLoss : NothingToPrepare {
    static constexpr std::size_t features = 16;
    static constexpr std::size_t hidden = 32;
    static constexpr std::size_t parameters = (features + 2) * hidden + 1;
    static constexpr std::size_t data = features + 1;
    static constexpr std::size_t outputs = 1;

    template <class T, class X>
    static void value(const T* theta, const X* x, T* y) {
        const T* biases = theta + features * hidden;
        const T* weights = biases + hidden;
        T z = weights[hidden];
        for (std::size_t h = 0; h < hidden; ++h) {
            T sum = biases[h];
            for (std::size_t i = 0; i < features; ++i) sum += theta[i * hidden + h] * x[i];
            z += weights[h] * sigmoid(sum);
        }
        *y = -log_sigmoid(x[features] * z);
    }
};

/// The discounted payoff of `BlackScholes` on one path, whose normals are the point. Prepared: spot, strike, drift and
/// diffusion of a step, discount.
struct BlackScholesPath {
    static constexpr std::size_t steps = BlackScholes::steps;
    static constexpr std::size_t parameters = 5;
    static constexpr std::size_t data = steps;
    static constexpr std::size_t outputs = 1;

    template <class T>
    static std::vector<T> prepare(std::span<const T> theta) {
        using std::exp;
        const T &spot = theta[0], &strike = theta[1], &rate = theta[2], &maturity = theta[4];
        const auto [drift, diffusion] = BlackScholes::drift_and_diffusion(theta);
        T discount = exp(-rate * maturity);
        return {spot, strike, drift, diffusion, discount};
    }

    template <class T, class X>
    static void value(const T* prepared, const X* z, T* y) {
        using std::exp;
        T price = prepared[0];
        for (std::size_t step = 0; step < steps; ++step) price *= exp(prepared[2] + prepared[3] * z[step]);
        *y = max(T(price - prepared[1]), T(0.0)) * prepared[4];
    }
};

/// What one step adds to the loss of `Lstm`. A point: a row, the next one, the state before.
struct LstmStep : NothingToPrepare {
    static constexpr std::size_t features = LstmShape::features;
    static constexpr std::size_t parameters = LstmShape::parameters;
    static constexpr std::size_t states = 2 * LstmShape::layers * features;
    static constexpr std::size_t data = 2 * features + states;
    static constexpr std::size_t outputs = 1;

    template <class T, class X>
    static void value(const T* theta, const X* x, T* y) {
        std::array<T, states> state;
        for (std::size_t i = 0; i < states; ++i) state[i] = x[2 * features + i];
        T total(0.0);
        Lstm::advance(std::span<const T>(theta, parameters), x, x + features, state.data(), total);
        *y = -total;
    }
};

/// Both errors of an observation of `Ba`. A point: its fifteen inputs, then what was observed.
struct BaErrors {
    static constexpr std::size_t parameters = Ba::inputs;
    static constexpr std::size_t data = 2;
    static constexpr std::size_t outputs = Ba::outputs;

    template <class T, class X>
    static void value(const T* theta, const X* observed, T* y) {
        Ba::errors_of(theta, observed, y);
    }
};

} // namespace benchmarks
