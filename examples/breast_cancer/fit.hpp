/// The fit: steps from NLopt's limited-memory BFGS.
#pragma once

#include "losses.hpp"

#include <nlopt.hpp>

#include <functional>

namespace breast_cancer {

/// The gradient norm at which a fit ends.
inline constexpr double target_gradient_norm = 1e-8;
/// Two are usual; a third is seen with a hundred times as many samples.
inline constexpr int most_rounds = 20;

/// Where a fit stands. An iteration is an evaluation that found a lower loss than all before.
struct Progress {
    int rounds = 0;
    int iterations = 0;
    int evaluations = 0; ///< of the loss and its gradient
    double loss = 0;
    double gradient_norm = 0;
};

struct Fit {
    std::vector<double> parameters;
    Progress reached;
};

using OnIteration = std::function<void(const Progress&)>;

/// A fit that did not get there.
class FitError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// One run of the optimiser from a starting point.
class Round {
  public:
    Round(const Objective& change, std::size_t parameters, Progress& progress, const OnIteration& on_iteration)
        : change_(change), progress_(progress), on_iteration_(on_iteration), start_loss_(progress.loss),
          best_step_(parameters) {}

    /// The best step found until the optimiser sees no further descent.
    [[nodiscard]] std::vector<double> minimise() {
        nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(best_step_.size()));
        optimiser.set_min_objective(evaluate, this);
        optimiser.set_maxeval(2000);
        std::vector<double> step(best_step_.size());
        double change = 0;
        try {
            optimiser.optimize(step, change);
        } catch (const std::bad_alloc&) { throw; } catch (const std::exception& error) {
            // "nlopt failure" is a line search that got stuck: whether that matters is for the gradient to say.
            failure_ = error.what();
        }
        return best_step_;
    }

    [[nodiscard]] const std::string& failure() const { return failure_; }

  private:
    /// NLopt ends when no component of the gradient exceeds 1e-8, which cannot be set before version 2.10. Scaled like
    /// this, the norm of the gradient is then below half of our target.
    [[nodiscard]] double scale() const {
        return 2 * std::sqrt(static_cast<double>(best_step_.size())) * 1e-8 / target_gradient_norm;
    }

    static double evaluate(const std::vector<double>& step, std::vector<double>& gradient, void* self) {
        Round& round = *static_cast<Round*>(self);
        const double change = round.change_(gradient, step);
        round.note(step, change, gradient);
        for (double& g : gradient) { g *= round.scale(); }
        return change * round.scale();
    }

    void note(const std::vector<double>& step, double change, std::span<const double> gradient) {
        ++progress_.evaluations;
        if (!(change < best_change_)) { return; }
        best_change_ = change;
        best_step_ = step;
        ++progress_.iterations;
        progress_.loss = start_loss_ + change;
        progress_.gradient_norm = euclidean_norm(gradient);
        on_iteration_(progress_);
    }

    const Objective& change_;
    Progress& progress_;
    const OnIteration& on_iteration_;
    double start_loss_;
    double best_change_ = 0;
    std::vector<double> best_step_;
    std::string failure_;
};

/// Minimises the loss from `parameters` on until the norm of its gradient is below target_gradient_norm, in rounds:
/// each minimises the change from where the last one ended, and so sees smaller changes than the last one could. Throws
/// FitError when a round gets nowhere, or after most_rounds.
inline Fit fit(const Losses& losses, std::vector<double> parameters, const OnIteration& on_iteration) {
    Progress progress;
    std::vector<double> gradient(parameters.size());
    for (;;) {
        const double value = losses.loss(gradient, parameters);
        ++progress.evaluations;
        progress.loss = value;
        progress.gradient_norm = euclidean_norm(gradient);
        on_iteration(progress);
        if (progress.gradient_norm < target_gradient_norm) { return {parameters, progress}; }

        ++progress.rounds;
        const int iterations_before = progress.iterations;
        const Objective change = losses.change_from(parameters);
        Round round(change, parameters.size(), progress, on_iteration);
        const std::vector<double> step = round.minimise();
        if (progress.iterations == iterations_before || progress.rounds == most_rounds) {
            throw FitError(fmt::format("the fit is stuck at loss {}, gradient norm {:.1e} instead of {:.0e}{}{}", value,
                                       progress.gradient_norm, target_gradient_norm,
                                       round.failure().empty() ? "" : ": ", round.failure()));
        }
        for (std::size_t j = 0; j < step.size(); ++j) { parameters[j] += step[j]; }
    }
}

/// The same with gradients from the tape.
inline Fit fit(const Samples& samples, std::vector<double> parameters, const OnIteration& on_iteration) {
    return fit(on_tape(samples), std::move(parameters), on_iteration);
}

} // namespace breast_cancer
