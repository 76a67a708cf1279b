// Proofs that the partials of the catalogue are the derivatives of what the operations are.
#pragma once

#include "definitions.hpp"

#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/identity.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ops_test {

/// How it is known that a partial is right.
enum class Standing { proved, proved_piecewise, by_definition, measured };

std::string_view words(Standing standing);

struct PartialProof {
    Standing standing;
    autodiff::Proof proof; ///< unknown where there is nothing to prove from
};

struct RuleProof {
    const Definition& definition;
    std::vector<std::string> arguments; ///< their names
    std::vector<PartialProof> partials; ///< one an argument
};

/// Of all definitions, in their order.
const std::vector<RuleProof>& rule_proofs();
const RuleProof& rule_proof(std::string_view operation);

/// An operation and its definition, in the form in which proofs are made of them.
class DefinedOperation {
  public:
    explicit DefinedOperation(const Definition& definition);

    [[nodiscard]] const std::vector<std::string>& arguments() const { return names_; }
    /// Whether there is anything to prove from.
    [[nodiscard]] bool defined() const { return by_equation() || !definition_.derivatives.empty(); }
    [[nodiscard]] bool by_equation() const { return !definition_.equation.empty(); }
    /// Whether the definition is one formula here and another there.
    [[nodiscard]] bool piecewise() const;
    /// The operations of which the definition is made.
    [[nodiscard]] std::vector<std::string_view> made_of() const;

    /// The partial as its rule gives it, constants like log(2) exact: a function of the arguments.
    [[nodiscard]] autodiff::Graph partial(std::size_t argument) const;
    /// Whether the value satisfies the equation.
    [[nodiscard]] autodiff::Proof prove_value() const;
    /// Whether `partial` is the derivative: with the equation left(x, r) = right(x, r),
    /// d left/dx + d left/dr * partial = d right/dx + d right/dr * partial at r = the value.
    [[nodiscard]] autodiff::Proof prove(const autodiff::Graph& partial, std::size_t argument) const;

  private:
    [[nodiscard]] autodiff::Graph read(std::string_view text, bool with_value) const;
    [[nodiscard]] autodiff::Graph total_derivative(const autodiff::Graph& side, const autodiff::Graph& partial,
                                                   std::size_t argument) const;
    [[nodiscard]] autodiff::ProofOptions options() const { return {.names = names_}; }

    const Definition& definition_;
    autodiff::ops::Opcode operation_;
    std::vector<std::string> names_;
    autodiff::Graph left_, right_; ///< sides of the equation, functions of the arguments and r
};

/// The nodes in `target` of the outputs of `source`, its inputs being the given ones. For graphs without calls.
std::vector<autodiff::NodeId> append(const autodiff::Graph& source, std::span<const autodiff::NodeId> inputs,
                                     autodiff::Graph& target);

} // namespace ops_test
