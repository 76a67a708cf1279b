#pragma once

#include <autodiff/graph/graph.hpp>

#include <vector>

namespace autodiff::program {

/// Which nodes depend on something that differs from point to point: on data, or on any input where there is none.
[[nodiscard]] std::vector<bool> varying_nodes(const Graph& graph);

/// The graph in operations that batches are fast at: sums and dot products of any length as chains of + and *,
/// squares as products, divisions by what all points share, and several divisions by the same
/// number, as products with the reciprocal, constant factors of products combined, log_sum_exp as its exponentials,
/// which its derivatives share. Changes results by rounding only.
[[nodiscard]] Graph lower(const Graph& graph);

} // namespace autodiff::program
