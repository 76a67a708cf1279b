#pragma once

#include <autodiff/graph/graph.hpp>

#include <functional>
#include <span>
#include <vector>

namespace autodiff {

/// The same function without calls: every graph that is called stands where the call was, loops step after step. The
/// values of all outputs keep their bits, and all guards come along. For what does not know calls, and to compare with.
/// Throws GraphError when 2^30 nodes would not do.
[[nodiscard]] Graph inline_calls(const Graph& graph);

/// The same for some calls only: those of functions f of this graph for which which(f) says so, with all that they call
/// in turn.
[[nodiscard]] Graph inline_calls(const Graph& graph, const std::function<bool(const GraphFunction&)>& which);

/// The nodes of a graph without its calls, inputs included; the largest number where that overflows.
[[nodiscard]] std::uint64_t inlined_size(const Graph& graph);
/// The nodes that stand for one call.
[[nodiscard]] std::uint64_t inlined_size(const GraphFunction& function);

/// Adds the constants, operations, calls and guards of `source` to `target`, whose nodes `inputs` stand for its inputs,
/// one for each. The nodes of the outputs.
std::vector<NodeId> splice(Graph& target, const Graph& source, std::span<const NodeId> inputs);

/// The same with calls inlined; `places` becomes where each node of `source` stands; of a call, where its nodes
/// begin.
std::vector<NodeId> splice_inlined(Graph& target, const Graph& source, std::span<const NodeId> inputs,
                                   std::vector<NodeId>& places);

} // namespace autodiff
