#include <autodiff/passes/body_derivatives.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::passes {

namespace {

/// One call in a sweep: its function and arguments, and what the sweep carries there.
class CallSweep {
  public:
    CallSweep(ChainRule& rule, BodyDerivatives& bodies, NodeId call)
        : rule_(rule), bodies_(bodies), function_(rule.source().function(call)),
          arguments_(rule.source().arguments(call).begin(), rule.source().arguments(call).end()),
          results_(rule.results(call)), primal_arguments_(arguments_.size()) {
        if (function_.kind == GraphFunction::Kind::repeat_reverse) primal_arguments_ -= function_.states();
    }

    void reverse(std::vector<Carried>& adjoints);
    void forward(std::vector<Carried>& tangents);

  private:
    // Of a repeat_reverse: the repeat that it is the adjoint of, whose arguments come first, and the same loop with
    // tangents. Its own arguments are called x and its last ones, the adjoints of the states, w; its results are
    // g = J(x)' w.
    [[nodiscard]] GraphFunction repeat() const {
        return {function_.body, GraphFunction::Kind::repeat, function_.steps, function_.shared};
    }

    /// The input of the body that an argument of the primal call is handed to.
    [[nodiscard]] std::size_t body_input(std::size_t argument) const {
        const std::size_t fixed = function_.states() + function_.shared;
        return !function_.is_loop() || argument < fixed ? argument : fixed + (argument - fixed) % function_.elements();
    }
    /// The same for the loop with tangents.
    [[nodiscard]] std::size_t tangent_body_input(std::size_t argument) const {
        const std::size_t s = function_.states(), p = function_.shared, k = body_input(argument);
        return k + (k < s ? 0 : k < s + p ? s : s + p);
    }
    /// Where an argument of the repeat stands among those of the loop with tangents.
    [[nodiscard]] std::size_t tangent_place(std::size_t argument) const {
        const std::size_t s = function_.states(), p = function_.shared, q = function_.elements();
        if (argument < s) return argument;
        if (argument < s + p) return s + argument;
        return argument + s + p + (argument - s - p) / q * q;
    }

    [[nodiscard]] Flows flows_into_body(const std::vector<Carried>& carried) const;
    [[nodiscard]] std::vector<bool> active_inputs() const;
    [[nodiscard]] std::vector<NodeId> tangent_arguments(const std::vector<Carried>& tangents);
    NodeId add_call(GraphFunction function, const std::vector<NodeId>& arguments) {
        return rule_.result().add_call(rule_.result().add_function(std::move(function)), arguments);
    }
    Symbol result(NodeId call, std::size_t k) { return {rule_.result(), rule_.result().add_result(call, k)}; }
    /// The loop with tangents, reversed: what of the inputs is wanted, and the adjoints of its states.
    std::pair<NodeId, Flows> second_order(const GraphFunction& tangent_loop, const std::vector<bool>& wanted,
                                          const std::vector<Carried>& directions,
                                          const std::vector<Carried>& state_adjoints);

    void reverse_through_adjoint(const std::vector<Carried>& seeds, std::vector<Carried>& adjoints);
    std::vector<Carried> forward_through_adjoint(const std::vector<Carried>& tangents);
    std::vector<Carried> result_tangents(const std::vector<Carried>& tangents);

    ChainRule& rule_;
    BodyDerivatives& bodies_;
    const GraphFunction function_;
    const std::vector<NodeId> arguments_;
    std::span<const NodeId> results_;
    std::size_t primal_arguments_; // without the adjoints that a repeat_reverse takes
};

Flows CallSweep::flows_into_body(const std::vector<Carried>& carried) const {
    const std::size_t inputs = function_.body->inputs().size();
    Flows flows(inputs, Flow::none);
    for (std::size_t a = 0; a < primal_arguments_; ++a) {
        Flow& flow = flows[body_input(a)];
        flow = a < inputs ? carried[a].flow : either(flow, carried[a].flow); // the first step, and those after it
    }
    return flows;
}

std::vector<bool> CallSweep::active_inputs() const {
    std::vector<bool> active(function_.body->inputs().size());
    for (std::size_t a = 0; a < primal_arguments_; ++a)
        if (rule_.active(arguments_[a])) active[body_input(a)] = true;
    return active;
}

std::vector<NodeId> CallSweep::tangent_arguments(const std::vector<Carried>& tangents) {
    std::vector<NodeId> result;
    std::size_t a = 0;
    const auto add_group = [&](std::size_t size) {
        for (std::size_t k = 0; k < size; ++k) result.push_back(arguments_[a + k]);
        for (std::size_t k = 0; k < size; ++k) result.push_back(rule_.node_of(tangents[a + k]));
        a += size;
    };
    add_group(function_.states());
    add_group(function_.shared);
    while (a < primal_arguments_) add_group(function_.elements());
    return result;
}

void CallSweep::reverse(std::vector<Carried>& adjoints) {
    std::vector<Carried> seeds(function_.results());
    bool any = false;
    for (const NodeId node : results_) {
        const Carried& adjoint = adjoints[index(node)];
        if (adjoint.flow == Flow::none) continue;
        seeds[rule_.source().node(node).result_number()].add(adjoint.flow, adjoint.value);
        any = true;
    }
    const bool active = std::ranges::any_of(arguments_, [this](NodeId x) { return rule_.active(x); });
    if (!any || !active) return;
    if (function_.kind == GraphFunction::Kind::repeat_reverse) return reverse_through_adjoint(seeds, adjoints);

    Flows seed_flows;
    std::vector<NodeId> arguments = arguments_;
    for (const Carried& seed : seeds) {
        seed_flows.push_back(seed.flow);
        arguments.push_back(rule_.node_of(seed));
    }
    GraphFunction adjoint;
    Flows flows;
    if (function_.kind == GraphFunction::Kind::call) {
        const BodyDerivative& vjp = bodies_.vjp(function_.body, active_inputs(), seed_flows);
        adjoint.body = vjp.graph;
        flows = vjp.flow;
    } else {
        LoopDerivative loop = bodies_.adjoint_loop(function_, active_inputs(), seed_flows);
        adjoint = std::move(loop.function);
        flows = std::move(loop.flow);
    }
    const NodeId call = add_call(std::move(adjoint), arguments);
    for (std::size_t a = 0; a < arguments_.size(); ++a) {
        const Flow flow = flows[body_input(a)];
        if (flow != Flow::none && rule_.active(arguments_[a]))
            adjoints[index(arguments_[a])].add(flow, result(call, a));
    }
}

std::pair<NodeId, Flows> CallSweep::second_order(const GraphFunction& tangent_loop, const std::vector<bool>& wanted,
                                                 const std::vector<Carried>& directions,
                                                 const std::vector<Carried>& state_adjoints) {
    Flows flows;
    std::vector<NodeId> arguments = tangent_arguments(directions);
    for (const Carried& adjoint : state_adjoints) {
        flows.push_back(adjoint.flow);
        arguments.push_back(rule_.node_of(adjoint));
    }
    std::vector<bool> active(tangent_loop.body->inputs().size());
    for (std::size_t a = 0; a < primal_arguments_; ++a)
        if (wanted[body_input(a)]) active[tangent_body_input(a)] = true;
    LoopDerivative loop = bodies_.adjoint_loop(tangent_loop, active, flows);
    return {add_call(std::move(loop.function), arguments), std::move(loop.flow)};
}

// With u the adjoint of g: the adjoint of x is the gradient of u' J(x)' w = w' (J(x) u), which the loop that carries
// the tangents u computes, and that of w is J(x) u itself.
void CallSweep::reverse_through_adjoint(const std::vector<Carried>& seeds, std::vector<Carried>& adjoints) {
    const std::size_t states = function_.states();
    const LoopDerivative tangent = bodies_.tangent_loop(repeat(), flows_into_body(seeds));
    std::vector<Carried> loop_seeds(2 * states);
    for (std::size_t k = 0; k < states; ++k)
        loop_seeds[states + k].add(Flow::zero_wins, Symbol(rule_.result(), arguments_[primal_arguments_ + k]));
    const auto [call, flows] = second_order(tangent.function, active_inputs(), seeds, loop_seeds);
    for (std::size_t a = 0; a < primal_arguments_; ++a)
        if (const Flow flow = flows[tangent_body_input(a)]; flow != Flow::none && rule_.active(arguments_[a]))
            adjoints[index(arguments_[a])].add(flow, result(call, tangent_place(a)));

    const NodeId tangents = add_call(tangent.function, tangent_arguments(seeds));
    for (std::size_t k = 0; k < states; ++k) {
        const NodeId w = arguments_[primal_arguments_ + k];
        if (rule_.active(w) && tangent.flow[k] != Flow::none)
            adjoints[index(w)].add(tangent.flow[k], result(tangents, states + k));
    }
}

// d g = J(x)' dw + (gradient of w' J(x) dx): adjoints dw of the states and w of their tangents.
std::vector<Carried> CallSweep::forward_through_adjoint(const std::vector<Carried>& tangents) {
    const std::size_t states = function_.states();
    const std::vector<Carried> of_x(tangents.begin(),
                                    tangents.begin() + static_cast<std::ptrdiff_t>(primal_arguments_));
    const LoopDerivative tangent = bodies_.tangent_loop(repeat(), flows_into_body(of_x));
    std::vector<Carried> seeds(2 * states);
    for (std::size_t k = 0; k < states; ++k) {
        const std::size_t w = primal_arguments_ + k;
        if (tangents[w].flow != Flow::none) seeds[k].add(Flow::zero_wins, tangents[w].value);
        seeds[states + k].add(Flow::zero_wins, Symbol(rule_.result(), arguments_[w]));
    }
    const std::vector<bool> all(function_.body->inputs().size(), true);
    const auto [call, flows] = second_order(tangent.function, all, of_x, seeds);
    std::vector<Carried> results(primal_arguments_);
    for (const NodeId node : results_) {
        const std::size_t a = rule_.source().node(node).result_number();
        const Flow flow = flows[tangent_body_input(a)];
        if (flow != Flow::none && results[a].flow == Flow::none) results[a].add(flow, result(call, tangent_place(a)));
    }
    return results;
}

std::vector<Carried> CallSweep::result_tangents(const std::vector<Carried>& tangents) {
    const std::size_t outputs = function_.body->outputs().size();
    std::vector<Carried> results(outputs);
    NodeId call{};
    Flows flows;
    if (function_.kind == GraphFunction::Kind::call) {
        const BodyDerivative& jvp = bodies_.jvp(function_.body, flows_into_body(tangents));
        std::vector<NodeId> arguments = arguments_;
        for (const Carried& tangent : tangents) arguments.push_back(rule_.node_of(tangent));
        call = add_call({jvp.graph}, arguments);
        flows = jvp.flow;
    } else {
        const LoopDerivative loop = bodies_.tangent_loop(function_, flows_into_body(tangents));
        call = add_call(loop.function, tangent_arguments(tangents));
        flows = loop.flow;
    }
    for (std::size_t k = 0; k < outputs; ++k)
        if (flows[k] != Flow::none) results[k].add(flows[k], result(call, outputs + k));
    return results;
}

void CallSweep::forward(std::vector<Carried>& tangents) {
    std::vector<Carried> carried;
    for (const NodeId argument : arguments_) carried.push_back(tangents[index(argument)]);
    const auto moves = [](const Carried& x) { return x.flow != Flow::none; };
    if (std::ranges::none_of(carried, moves)) return;
    const bool adjoint = function_.kind == GraphFunction::Kind::repeat_reverse;
    const std::vector<Carried> results = adjoint ? forward_through_adjoint(carried) : result_tangents(carried);
    for (const NodeId node : results_) tangents[index(node)] = results[rule_.source().node(node).result_number()];
}

void reverse_operation(ChainRule& rule, NodeId node, std::vector<Carried>& adjoints) {
    const Carried adjoint = adjoints[index(node)];
    if (adjoint.flow == Flow::none) return;
    const auto arguments = rule.source().arguments(node);
    const bool behind_branch = adjoint.flow == Flow::zero_wins;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        if (!rule.active(arguments[k])) continue;
        const auto term = rule.product(adjoint.value, node, k, behind_branch);
        if (!term) continue;
        const Flow flow = behind_branch || rule.branches(node) ? Flow::zero_wins : Flow::plain;
        adjoints[index(arguments[k])].add(flow, *term);
    }
}

// Tangents may be infinite behind a steep operation.
void forward_operation(ChainRule& rule, NodeId node, std::vector<Carried>& tangents) {
    const auto arguments = rule.source().arguments(node);
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        const Carried& tangent = tangents[index(arguments[k])];
        if (tangent.flow == Flow::none) continue;
        const bool behind_steep = tangent.flow == Flow::zero_wins;
        const auto term = rule.product(tangent.value, node, k, behind_steep);
        if (term) tangents[index(node)].add(behind_steep || rule.steep(node) ? Flow::zero_wins : Flow::plain, *term);
    }
}

} // namespace

void sweep_reverse(ChainRule& rule, BodyDerivatives& bodies, std::vector<Carried>& adjoints) {
    for (std::size_t i = rule.source().size(); i-- > 0;) {
        const auto id = static_cast<NodeId>(i);
        if (rule.source().node(id).is_call())
            CallSweep(rule, bodies, id).reverse(adjoints);
        else if (rule.source().node(id).is_operation())
            reverse_operation(rule, id, adjoints);
    }
}

void sweep_forward(ChainRule& rule, BodyDerivatives& bodies, std::vector<Carried>& tangents) {
    for (std::size_t i = 0; i < rule.source().size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (rule.source().node(id).is_call())
            CallSweep(rule, bodies, id).forward(tangents);
        else if (rule.source().node(id).is_operation())
            forward_operation(rule, id, tangents);
    }
}

} // namespace autodiff::passes
