// Measures the rules of an operation against rigorous enclosures.
#pragma once

#include "measured_operation.hpp"
#include "rows.hpp"

#include <cstdint>
#include <string>

namespace ops_test {

/// The largest error found of one quantity, and where.
struct Worst {
    double ulp = 0;
    std::string where = {};
};

struct Accuracy {
    Worst value;
    Worst partial; ///< of any argument
    std::size_t points = 0;
};

/// At the reference's hard points, the row's own, and `random_points` more drawn with that seed. T is float, double or
/// long double; a point that T cannot hold is rounded first.
template <class T>
Accuracy measure(const MeasuredOperation& operation, const Row& row, std::size_t random_points, std::uint64_t seed);

/// A number from the environment, or the default.
std::uint64_t from_environment(const char* variable, std::uint64_t otherwise);

} // namespace ops_test
