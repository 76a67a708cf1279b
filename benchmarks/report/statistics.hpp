#pragma once

#include <span>
#include <vector>

namespace benchmarks {

/// The middle value, the mean of the two middle ones for an even number. Throws std::invalid_argument for none.
[[nodiscard]] double median(std::vector<double> values);

/// The n-th root of the product, without overflow on the way. Throws std::invalid_argument for none, or for one that is
/// not positive.
[[nodiscard]] double geometric_mean(std::span<const double> values);

/// The largest |actual - expected| over the largest |expected|: infinity where a number is missing or not finite. When
/// all that is expected is 0, the largest |actual|.
[[nodiscard]] double relative_difference(std::span<const double> actual, std::span<const double> expected);

} // namespace benchmarks
