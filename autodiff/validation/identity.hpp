#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/proof.hpp>

#include <string_view>

namespace autodiff {

/// Whether two functions of the same inputs are equal, all outputs. The constants of a graph are the doubles that they
/// are. Guards are assumptions. Throws ShapeError when the numbers of inputs or outputs differ, or the options do not
/// fit.
[[nodiscard]] Proof prove_equal(const Graph& left, const Graph& right, const ProofOptions& options = {});
/// The same of formulas: 0.1 is one tenth, pi and e are what they are. Variables are matched by name.
[[nodiscard]] Proof prove_equal(const Formula& left, const Formula& right, const ProofOptions& options = {});
/// Whether `claimed` is the derivative of f with respect to f.variables[variable]: the chain rule is applied exactly
/// and the result compared. Where f itself is undefined nothing is claimed.
[[nodiscard]] Proof prove_derivative(const Formula& f, const Formula& claimed, std::size_t variable,
                                     const ProofOptions& options = {});
/// The same of graphs with one output.
[[nodiscard]] Proof prove_derivative(const Graph& f, const Graph& claimed, std::size_t variable,
                                     const ProofOptions& options = {});

/// How proofs treat an operation, in words.
[[nodiscard]] std::string_view proof_treatment(ops::Opcode operation);

} // namespace autodiff
