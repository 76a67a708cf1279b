#include <autodiff/passes/differentiate.hpp>

#include <autodiff/passes/body_derivatives.hpp>

#include <vector>

namespace autodiff {

using passes::Carried;
using passes::ChainRule;
using passes::Flow;

Graph differentiate_reverse(const Graph& graph, Outputs outputs) {
    passes::BodyDerivatives bodies;
    ChainRule rule(graph, passes::parameters_of(graph));
    if (outputs == Outputs::values_and_derivatives) rule.keep_outputs();
    for (const NodeId output : graph.outputs()) {
        std::vector<Carried> adjoints(graph.size());
        adjoints[index(output)].add(Flow::plain, Symbol(1));
        sweep_reverse(rule, bodies, adjoints);
        for (const NodeId input : graph.parameters()) rule.output(adjoints[index(input)]);
    }
    return rule.take();
}

Graph differentiate_forward(const Graph& graph, Outputs outputs) {
    passes::BodyDerivatives bodies;
    ChainRule rule(graph, passes::parameters_of(graph));
    if (outputs == Outputs::values_and_derivatives) rule.keep_outputs();
    std::vector<std::vector<Carried>> columns;
    for (const NodeId input : graph.parameters()) {
        std::vector<Carried> tangents(graph.size());
        tangents[index(input)].add(Flow::plain, Symbol(1));
        sweep_forward(rule, bodies, tangents);
        columns.emplace_back();
        for (const NodeId output : graph.outputs()) columns.back().push_back(tangents[index(output)]);
    }
    for (std::size_t i = 0; i < graph.outputs().size(); ++i)
        for (const auto& column : columns) rule.output(column[i]);
    return rule.take();
}

Graph vjp_graph(const Graph& graph) {
    passes::BodyDerivatives bodies;
    ChainRule rule(graph, passes::parameters_of(graph));
    rule.result().set_data_inputs(0);
    std::vector<Carried> adjoints(graph.size());
    for (const NodeId output : graph.outputs())
        adjoints[index(output)].add(Flow::plain, Symbol(rule.result(), rule.result().add_input()));
    sweep_reverse(rule, bodies, adjoints);
    for (const NodeId input : graph.parameters()) rule.output(adjoints[index(input)]);
    return rule.take();
}

Graph jvp_graph(const Graph& graph) {
    passes::BodyDerivatives bodies;
    ChainRule rule(graph, passes::parameters_of(graph));
    rule.result().set_data_inputs(0);
    std::vector<Carried> tangents(graph.size());
    for (const NodeId input : graph.parameters())
        tangents[index(input)].add(Flow::plain, Symbol(rule.result(), rule.result().add_input()));
    sweep_forward(rule, bodies, tangents);
    for (const NodeId output : graph.outputs()) rule.output(tangents[index(output)]);
    return rule.take();
}

} // namespace autodiff
