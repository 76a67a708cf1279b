#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace autodiff {

/// A rule of differentiation as a formula in u, v, c and u', v': (u v)' = u' v + u v'. Letters u and v move, c does
/// not.
struct DerivationRule {
    std::string name;                 ///< in words: "product rule"
    Graph formula;                    ///< two outputs: the operation on the letters, and its derivative
    std::vector<std::string> letters; ///< of the formula's inputs
};

/// One application of a rule: to an operation whose arguments have been differentiated before.
struct DerivationStep {
    std::string expression; ///< what is differentiated: "exp(-x)"
    std::string rule;       ///< by which rule: "exp(u)' = exp(u) * u'"
    std::string chain;      ///< what it gives here, the arguments' derivatives put in: "exp(-x) * -1"
    std::string derivative; ///< the same, simplified: "-exp(-x)"

    DerivationRule how;
    Graph expression_graph; ///< these three: one output, inputs as the function's
    Graph chain_graph;
    Graph derivative_graph;
};

/// The derivative of a graph's first output with respect to one input, step by step from the inside out, as one would
/// write it by hand. Each operation is differentiated once, however often its value is used. As formulas the steps are
/// equal (prove_steps proves it); in floating point the last one is not made to be as accurate as `derivative`.
struct Derivation {
    std::string variable; ///< the input's name in the steps
    std::string function;
    std::vector<DerivationStep> steps;
    std::string derivative;

    std::size_t input = 0;          ///< its number
    std::vector<std::string> names; ///< of the inputs, as given
    Graph function_graph;           ///< one output
    Graph derivative_graph;         ///< one output
};

/// `names` are those of the inputs; x, or x0, x1, ... without. Throws ShapeError unless the graph has one output and
/// there is no name or one an input, and GraphError when it has no such input.
[[nodiscard]] Derivation derive(const Graph& function, std::size_t input = 0, std::span<const std::string> names = {});

/// Numbered steps, each with its rule. No line feed at the end.
[[nodiscard]] std::string to_text(const Derivation& derivation);
/// An `aligned` environment of LaTeX's mathematics mode: a line a step, with its rule.
[[nodiscard]] std::string to_latex(const Derivation& derivation);
/// A <section> with the function, an ordered list of the steps, and the result, formulas as MathML. No styles, no
/// scripts.
[[nodiscard]] std::string to_html(const Derivation& derivation);

} // namespace autodiff
