#pragma once

// What the library makes of a function of parameters and points: a program, and a gradient on the tape.

#include <benchmarks/programs/functions.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/program.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace benchmarks {

using autodiff::Var;

/// The function recorded at a point.
template <class F>
autodiff::Graph recorded(std::span<const double> theta, std::span<const double> point) {
    const auto f = [](const auto& x, const auto& own) {
        const std::vector<Var> prepared = F::prepare(std::span<const Var>(x.data(), x.size()));
        Var y;
        F::value(prepared.data(), own.data(), &y);
        return y;
    };
    return autodiff::record(f, autodiff::parameters(theta), autodiff::data(point));
}

/// The Jacobians of `BaErrors` with respect to its parameters, as a function of points that hold both.
inline autodiff::Graph recorded_jacobian(std::span<const double> input, std::span<const double> observed) {
    const auto f = [](const auto& x, const auto& own) {
        std::vector<Var> y(BaErrors::outputs);
        BaErrors::value(x.data(), own.data(), y.data());
        return y;
    };
    autodiff::Graph graph =
        autodiff::jacobian(autodiff::record(f, autodiff::parameters(input), autodiff::data(observed)));
    graph.set_data_inputs(0);
    return graph;
}

/// The sum over points with its gradient by the tape, swept term by term.
template <class F>
double accumulated(std::span<double> gradient, std::span<const double> theta, const double* points, std::size_t count) {
    const auto term = [points](std::size_t i, const std::vector<Var>& prepared) {
        Var y;
        F::value(prepared.data(), points + i * F::data, &y);
        return y;
    };
    const auto sum = [&](const std::vector<Var>& x) {
        return autodiff::accumulate(count, term, F::prepare(std::span<const Var>(x)));
    };
    return autodiff::value_and_gradient_into(gradient, sum, theta);
}

/// The same on one tape that holds all points.
template <class F>
class OneTape {
  public:
    double operator()(std::span<double> gradient, std::span<const double> theta, const double* points,
                      std::size_t count) {
        tape_.reset();
        inputs_.resize(theta.size());
        for (std::size_t i = 0; i < theta.size(); ++i) inputs_[i] = tape_.variable(theta[i]);
        const std::vector<Var> prepared = F::prepare(std::span<const Var>(inputs_));
        Var total(0.0);
        for (std::size_t i = 0; i < count; ++i) {
            Var y;
            F::value(prepared.data(), points + i * F::data, &y);
            total += y;
        }
        tape_.reverse(total);
        for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] = tape_.adjoint(inputs_[i]);
        return total.value();
    }

  private:
    autodiff::Tape tape_;
    std::vector<Var> inputs_;
};

/// Throws when two results differ by more than 1e-9 of the largest of them.
inline void require_equal(std::span<const double> result, std::span<const double> expected, const std::string& what) {
    double largest = 0.0;
    for (const double x : expected) largest = std::max(largest, std::abs(x));
    for (std::size_t i = 0; i < expected.size(); ++i)
        if (result.size() != expected.size() || !(std::abs(result[i] - expected[i]) <= 1e-9 * largest))
            throw std::runtime_error(fmt::format("programs: {}: result {} is {}, expected {}; not timed", what, i,
                                                 i < result.size() ? result[i] : 0.0, expected[i]));
}

} // namespace benchmarks
