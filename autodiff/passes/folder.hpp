#pragma once

#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/unique_nodes.hpp>

#include <array>
#include <optional>
#include <span>

namespace autodiff {

/// Adds operations to a graph in folded form: asked for an operation, it answers with the node of its simplest equal.
/// The nodes that it adds are unique.
class Folder {
  public:
    Folder(Graph& graph, Exactness exactness, std::size_t expected = 0)
        : nodes_(graph, expected), exactness_(exactness) {}

    NodeId constant(double value) { return nodes_.constant(value); }
    /// `arguments` may not lie in the graph itself.
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments);
    NodeId call(std::uint32_t function, std::span<const NodeId> arguments) { return nodes_.call(function, arguments); }
    NodeId result(NodeId call, std::size_t number);
    template <class Op, class... Argument>
    NodeId add(Argument... arguments) {
        return add(ops::opcode<Op>, std::array<NodeId, sizeof...(Argument)>{arguments...});
    }
    NodeId negative(NodeId x) { return add<ops::Negate>(x); }
    /// factor * x
    NodeId scaled(double factor, NodeId x) { return add<ops::Multiply>(constant(factor), x); }

    [[nodiscard]] const Graph& graph() const { return nodes_.graph(); }
    [[nodiscard]] bool allows(Exactness level) const { return exactness_ >= level; }
    [[nodiscard]] const Node& node(NodeId id) const { return graph().node(id); }
    /// The value of a constant.
    [[nodiscard]] std::optional<double> number(NodeId id) const;

    /// Whether x is written with a minus sign that can be taken off: -y, a negative constant, a product or quotient
    /// with a negative constant.
    [[nodiscard]] bool has_minus(NodeId x) const;
    /// -x, for x that has a minus: the same with the sign taken off.
    NodeId without_minus(NodeId x);

  private:
    UniqueNodes nodes_;
    Exactness exactness_;
};

} // namespace autodiff
