#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff::proofs {

/// The graph with its one output divided by the size of what all of its addends have as a factor and what has one sign
/// wherever it has a value: roots, exponentials and their reciprocals. The output keeps its signs, and is bounded where
/// such a factor was not.
[[nodiscard]] Graph without_positive_factors(Graph graph);

} // namespace autodiff::proofs
