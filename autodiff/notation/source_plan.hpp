#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace autodiff::writing {

/// What of a graph becomes a line of source, and in which order: every operation that an output or a guard depends on
/// and every guard, as early as it can be checked. A comparison that only decides, and is no number anywhere, has no
/// line: it is written where it decides.
class SourcePlan {
  public:
    static constexpr std::size_t no_guard = static_cast<std::size_t>(-1);
    /// An operation's value, or the check of a guard.
    struct Line {
        NodeId node{};
        std::size_t guard = no_guard;
    };

    SourcePlan(const Graph& graph, bool guards);

    [[nodiscard]] std::span<const Line> lines() const { return lines_; }

    /// Calls use(node) for every node whose number a line reads.
    template <class Use>
    void for_each_operand(const Line& line, Use use) const {
        const NodeId node = line.guard == no_guard ? line.node : graph_.guards()[line.guard].comparison;
        for_each_operand_of(node, use);
    }

  private:
    template <class Use>
    void for_each_operand_of(NodeId node, Use use) const;

    const Graph& graph_;
    std::vector<Line> lines_;
};

/// Whether the node is a comparison.
[[nodiscard]] bool is_comparison(const Graph& graph, NodeId node);

/// Whether the node is a select whose condition is a comparison.
[[nodiscard]] bool decides_by_comparison(const Graph& graph, NodeId node);

template <class Use>
void SourcePlan::for_each_operand_of(NodeId node, Use use) const {
    const auto arguments = graph_.arguments(node);
    const bool decides = decides_by_comparison(graph_, node);
    if (decides)
        for (const NodeId operand : graph_.arguments(arguments[0])) use(operand);
    for (const NodeId argument : arguments.subspan(decides ? 1 : 0)) use(argument);
}

} // namespace autodiff::writing
