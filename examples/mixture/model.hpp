/// A mixture of normal distributions in the plane: points drawn from it, and the loss of one point.
#pragma once

#include <autodiff/parallel.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <span>
#include <vector>

namespace mixture {

namespace ad = autodiff;

using Point = std::array<double, 2>;

/// One of the normal distributions, as one would tell it.
struct Component {
    double weight = 0;
    Point mean{};
    Point sd{}; ///< standard deviations
    double correlation = 0;
};

/// Numbers of [0, 1) and of the normal distribution. The standard library's distributions differ between its makers.
class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    double uniform() { return std::ldexp(static_cast<double>(engine_() >> 11U), -53); }
    /// Two independent normal numbers, after Box and Muller.
    Point normal() {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        const double angle = 2 * std::numbers::pi * uniform();
        return {radius * std::cos(angle), radius * std::sin(angle)};
    }

  private:
    std::mt19937_64 engine_;
};

inline std::vector<Point> draw(std::span<const Component> components, std::size_t count, std::uint64_t seed) {
    Random random(seed);
    std::vector<Point> points(count);
    for (Point& point : points) {
        double chance = random.uniform();
        std::size_t k = 0;
        while (k + 1 < components.size() && chance >= components[k].weight) { chance -= components[k++].weight; }
        const Component& c = components[k];
        const Point z = random.normal();
        const double y = c.correlation * z[0] + std::sqrt(1 - c.correlation * c.correlation) * z[1];
        point = {c.mean[0] + c.sd[0] * z[0], c.mean[1] + c.sd[1] * y};
    }
    return points;
}

/// A component has six parameters: the logarithm of its weight, up to what all have in common; its mean; and a matrix Q
/// with exp(q0), exp(q1) on the diagonal and q2 below, whose square QᵀQ is the inverse of the covariance. Any six
/// numbers will do, so that the fit needs no bounds.
inline constexpr std::size_t parameters_of_one = 6;
inline std::size_t parameters_of(std::size_t components) { return parameters_of_one * components; }

/// -log of the density of the mixture at a point.
inline ad::Var loss(std::span<const ad::Var> theta, std::span<const ad::Var> point) {
    std::vector<ad::Var> weights;
    std::vector<ad::Var> terms;
    for (; !theta.empty(); theta = theta.subspan(parameters_of_one)) {
        const ad::Var dx = point[0] - theta[1];
        const ad::Var dy = point[1] - theta[2];
        const ad::Var square_distance = square(exp(theta[3]) * dx) + square(theta[5] * dx + exp(theta[4]) * dy);
        weights.push_back(theta[0]);
        terms.push_back(theta[0] + theta[3] + theta[4] - square_distance / 2);
    }
    return log_sum_exp(weights) - log_sum_exp(terms) + std::log(2 * std::numbers::pi);
}

/// The loss and its gradient, ready to be summed over points.
inline ad::Program compile_loss(std::size_t components) {
    const ad::Graph graph = ad::record(loss, ad::parameters(parameters_of(components)), ad::data(2));
    return ad::compile(ad::value_and_gradient(graph));
}

/// What parameters mean, the heaviest component first.
inline std::vector<Component> components(std::span<const double> theta) {
    std::vector<Component> result;
    double total = 0;
    for (; !theta.empty(); theta = theta.subspan(parameters_of_one)) {
        // Q = (a 0; c b), its inverse (1/a 0; -c/(ab) 1/b) is a square root of the covariance.
        const double sd_x = std::exp(-theta[3]);
        const double own_y = std::exp(-theta[4]);
        const double shared_y = -theta[5] * sd_x * own_y;
        const double sd_y = std::hypot(own_y, shared_y);
        result.push_back({std::exp(theta[0]), {theta[1], theta[2]}, {sd_x, sd_y}, shared_y / sd_y});
        total += result.back().weight;
    }
    for (Component& c : result) { c.weight /= total; }
    std::ranges::sort(result, std::ranges::greater{}, &Component::weight);
    return result;
}

/// Parameters to begin with: equal weights, unit covariances, and means far from each other (of the first hundred
/// points the one that is farthest from those chosen before).
inline std::vector<double> start(std::span<const Point> points, std::size_t components) {
    const auto candidates = points.first(std::min<std::size_t>(points.size(), 100));
    std::vector<Point> means{candidates.front()};
    const auto distance = [&means](const Point& p) {
        double nearest = std::numeric_limits<double>::infinity();
        for (const Point& mean : means) { nearest = std::min(nearest, std::hypot(p[0] - mean[0], p[1] - mean[1])); }
        return nearest;
    };
    while (means.size() < components) { means.push_back(*std::ranges::max_element(candidates, {}, distance)); }
    std::vector<double> theta;
    for (const Point& mean : means) { theta.insert(theta.end(), {0, mean[0], mean[1], 0, 0, 0}); }
    return theta;
}

} // namespace mixture
