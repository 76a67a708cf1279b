#pragma once

#include <autodiff/passes/chain_rule.hpp>

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace autodiff::passes {

using Flows = std::vector<Flow>;
using SharedGraph = std::shared_ptr<const Graph>;

/// A graph of derivatives, and what flows out of it.
struct BodyDerivative {
    SharedGraph graph;
    Flows flow;
};

/// A loop of derivatives, and what flows out of it: of a repeat one an output of the body, of a repeat_reverse one an
/// input of the body.
struct LoopDerivative {
    GraphFunction function;
    Flows flow;
};

/// The derivatives of graphs that are called, each made once for all calls that want the same of it. They have no
/// guards of their own: those of the body are checked by the call itself.
class BodyDerivatives {
  public:
    /// Inputs: those of the body, then an adjoint for each output, of which those without flow are not looked at.
    /// Outputs: an adjoint for each input; zero, and no flow, where it is not active.
    const BodyDerivative& vjp(const SharedGraph& body, const std::vector<bool>& active, const Flows& seeds);

    /// Inputs: those of the body, then a tangent for each of them. Outputs: those of the body, then their tangents,
    /// whose flows they are.
    const BodyDerivative& jvp(const SharedGraph& body, const Flows& tangents);

    /// The adjoint of a repeat, whatever number of steps a derivative lives through.
    LoopDerivative adjoint_loop(const GraphFunction& repeat, std::vector<bool> active, const Flows& seeds);

    /// The repeat whose states are those of `repeat`, then their tangents; the same with what is shared and with the
    /// elements of each step. The flows are those of the tangents.
    LoopDerivative tangent_loop(const GraphFunction& repeat, Flows tangents);

  private:
    using Wanted = std::tuple<SharedGraph, std::vector<bool>, Flows>;

    std::map<Wanted, BodyDerivative> vjps_;
    std::map<SharedGraph, std::size_t> variants_; // how many vjps a body has
    std::map<std::tuple<SharedGraph, Flows>, BodyDerivative> jvps_;
    std::map<std::tuple<SharedGraph, std::uint32_t, Flows>, SharedGraph> tangent_bodies_;
};

/// What is known when either of two may be there.
constexpr Flow either(Flow a, Flow b) { return a == b ? a : Flow::zero_wins; }

/// Adjoints of all nodes from those that are seeded.
void sweep_reverse(ChainRule& rule, BodyDerivatives& bodies, std::vector<Carried>& adjoints);

/// Tangents of all nodes from those that are seeded.
void sweep_forward(ChainRule& rule, BodyDerivatives& bodies, std::vector<Carried>& tangents);

} // namespace autodiff::passes
