#pragma once

#include <benchmarks/problems/black_scholes.hpp>
#include <benchmarks/problems/gmm.hpp>
#include <benchmarks/problems/network.hpp>
#include <benchmarks/programs/functions.hpp>
#include <benchmarks/programs/plain.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace benchmarks {

/// A function of functions.hpp with its parameters and some points, repeated for larger numbers of points.
template <class F>
struct Workload {
    std::string name;
    std::vector<double> theta;
    std::vector<double> block; ///< points, one after the other
    PlainFunctions::Sum* PlainFunctions::*plain;
    /// The gradient of the sum over the block as written by hand; may be missing.
    std::function<void(std::span<double> gradient)> by_hand = {};

    [[nodiscard]] std::size_t block_points() const { return block.size() / F::data; }
    [[nodiscard]] std::span<const double> point(std::size_t i) const {
        return std::span(block).subspan(i % block_points() * F::data, F::data);
    }
};

/// `count` points of `size` numbers, the block again and again, each in memory of its own.
inline std::vector<double> repeated(std::span<const double> block, std::size_t count, std::size_t size) {
    std::vector<double> points(count * size);
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = block[i % block.size()];
    return points;
}

/// `Gmm`, whose derivative by hand contains the prior's; that is taken off again.
template <std::size_t Dimensions>
Workload<GmmTerm<Dimensions, 25>> gmm(PlainFunctions::Sum* PlainFunctions::*plain) {
    constexpr std::size_t components = 25;
    constexpr std::size_t points = 10'000;
    const auto problem = std::make_shared<Gmm<Dimensions, components, points>>();
    const std::span<const double> input = problem->input();
    const auto by_hand = [problem](std::span<double> gradient) {
        problem->by_hand(gradient);
        const std::size_t first = components * (1 + Dimensions);
        constexpr std::size_t triangle = Dimensions * (Dimensions + 1) / 2;
        for (std::size_t i = first; i < gradient.size(); ++i) {
            const double x = problem->input()[i];
            gradient[i] -= (i - first) % triangle < Dimensions ? std::exp(2.0 * x) : x;
        }
    };
    return {fmt::format("Gaussian mixture, d={} k=25", Dimensions), std::vector(input.begin(), input.end()),
            RandomData(10).normals(points * Dimensions), plain, by_hand};
}

inline Workload<LogisticLoss> logistic() {
    constexpr std::size_t n = LogisticLoss::parameters;
    RandomData random(41);
    const auto theta = random.normals(n, 0.3);
    std::vector<double> block;
    for (std::size_t i = 0; i < 1024; ++i) {
        for (std::size_t k = 0; k < n; ++k) block.push_back(random.normal());
        block.push_back(random.uniform() < 0.5 ? 1.0 : -1.0);
    }
    const auto by_hand = [theta, block](std::span<double> gradient) {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        for (const double* x = block.data(); x != block.data() + block.size(); x += LogisticLoss::data) {
            double z = 0.0;
            for (std::size_t k = 0; k < n; ++k) z += theta[k] * x[k];
            const double slope = -x[n] * sigmoid(-x[n] * z);
            for (std::size_t k = 0; k < n; ++k) gradient[k] += slope * x[k];
        }
    };
    return {"logistic loss, 30 features", theta, block, &PlainFunctions::logistic, by_hand};
}

/// The points and parameters of `Network`, whose loss is the mean over its batch.
inline Workload<NetworkLoss> network() {
    const auto problem = std::make_shared<Network>();
    RandomData random(12);
    const auto features = random.normals(Network::batch * Network::features);
    std::vector<double> block;
    for (std::size_t i = 0; i < Network::batch; ++i) {
        for (std::size_t k = 0; k < Network::features; ++k) block.push_back(features[i * Network::features + k]);
        block.push_back(random.uniform() < 0.5 ? -1.0 : 1.0);
    }
    const auto by_hand = [problem](std::span<double> gradient) {
        problem->by_hand(gradient);
        for (double& x : gradient) x *= double(Network::batch);
    };
    const auto input = problem->input();
    return {"16-32-1 network", std::vector(input.begin(), input.end()), block, &PlainFunctions::network, by_hand};
}

/// The paths of `BlackScholes`, whose price is the mean over them.
inline Workload<BlackScholesPath> black_scholes() {
    const auto problem = std::make_shared<BlackScholes>();
    const auto by_hand = [problem](std::span<double> gradient) {
        problem->by_hand(gradient);
        for (double& x : gradient) x *= double(BlackScholes::paths);
    };
    const auto input = problem->input();
    return {"Black-Scholes, 252 steps", std::vector(input.begin(), input.end()),
            RandomData(11).normals(BlackScholes::paths * BlackScholes::steps), &PlainFunctions::black_scholes, by_hand};
}

inline Workload<LstmStep> lstm_step() {
    RandomData random(42);
    const auto theta = random.normals(LstmStep::parameters, 0.5);
    return {"LSTM step", theta, random.normals(64 * LstmStep::data, 0.5), &PlainFunctions::lstm_step};
}

/// The inputs and observations of `Ba`, an observation a point.
inline std::vector<double> bundle_adjustment(const Ba& problem) {
    std::vector<double> block;
    for (std::size_t i = 0; i < problem.blocks(); ++i) {
        const auto x = problem.block_input(i);
        const auto observed = problem.observed(i);
        block.insert(block.end(), x.begin(), x.end());
        block.insert(block.end(), observed.begin(), observed.end());
    }
    return block;
}

} // namespace benchmarks
