#pragma once

namespace autodiff {

/// The numbers from low to high, both included; either may be infinite.
struct Interval {
    double low, high;
};

} // namespace autodiff
