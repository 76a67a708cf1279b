// Where each operation of one argument lives: its domain, the stretch in which it is neither flat nor overflowing, and
// the arguments around which something happens.
#pragma once

#include <string_view>
#include <vector>

namespace reference {

struct Range {
    std::string_view name;
    double lowest, highest;    // the domain
    double live_from, live_to; // both finite, within the domain
    std::vector<double> special;
};

/// The row of that operation; the whole line with nothing special for one that has none.
const Range& range_of(std::string_view name);

} // namespace reference
