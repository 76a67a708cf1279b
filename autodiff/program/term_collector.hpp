#pragma once

#include <autodiff/program/plan.hpp>
#include <autodiff/program/uniform_nodes.hpp>

#include <cstdint>
#include <vector>

namespace autodiff::program {

/// How often each node is an argument, an output or guarded.
class UseCounts {
  public:
    explicit UseCounts(const Graph& graph);
    [[nodiscard]] bool once(NodeId node) const { return uses_[index(node)] == 1; }

  private:
    std::vector<std::uint32_t> uses_;
};

/// A term whose operands are still nodes of the graph. Where only one is used it is y, and x is the same.
struct PendingTerm {
    TermKind kind;
    NodeId x;
    NodeId y;
};

struct Pending {
    std::vector<PendingTerm> terms;
    std::uint32_t constant = UniformNodes::zero;
};

/// Finds what a chain of + and - adds up.
class TermCollector {
  public:
    TermCollector(const Graph& graph, const std::vector<bool>& varying, const UseCounts& uses, UniformNodes& uniforms)
        : graph_(graph), varying_(varying), uses_(uses), uniforms_(uniforms) {}

    [[nodiscard]] static bool is_sum(const Node& node) {
        return node.is<ops::Add>() || node.is<ops::Subtract>() || node.is<ops::Negate>();
    }

    /// The terms of a sum, sums and products inside it that nobody else needs taken apart. No terms where a single
    /// elementwise operation says as much.
    [[nodiscard]] Pending collect(NodeId root);

  private:
    struct Signed {
        NodeId node;
        bool minus;
    };

    void take(Signed part, NodeId root);
    void add_product(const Node& node, bool minus);

    const Graph& graph_;
    const std::vector<bool>& varying_;
    const UseCounts& uses_;
    UniformNodes& uniforms_;
    Pending pending_;
    std::vector<Signed> left_;
};

} // namespace autodiff::program
