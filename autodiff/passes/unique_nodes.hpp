#pragma once

#include <autodiff/graph/graph.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace autodiff {

/// Adds constants, operations and calls to a graph, each at most once: asked for the same again, it answers with the
/// node that is already there. Constants are the same when their bits are, operations when their arguments are; the
/// order of two arguments does not matter where the operation commutes. Constant time a node.
class UniqueNodes {
  public:
    /// Knows nothing of what `graph` already holds, which nobody else adds operations to meanwhile. `expected` nodes
    /// are added without a pause.
    explicit UniqueNodes(Graph& graph, std::size_t expected = 0)
        : graph_(graph), slots_(std::bit_ceil(std::max<std::size_t>(32, expected)) * 2) {}

    NodeId constant(double value);
    /// `arguments` may not lie in the graph itself.
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments);

    NodeId call(std::uint32_t function, std::span<const NodeId> arguments);
    NodeId result(NodeId call, std::size_t number);

    [[nodiscard]] const Graph& graph() const { return graph_; }

  private:
    static constexpr NodeId empty{0xFFFFFFFF};
    struct Slot {
        std::uint32_t hash = 0; // kept, so that only likely equals are looked at
        NodeId node = empty;
    };

    /// The slot of the equal node, or the empty one where it belongs, with the hash filled in. `detail` is the function
    /// of a call, the number of a result.
    Slot& slot(std::uint16_t code, std::span<const NodeId> arguments, NodeId detail = {});
    NodeId place(Slot& slot, NodeId node);
    void grow();
    [[nodiscard]] bool same(NodeId node, std::uint16_t code, std::span<const NodeId> arguments, NodeId detail) const;

    Graph& graph_;
    std::vector<Slot> slots_; // a hash table of 2^k slots, at most half of them taken
    std::size_t taken_ = 0;
};

} // namespace autodiff
