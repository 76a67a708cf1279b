#include <autodiff/derivatives/graph_derivatives.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <vector>

namespace autodiff {

Graph derivative(const Graph& graph) {
    require_size(graph.parameters().size(), 1, "derivative",
                 "inputs of the graph (gradient and jacobian take several)");
    return simplify(graph.outputs().size() == 1 ? differentiate_reverse(graph) : differentiate_forward(graph));
}

Graph gradient(const Graph& graph) {
    require_size(graph.outputs().size(), 1, "gradient", "outputs of the graph (jacobian takes several)");
    return simplify(differentiate_reverse(graph));
}

Graph value_and_gradient(const Graph& graph) {
    require_size(graph.outputs().size(), 1, "value_and_gradient", "outputs of the graph (jacobian takes several)");
    return simplify(differentiate_reverse(graph, Outputs::values_and_derivatives));
}

Graph jacobian(const Graph& graph) {
    const bool forward = graph.parameters().size() < graph.outputs().size();
    return simplify(forward ? differentiate_forward(graph) : differentiate_reverse(graph));
}

Graph hessian(const Graph& graph) { return jacobian(gradient(graph)); }

// H v is the gradient of g . v.
Graph hessian_vector(const Graph& graph, std::span<const double> v) {
    require_size(v.size(), graph.parameters().size(), "hessian_vector", "elements in the direction");
    Graph slope = gradient(graph);
    std::vector<NodeId> factors(slope.outputs().begin(), slope.outputs().end());
    for (const double element : v) factors.push_back(slope.add_constant(element));
    slope.clear_outputs();
    slope.add_output(slope.add(ops::opcode<ops::Dot>, factors));
    return gradient(slope);
}

} // namespace autodiff
