#pragma once

#include <autodiff/program/batch_code.hpp>
#include <autodiff/program/points.hpp>
#include <autodiff/program/run_options.hpp>

#include <span>
#include <vector>

namespace autodiff::program {

/// A plan ready to run over any number of points. Nothing of it changes while it runs: threads may share it.
class Batch {
  public:
    Batch(Plan plan, const Kernels& kernels, std::size_t lanes)
        : plan_(std::move(plan)), code_(plan_, kernels, lanes) {}

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const BatchCode& code() const { return code_; }

    /// Sizes have been checked. Throws Cancelled, and GuardError when the parameters alone branch otherwise. Failures
    /// come in the order of the points.
    std::vector<GuardFailure> map(std::span<const double> parameters, const Points& points, const OutputPoints& outputs,
                                  const RunOptions& options) const;
    std::vector<GuardFailure> sum(std::span<double> outputs, std::span<const double> parameters, const Points& points,
                                  const RunOptions& options) const;

  private:
    [[nodiscard]] std::vector<double> uniforms(std::span<const double> parameters) const;

    Plan plan_;
    BatchCode code_;
};

} // namespace autodiff::program
