#pragma once

#include <autodiff/derivatives/matrix.hpp>
#include <autodiff/graph/graph.hpp>

#include <optional>
#include <span>
#include <vector>

namespace autodiff::checks {

/// How much rounding may do to a recorded function and its derivatives. Sums over all paths through the graph of
/// absolute values, so that what cancels in the results does not cancel here.
struct Conditioning {
    std::vector<double> rounding; ///< of each output: every node's value wrong by one part in 2^52
    Matrix paths;                 ///< outputs times inputs: what the derivatives' terms add up to without their signs
};

/// The first operation or guard of a recorded function that is at the boundary of two pieces at x: the maximum of equal
/// numbers, |0|, a comparison of equals.
[[nodiscard]] std::optional<NodeId> first_tie(const Graph& graph, std::span<const double> x);

[[nodiscard]] Conditioning conditioning(const Graph& graph, std::span<const double> x);

} // namespace autodiff::checks
