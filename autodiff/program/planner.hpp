#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// The steps for a lowered graph, in the order of its nodes; slots are not given out yet. Sums take in the products and
/// sums that nobody else needs; what a sum over points asks for goes to running sums at once, without what all points
/// share, which is multiplied in at the end.
[[nodiscard]] Plan plan_steps(const Graph& lowered, Purpose purpose);

} // namespace autodiff::program
