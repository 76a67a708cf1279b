#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/interval.hpp>

#include <span>
#include <vector>

namespace autodiff::proofs {

/// Interval arithmetic on a graph. Results hold every value of a node at points of a box where it has one.
class Ranges {
  public:
    explicit Ranges(const Graph& graph) : graph_(graph), values_(graph.size()) {}

    /// Of the first output, the inputs being in this box.
    Interval operator()(std::span<const Interval> box);
    /// Of a node, in the latest box.
    [[nodiscard]] const Interval& of(NodeId node) const { return values_[index(node)]; }
    /// Whether every operation has a derivative wherever it has a value, and an interval of its own: then so has the
    /// graph on a box where its derivative is bounded.
    [[nodiscard]] static bool smooth(const Graph& graph);

  private:
    const Graph& graph_;
    std::vector<Interval> values_;
};

} // namespace autodiff::proofs
