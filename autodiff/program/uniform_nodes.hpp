#pragma once

#include <autodiff/passes/unique_nodes.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace autodiff::program {

/// What all points share, as a graph of its own: copies of nodes and what a plan computes from them.
class UniformNodes {
  public:
    /// `graph` is empty and becomes the graph of uniforms. Its node 0 is the number 0.
    UniformNodes(Graph& graph, const Graph& source, const std::vector<bool>& varying);

    /// The uniform that stands for a node of the source that does not vary.
    [[nodiscard]] std::uint32_t of(NodeId node) const { return place_[index(node)]; }
    [[nodiscard]] std::uint32_t product(std::uint32_t x, std::uint32_t y) {
        return combine(ops::opcode<ops::Multiply>, x, y);
    }
    [[nodiscard]] std::uint32_t sum(std::uint32_t x, std::uint32_t y) { return combine(ops::opcode<ops::Add>, x, y); }
    [[nodiscard]] std::uint32_t difference(std::uint32_t x, std::uint32_t y) {
        return combine(ops::opcode<ops::Subtract>, x, y);
    }
    static constexpr std::uint32_t zero = 0;

  private:
    std::uint32_t combine(ops::Opcode operation, std::uint32_t x, std::uint32_t y) {
        const std::array arguments{static_cast<NodeId>(x), static_cast<NodeId>(y)};
        return static_cast<std::uint32_t>(index(nodes_.add(operation, arguments)));
    }

    UniqueNodes nodes_;
    std::vector<std::uint32_t> place_;
};

} // namespace autodiff::program
