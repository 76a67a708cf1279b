#include <autodiff/validation/prove_steps.hpp>

#include <autodiff/validation/identity.hpp>

namespace autodiff {

std::vector<StepProof> prove_steps(const Derivation& derivation, const ProofOptions& options) {
    ProofOptions named = options;
    if (named.names.empty()) named.names = derivation.names;
    std::vector<StepProof> proofs;
    for (const DerivationStep& step : derivation.steps)
        proofs.push_back({prove_derivative(step.expression_graph, step.chain_graph, derivation.input, named),
                          prove_equal(step.chain_graph, step.derivative_graph, named)});
    return proofs;
}

} // namespace autodiff
