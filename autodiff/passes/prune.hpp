#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff {

/// The graph without the constants and operations that no output and no guard needs. Inputs stay, used or not. Linear
/// time.
[[nodiscard]] Graph prune(const Graph& graph);

} // namespace autodiff
