#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>

namespace autodiff::program {

/// The graph as programs plan it, on each level of calls: those that are small when they are inlined are, the smallest
/// functions first (all calls of a function together), until they come to `limit` nodes, or to as many as the graph has
/// itself; and bodies that are no larger than their calls. All others stay calls. A limit of 0 inlines nothing.
[[nodiscard]] Graph inline_small_calls(const Graph& graph, std::size_t limit);

} // namespace autodiff::program
