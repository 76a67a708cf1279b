#pragma once

#include <autodiff/passes/rewrites.hpp>

#include <autodiff/graph/graph.hpp>
#include <autodiff/graph/symbol.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace autodiff::passes {

/// One side of a row as a graph whose inputs are the variables.
template <int Variables, class Side>
Graph rewrite_side(const Side& side) {
    Graph graph;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        const std::array<NodeId, Variables> inputs{(static_cast<void>(I), graph.add_input())...};
        graph.add_output(Symbol(side(Symbol(graph, inputs[I])...)).node_in(graph));
    }
    (std::make_index_sequence<Variables>{});
    return graph;
}

/// A row of the table as the pass uses it: both sides as graphs whose inputs are the variables.
struct RewriteRule {
    Graph pattern;
    Graph replacement;
    When when;
    /// An operation that one of the root's operands is, up to signs and constant factors, wherever the pattern matches:
    /// a quick way to see that it does not.
    std::optional<ops::Opcode> operand;
};

/// The rules whose pattern has this operation at its root, in the order of the table. + and - have the same
/// rules, and so have the two products.
[[nodiscard]] std::span<const RewriteRule> rewrite_rules(ops::Opcode root);

} // namespace autodiff::passes
