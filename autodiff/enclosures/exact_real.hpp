#pragma once

#include <string>

namespace autodiff {

/// A real number that no double need hold: a ratio of integers, pi or e.
struct ExactReal {
    enum class Kind { rational, pi, e };
    Kind kind = Kind::rational;
    std::string numerator = "0"; ///< decimal integers, of a rational
    std::string denominator = "1";
};

} // namespace autodiff
