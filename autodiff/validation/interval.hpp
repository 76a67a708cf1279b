#pragma once

#include <limits>

namespace autodiff {

/// The numbers from `low` to `high`, ends included; the real line unless told otherwise.
struct Interval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    friend bool operator==(const Interval&, const Interval&) = default;
};

} // namespace autodiff
