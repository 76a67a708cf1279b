/// How far written operations may be from the evaluation of the graph, where the rule has a form of its own for plain
/// numbers, or the operation a series of its own; every other operation agrees bit for bit.
#pragma once

#include <span>
#include <string_view>

namespace compiled {

struct Difference {
    std::string_view operation;
    /// In units of the last place of the result, or of size(x) where that is larger.
    double ulp;
    double (*size)(std::span<const double> x);
};

/// The operation's row, or nullptr.
const Difference* difference_of(std::string_view operation);

} // namespace compiled
