/// The loss and its change, with their gradients: from the tape, or from programs that run over all samples.
#pragma once

#include "model.hpp"

#include <autodiff/program.hpp>

#include <functional>
#include <memory>

namespace breast_cancer {

/// A function of parameters: its value, and its gradient into the span.
using Objective = std::function<double(std::span<double> gradient, const std::vector<double>& x)>;

/// What a fit asks for.
struct Losses {
    Objective loss;
    /// loss(start + step) - loss(start) as a function of the step.
    std::function<Objective(const std::vector<double>& start)> change_from;
};

/// Recorded anew for each gradient. Keeps a reference to the samples.
inline Losses on_tape(const Samples& samples) {
    return {[&samples](std::span<double> gradient, const std::vector<double>& x) {
                const auto total = [&samples](std::span<const ad::Var> p) { return loss(p, samples); };
                return ad::value_and_gradient_into(gradient, total, x);
            },
            [&samples](const std::vector<double>& start) -> Objective {
                return [change = LossChange(samples, start)](std::span<double> gradient, const std::vector<double>& x) {
                    return ad::value_and_gradient_into(gradient, change, x);
                };
            }};
}

/// The samples as points of a program: features, sign, and the margin at the start of a round.
class SamplePoints {
  public:
    SamplePoints(const Samples& samples, std::span<const double> start)
        : samples_(samples.signs.size()), width_(samples.features.front().size() + 2) {
        const std::vector<double> at_start = margins(start, samples);
        for (std::size_t i = 0; i < samples_; ++i) {
            numbers_.insert(numbers_.end(), samples.features[i].begin(), samples.features[i].end());
            numbers_.insert(numbers_.end(), {samples.signs[i], at_start[i]});
        }
    }

    [[nodiscard]] ad::Points with_margins() const { return of_width(width_); }
    [[nodiscard]] ad::Points without_margins() const { return of_width(width_ - 1); }

  private:
    [[nodiscard]] ad::Points of_width(std::size_t width) const {
        return {numbers_.data(), samples_, width, static_cast<std::ptrdiff_t>(width_)};
    }

    std::size_t samples_;
    std::size_t width_;
    std::vector<double> numbers_;
};

/// The sum that a program found and the tape's gradient of the few terms that are not the samples'.
template <class Rest>
double add_up(std::span<double> gradient, const ad::ProgramSum& sum, const Rest& rest, const std::vector<double>& x) {
    const double value = ad::value_and_gradient_into(gradient, rest, x);
    std::ranges::transform(gradient, sum.gradient, gradient.begin(), std::plus{});
    return value + sum.value;
}

/// One sample's loss, recorded once: compiled code then runs over all samples. Keeps a copy of the samples.
inline Losses by_program(const Samples& samples) {
    const std::size_t features = samples.features.front().size();
    const auto value_and_gradient = [](const ad::Graph& graph) { return ad::value_and_gradient(graph); };

    const auto of_sample = [features](std::span<const ad::Var> theta, std::span<const ad::Var> sample) {
        return sample_loss(theta, sample.first(features), sample[features]);
    };
    const ad::Graph graph = ad::record(of_sample, ad::parameters(features + 1), ad::data(features + 1));
    const ad::Program program = ad::compile(ad::value_and_gradient(graph));

    // softplus_change has two ways to compute it: there is a program for each that is met.
    const auto change_of_sample = [features](std::span<const ad::Var> step, std::span<const ad::Var> sample) {
        return sample_loss_change(step, sample.first(features), sample[features], sample[features + 1]);
    };
    const auto change_program = std::make_shared<ad::BranchingProgram>(
        ad::compile_branching_with_parameters(change_of_sample, value_and_gradient));

    return {[program, points = SamplePoints(samples, std::vector<double>(features + 1))](std::span<double> gradient,
                                                                                         const std::vector<double>& x) {
                return add_up(gradient, program.sum(x, points.without_margins()), penalty, x);
            },
            [change_program, samples](const std::vector<double>& start) -> Objective {
                return [change_program, start, points = SamplePoints(samples, start)](std::span<double> gradient,
                                                                                      const std::vector<double>& x) {
                    const auto rest = [&start](std::span<const ad::Var> step) { return penalty_change(step, start); };
                    return add_up(gradient, change_program->sum(x, points.with_margins()), rest, x);
                };
            }};
}

} // namespace breast_cancer
