#pragma once

#include <autodiff/program/plan.hpp>

#include <span>
#include <vector>

namespace autodiff::program {

/// A plan of one point at a time, in which only constants are uniform.
class PointCode {
  public:
    explicit PointCode(Plan plan);

    /// Numbers of room that a run needs.
    [[nodiscard]] std::size_t room() const { return constants_.size() + plan_.slots; }
    /// The outputs at x, and the number of the first guard that failed, or `none`.
    std::uint32_t run(std::span<double> outputs, std::span<const double> x) const;

  private:
    Plan plan_;
    std::vector<double> constants_;
};

} // namespace autodiff::program
