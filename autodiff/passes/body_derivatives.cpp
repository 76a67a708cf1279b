#include <autodiff/passes/body_derivatives.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/prune.hpp>

#include <algorithm>

namespace autodiff::passes {

namespace {

// A body gets a vjp for each set of inputs and outputs that calls ask for, but a Hessian asks for one a row: then one
// that fits all is smaller than the many.
constexpr std::size_t most_variants = 8;

SharedGraph finished(ChainRule& rule) {
    Graph graph = rule.take();
    graph.clear_guards();
    return std::make_shared<const Graph>(prune(graph));
}

BodyDerivative make_vjp(const Graph& body, const std::vector<bool>& active, const Flows& seeds,
                        BodyDerivatives& bodies) {
    ChainRule rule(body, active);
    rule.result().set_data_inputs(0);
    std::vector<Carried> adjoints(body.size());
    for (std::size_t k = 0; k < seeds.size(); ++k) {
        const Symbol seed(rule.result(), rule.result().add_input());
        if (seeds[k] != Flow::none) adjoints[index(body.outputs()[k])].add(seeds[k], seed);
    }
    sweep_reverse(rule, bodies, adjoints);
    BodyDerivative result;
    for (std::size_t k = 0; k < active.size(); ++k) {
        const Carried adjoint = active[k] ? adjoints[index(body.inputs()[k])] : Carried();
        rule.output(adjoint);
        result.flow.push_back(adjoint.flow);
    }
    result.graph = finished(rule);
    return result;
}

BodyDerivative make_jvp(const Graph& body, const Flows& flows, BodyDerivatives& bodies) {
    std::vector<bool> active;
    for (const Flow flow : flows) active.push_back(flow != Flow::none);
    ChainRule rule(body, active);
    rule.result().set_data_inputs(0);
    std::vector<Carried> tangents(body.size());
    for (std::size_t k = 0; k < flows.size(); ++k) {
        const Symbol seed(rule.result(), rule.result().add_input());
        if (flows[k] != Flow::none) tangents[index(body.inputs()[k])].add(flows[k], seed);
    }
    sweep_forward(rule, bodies, tangents);
    BodyDerivative result;
    rule.keep_outputs();
    for (const NodeId output : body.outputs()) {
        rule.output(tangents[index(output)]);
        result.flow.push_back(tangents[index(output)].flow);
    }
    result.graph = finished(rule);
    return result;
}

/// Which outputs of a graph depend on an active input.
std::vector<bool> active_outputs(const Graph& graph, const std::vector<bool>& active) {
    std::vector<bool> nodes(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        nodes[i] = graph.node(id).is_input() && active[graph.node(id).input_number()];
        for (const NodeId argument : graph.arguments(id)) nodes[i] = nodes[i] || nodes[index(argument)];
    }
    std::vector<bool> outputs;
    for (const NodeId output : graph.outputs()) outputs.push_back(nodes[index(output)]);
    return outputs;
}

/// The graph with values and tangents of its inputs side by side, as the loop that carries both wants them.
SharedGraph tangent_body(const Graph& jvp, const GraphFunction& repeat) {
    const std::size_t inputs = repeat.body->inputs().size();
    Graph graph;
    std::vector<NodeId> places(2 * inputs);
    std::size_t group = 0;
    for (const std::size_t size : {repeat.states(), std::size_t{repeat.shared}, repeat.elements()}) {
        for (std::size_t k = 0; k < size; ++k) places[group + k] = graph.add_input();
        for (std::size_t k = 0; k < size; ++k) places[inputs + group + k] = graph.add_input();
        group += size;
    }
    for (const NodeId output : splice(graph, jvp, places)) graph.add_output(output);
    return std::make_shared<const Graph>(std::move(graph));
}

/// A loop without steps returns its states as they are.
Flows unmoved(const GraphFunction& repeat, const Flows& seeds) {
    Flows flow(repeat.body->inputs().size(), Flow::none);
    std::ranges::copy(seeds, flow.begin());
    return flow;
}

} // namespace

const BodyDerivative& BodyDerivatives::vjp(const SharedGraph& body, const std::vector<bool>& active,
                                           const Flows& seeds) {
    Wanted wanted{body, active, seeds};
    if (const auto known = vjps_.find(wanted); known != vjps_.end()) return known->second;
    if (variants_[body] >= most_variants) {
        wanted = {body, std::vector<bool>(active.size(), true), Flows(seeds.size(), Flow::zero_wins)};
        if (const auto known = vjps_.find(wanted); known != vjps_.end()) return known->second;
    }
    ++variants_[body];
    BodyDerivative made = make_vjp(*body, std::get<1>(wanted), std::get<2>(wanted), *this);
    return vjps_.emplace(std::move(wanted), std::move(made)).first->second;
}

const BodyDerivative& BodyDerivatives::jvp(const SharedGraph& body, const Flows& tangents) {
    const std::tuple wanted{body, tangents};
    if (const auto known = jvps_.find(wanted); known != jvps_.end()) return known->second;
    BodyDerivative made = make_jvp(*body, tangents, *this);
    return jvps_.emplace(wanted, std::move(made)).first->second;
}

// An adjoint that is there in some steps and missing in others is zero there: its products let the zero win.
LoopDerivative BodyDerivatives::adjoint_loop(const GraphFunction& repeat, std::vector<bool> active,
                                             const Flows& seeds) {
    const std::size_t states = repeat.states();
    for (bool grown = true; grown;) {
        grown = false;
        const std::vector<bool> next = active_outputs(*repeat.body, active);
        for (std::size_t k = 0; k < states; ++k)
            if (next[k] && !active[k]) grown = active[k] = true;
    }
    Flows carried = seeds;
    for (;;) {
        const BodyDerivative& step = vjp(repeat.body, active, carried);
        Flows next = carried;
        for (std::size_t k = 0; k < states; ++k) next[k] = either(carried[k], step.flow[k]);
        if (next == carried) {
            GraphFunction function{repeat.body, GraphFunction::Kind::repeat_reverse, repeat.steps, repeat.shared,
                                   step.graph};
            return {std::move(function), repeat.steps == 0 ? unmoved(repeat, seeds) : step.flow};
        }
        carried = next;
    }
}

LoopDerivative BodyDerivatives::tangent_loop(const GraphFunction& repeat, Flows tangents) {
    const std::size_t states = repeat.states();
    for (;;) {
        const BodyDerivative& step = jvp(repeat.body, tangents);
        Flows next = tangents;
        for (std::size_t k = 0; k < states; ++k) next[k] = either(tangents[k], step.flow[k]);
        if (next != tangents) {
            tangents = next;
            continue;
        }
        SharedGraph& body = tangent_bodies_[{repeat.body, repeat.shared, tangents}];
        if (body == nullptr) body = tangent_body(*step.graph, repeat);
        const Flows flow = repeat.steps == 0
                               ? Flows(tangents.begin(), tangents.begin() + static_cast<std::ptrdiff_t>(states))
                               : step.flow;
        return {{body, GraphFunction::Kind::repeat, repeat.steps, 2 * repeat.shared}, flow};
    }
}

} // namespace autodiff::passes
