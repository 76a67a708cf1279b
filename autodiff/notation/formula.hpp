#pragma once

#include <autodiff/graph/graph.hpp>

#include <string>
#include <vector>

namespace autodiff {

/// A number as a text names it.
struct ExactNumber {
    enum class Kind { rational, pi, e };
    Kind kind = Kind::rational;
    std::string text; ///< "0.044715", "-2", "pi"
    /// Of a rational: decimal integers, not reduced; the sign is the numerator's. 0.044715 is 44715 / 1000000.
    std::string numerator;
    std::string denominator;
    double value = 0; ///< the nearest double
};

/// A function of several variables that was read from a text.
struct Formula {
    std::string text;
    std::vector<std::string> variables; ///< names of the graph's inputs, in order
    Graph graph;                        ///< one output; numbers are constants of double; nothing is folded
    /// The same function, operation by operation; its inputs are the variables, then `numbers`. At the doubles nearest
    /// to the numbers it has the values of `graph`.
    Graph exact;
    std::vector<ExactNumber> numbers;
};

} // namespace autodiff
