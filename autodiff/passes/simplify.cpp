#include <autodiff/passes/simplify.hpp>

#include <autodiff/passes/prune.hpp>

namespace autodiff {

// Folding shares equal nodes on the way.
Graph simplify(const Graph& graph, FoldOptions options) { return prune(fold(graph, options)); }

} // namespace autodiff
