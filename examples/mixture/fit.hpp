/// The fit of a mixture: gradients from a program, steps from NLopt's limited-memory BFGS.
#pragma once

#include "model.hpp"

#include <fmt/format.h>
#include <nlopt.hpp>

#include <chrono>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace mixture {

/// Where a fit stands: after how many gradients, and at the best point so far. The loss is the mean over all points.
struct Progress {
    int evaluations = 0;
    double loss = std::numeric_limits<double>::infinity();
    double gradient_norm = 0;
};

struct Fit {
    std::vector<double> parameters;
    Progress reached;
    double seconds = 0;
};

/// Called while a gradient is summed, with the number of points done; false ends the fit (see ad::Cancelled).
using OnPoints = std::function<bool(const Progress&, std::size_t done, std::size_t total)>;

/// The mean of the loss, as the optimiser asks for it.
class MeanLoss {
  public:
    MeanLoss(const ad::Program& loss, std::span<const Point> points, const OnPoints& on_points)
        : loss_(loss), points_(points), on_points_(on_points) {}

    double operator()(const std::vector<double>& theta, std::vector<double>& gradient) {
        ad::RunOptions options{.workers = &ad::all_cores()};
        options.progress = [this](std::size_t done, std::size_t total) { return on_points_(reached_, done, total); };
        auto [value, sums] = loss_.sum(theta, points_, options);
        const auto n = static_cast<double>(points_.size());
        std::ranges::transform(sums, gradient.begin(), [n](double sum) { return sum / n; });
        ++reached_.evaluations;
        if (value / n < reached_.loss) {
            reached_.loss = value / n;
            reached_.gradient_norm =
                std::sqrt(std::inner_product(gradient.begin(), gradient.end(), gradient.begin(), 0.0));
            best_ = theta;
        }
        return value / n;
    }

    [[nodiscard]] const Progress& reached() const { return reached_; }
    [[nodiscard]] const std::vector<double>& best() const { return best_; }

  private:
    const ad::Program& loss_;
    std::span<const Point> points_;
    const OnPoints& on_points_;
    Progress reached_;
    std::vector<double> best_;
};

/// Minimises the mean loss until it changes by no more than a few of its last digits. Throws std::runtime_error when
/// the gradient is not small there, and what on_points throws.
inline Fit fit(const ad::Program& loss, std::span<const Point> points, std::vector<double> theta,
               const OnPoints& on_points) {
    constexpr double small_gradient = 1e-5;
    const auto begin = std::chrono::steady_clock::now();
    MeanLoss mean_loss(loss, points, on_points);
    nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(theta.size()));
    optimiser.set_min_objective([](const std::vector<double>& x, std::vector<double>& gradient,
                                   void* self) { return (*static_cast<MeanLoss*>(self))(x, gradient); },
                                &mean_loss);
    optimiser.set_ftol_rel(1e-12);
    optimiser.set_maxeval(1000);
    std::string failure;
    try {
        double value = 0;
        optimiser.optimize(theta, value);
    } catch (const ad::Error&) { throw; } catch (const std::runtime_error& error) {
        failure = error.what(); // a line search that got stuck: the gradient says whether that matters
    }
    if (mean_loss.reached().gradient_norm > small_gradient) {
        throw std::runtime_error(fmt::format("the fit is stuck at loss {}, gradient norm {:.1e} {}",
                                             mean_loss.reached().loss, mean_loss.reached().gradient_norm, failure));
    }
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    return {mean_loss.best(), mean_loss.reached(), time.count()};
}

} // namespace mixture
