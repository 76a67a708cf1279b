#pragma once

#include <autodiff/graph/graph.hpp>

#include <vector>

namespace autodiff {

/// What the outputs of a differentiated graph are.
enum class Outputs {
    derivatives,           ///< the derivatives alone
    values_and_derivatives ///< the graph's own outputs, then the derivatives
};

/// The chain rule on a graph, from the outputs back: the Jacobian d output[i] / d input[j], row by row; data
/// (Graph::data_inputs) are not differentiated. The new graph has the same inputs and guards; the rules are those of
/// the catalogue. Not simplified: operations that turn out to be unused or foldable are left to the other passes.
[[nodiscard]] Graph differentiate_reverse(const Graph& graph, Outputs outputs = Outputs::derivatives);

/// The same Jacobian in the same order by the chain rule from the inputs on: cheaper when there are fewer inputs than
/// outputs.
[[nodiscard]] Graph differentiate_forward(const Graph& graph, Outputs outputs = Outputs::derivatives);

/// Adds the partial of the operation `node` with respect to each of its arguments, as its rule gives it, to the graph,
/// and returns their nodes: what the chain rule multiplies at this node.
std::vector<NodeId> add_partials(Graph& graph, NodeId node);

} // namespace autodiff
