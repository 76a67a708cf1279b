#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// Joins sums of products, and products that go to running sums, that share operands and stand near each other into
/// tiles. Steps that only add to running sums may move back for it; everything else keeps its order.
void join_tiles(Plan& plan);

} // namespace autodiff::program
