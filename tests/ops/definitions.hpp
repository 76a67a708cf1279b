// What every operation is in terms of simpler ones: what its partials are proved from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ops_test {

/// The names of the arguments are those of the operation; lists are of four elements: x1 to x4, or x1, x2, y1, y2.
struct Definition {
    std::string_view operation;
    /// An equation between the arguments and the value r: "r = 1 / (1 + exp(-x))", "exp(r) = x". Empty for those that
    /// everything else is made of, and for those whose definition the proofs cannot use.
    std::string_view equation = {};
    /// Without an equation: the derivatives that the operation has by definition, one an argument.
    std::vector<std::string> derivatives = {};
    /// Why they are that, or why there is no proof.
    std::string_view reason = {};
    /// Names that the equation uses, as "s = sqrt(2)".
    std::vector<std::string> lets = {};
};

/// All operations, in an order in which each definition uses operations that stand before it.
const std::vector<Definition>& definitions();

} // namespace ops_test
