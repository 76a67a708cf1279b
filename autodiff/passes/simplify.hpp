#pragma once

#include <autodiff/passes/fold.hpp>

namespace autodiff {

/// fold, share and prune: the same function with less to compute and to read. The options say how equal it is; no level
/// changes the rounding of a result. Simplifying twice changes nothing.
[[nodiscard]] Graph simplify(const Graph& graph, FoldOptions options = {});

} // namespace autodiff
