#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff {

/// The graph without the constants, operations and calls that no output and no guard needs; a call that checks guards
/// is needed. Inputs stay, used or not. Linear time.
[[nodiscard]] Graph prune(const Graph& graph);

} // namespace autodiff
