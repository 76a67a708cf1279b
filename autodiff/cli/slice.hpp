#pragma once

#include <autodiff/cli/plot.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/interval.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace autodiff::cli {

/// A line through the domain: one variable moves, the others stay at a point.
class Slice {
  public:
    Slice(std::span<const Interval> domain, std::vector<double> point, std::size_t variable);

    [[nodiscard]] std::vector<double> at(double t) const;
    /// The moving variable's interval.
    [[nodiscard]] const Interval& interval() const { return interval_; }
    [[nodiscard]] std::size_t variable() const { return variable_; }
    [[nodiscard]] const std::vector<double>& point() const { return point_; }

    /// The part to look at: between -10 and 10, if the domain has a good part of itself there.
    [[nodiscard]] Interval view() const;
    /// The finite part of the interval, as far as numbers of everyday size go.
    [[nodiscard]] Interval everyday() const;

    /// The graph's first output in double arithmetic along the scale.
    [[nodiscard]] std::vector<Point> computed(const Graph& graph, const Scale& scale) const;
    /// A formula enclosed rigorously and rounded; NaN where it is undefined.
    [[nodiscard]] std::vector<Point> enclosed(const Formula& formula, const Scale& scale) const;

    /// Where the graph has kinks or jumps between -10^3 and 10^3, because the argument of an abs, a sign ... crosses 0,
    /// or the two of a max or a comparison each other. At most eight.
    [[nodiscard]] std::vector<double> kinks(const Graph& graph) const;

  private:
    Interval interval_;
    std::vector<double> point_;
    std::size_t variable_;
};

} // namespace autodiff::cli
