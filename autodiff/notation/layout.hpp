#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace autodiff::writing {

/// Which parts of a graph are written where. A node counts when an output or a guard depends on it; an operation
/// or call that is used more than once gets a line and a number of its own, so that what is written grows with the
/// graph and not with the expression that it stands for.
class Layout {
  public:
    explicit Layout(const Graph& graph);

    /// Whether an output or a guard depends on the node.
    [[nodiscard]] bool live(NodeId node) const { return uses_[index(node)] > 0; }
    /// The number of a shared operation, from 1; 0 for every other node.
    [[nodiscard]] std::size_t number(NodeId node) const { return numbers_[index(node)]; }
    /// The shared operations in the order in which they were recorded.
    [[nodiscard]] std::span<const NodeId> shared() const { return shared_; }
    /// The guards in the order of their comparisons.
    [[nodiscard]] std::span<const Guard> guards() const { return guards_; }

  private:
    std::vector<std::size_t> uses_;
    std::vector<std::size_t> numbers_;
    std::vector<NodeId> shared_;
    std::vector<Guard> guards_;
};

/// How deep the expression of `node` can be written with at most `most_nodes` nodes, counting a shared node every time:
/// 0 writes the node alone, and nothing at all fits where the result is negative.
[[nodiscard]] std::ptrdiff_t depth_within(const Graph& graph, NodeId node, std::size_t most_nodes);

/// Throws GraphError unless the node is one of the graph's.
void require_node(const Graph& graph, NodeId node, const char* operation);

/// A part of an expression that is still to be written: words, or a node together with what surrounds it.
struct Piece {
    std::string words;
    NodeId node{};
    bool is_node = false;
    bool leading = true;      ///< nothing stands to its left inside the same brackets
    int least = 0;            ///< brackets go around a node that binds looser than this
    std::ptrdiff_t depth = 0; ///< below the node that the line is about
};

inline Piece words(std::string_view text) { return {.words = std::string(text)}; }

/// Writes a node with `write(words)`. `expand(piece, parts)` appends what a node consists of, which may be nodes again;
/// they wait in a vector, so that an expression can be nested as deeply as a graph is long.
template <class Expand, class Write>
void write_expression(NodeId node, Expand expand, Write write) {
    std::vector<Piece> waiting{{.words = {}, .node = node, .is_node = true}};
    std::vector<Piece> parts;
    while (!waiting.empty()) {
        const Piece piece = std::move(waiting.back());
        waiting.pop_back();
        if (!piece.is_node) {
            write(piece.words);
            continue;
        }
        parts.clear();
        expand(piece, parts);
        waiting.insert(waiting.end(), parts.rbegin(), parts.rend());
    }
}

} // namespace autodiff::writing
