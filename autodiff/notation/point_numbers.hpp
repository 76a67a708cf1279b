#pragma once

#include <autodiff/graph/graph.hpp>

#include <span>
#include <vector>

namespace autodiff::writing {

/// What is known about every node of a graph at a point: its value, its adjoint (the derivative of the sum of the
/// outputs with respect to it), and the partials on the edges that lead to it.
class PointNumbers {
  public:
    /// `graph` must live longer. Throws ShapeError when the point does not fit.
    PointNumbers(const Graph& graph, std::span<const double> point);

    [[nodiscard]] double value(NodeId node) const { return values_[index(node)]; }
    [[nodiscard]] double adjoint(NodeId node) const { return adjoints_[index(node)]; }
    /// Of an operation, with respect to each of its arguments.
    [[nodiscard]] std::vector<double> partials(NodeId id) const;

  private:
    void pass_back(NodeId id);

    const Graph& graph_;
    std::vector<double> values_;
    std::vector<double> adjoints_;
};

} // namespace autodiff::writing
