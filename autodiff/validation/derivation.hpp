#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace autodiff {

/// One application of the chain rule: to an operation whose arguments have been differentiated before.
struct DerivationStep {
    std::string expression; ///< what is differentiated: "exp(-x)"
    std::string rule;       ///< of the catalogue: "exp(x)' = exp(x)"
    std::string chain;      ///< partials times the derivatives of the arguments: "exp(-x) * -1"
    std::string derivative; ///< the same, simplified: "-exp(-x)"
};

/// The derivative of a graph's first output with respect to one input, step by step from the inside out, as one would
/// write it by hand. Prints with to_text.
struct Derivation {
    std::string variable; ///< the input's name in the steps
    std::string function;
    std::vector<DerivationStep> steps;
    std::string derivative;
};

/// Throws ShapeError unless the graph has one output, and GraphError when it has no such input.
[[nodiscard]] Derivation derive(const Graph& graph, std::size_t input = 0);

[[nodiscard]] std::string to_text(const Derivation& derivation);

} // namespace autodiff
