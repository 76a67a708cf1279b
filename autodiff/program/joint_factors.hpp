#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// Joins what products with running sums have in common into their steps: the product that makes their common factor,
/// and the sum of this factor itself, where nobody else needs them. The factor then lives in a register only.
void join_factors(Plan& plan);

} // namespace autodiff::program
