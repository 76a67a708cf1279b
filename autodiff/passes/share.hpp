#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff {

/// The graph in which equal operations on equal arguments are one node, whatever the order of two arguments where the
/// operation commutes (in longer sums the order is a matter of rounding), and constants with the same bits too (0 and
/// -0 differ). Every output keeps its bits, but for the sign of a zero that min or max finds in either order, and a
/// NaN's sign and payload. Linear time.
[[nodiscard]] Graph share(const Graph& graph);

} // namespace autodiff
