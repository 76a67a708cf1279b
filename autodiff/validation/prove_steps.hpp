#pragma once

#include <autodiff/validation/derivation.hpp>
#include <autodiff/validation/proof.hpp>

#include <vector>

namespace autodiff {

/// Whether a step of a derivation is right.
struct StepProof {
    Proof derivative;     ///< what the rule gives is the derivative of the step's expression
    Proof simplification; ///< and equals its simplified form
    explicit operator bool() const { return derivative && simplification; }
};

/// A proof for every step. Names come from the derivation where the options have none.
[[nodiscard]] std::vector<StepProof> prove_steps(const Derivation& derivation, const ProofOptions& options = {});

} // namespace autodiff
