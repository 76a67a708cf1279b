#pragma once

#include <autodiff/validation/number_grid.hpp>

#include <span>
#include <vector>

namespace autodiff::validation {

/// Boxes that hold every sample whose error exceeds the bound, at most 16 of them: neighbouring ones are one box where
/// few good samples or few numbers lie between. `samples` sorted by x[0].
[[nodiscard]] std::vector<std::vector<Interval>> exceeding_boxes(std::span<const AccuracySample> samples,
                                                                 double bound_ulp, const NumberGrid& grid);

} // namespace autodiff::validation
