#pragma once

#include <autodiff/validation/number_grid.hpp>

#include <cstddef>
#include <random>
#include <span>
#include <vector>

namespace autodiff::validation {

using Point = std::vector<double>;

/// The hard numbers of an interval and random ones between them, about `count` of them, sorted.
[[nodiscard]] std::vector<double> sample_interval(const Interval& interval, std::size_t count, const NumberGrid& grid,
                                                  std::mt19937_64& random);

/// Hard and random points of a box, `count` of them; of one interval as by sample_interval.
[[nodiscard]] std::vector<Point> sample_box(std::span<const Interval> box, std::size_t count, const NumberGrid& grid,
                                            std::mt19937_64& random);

/// Points at halving distances from `centre`, on the given side (+1 or -1) of it and inside the interval, and its
/// nearest neighbours: where a singularity makes every scale matter. `density` points a halving.
[[nodiscard]] std::vector<double> points_beside(double centre, int side, const Interval& interval,
                                                const NumberGrid& grid, int density, std::mt19937_64& random);

} // namespace autodiff::validation
