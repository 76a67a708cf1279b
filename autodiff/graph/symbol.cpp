#include <autodiff/graph/symbol.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>

#include <vector>

namespace autodiff {

Symbol::Symbol(Graph& graph, NodeId node) : graph_(&graph), node_(node) {
    if (!graph.node(node).is_constant()) return;
    graph_ = nullptr;
    value_ = graph.node(node).constant();
}

NodeId Symbol::node_in(Graph& graph) const {
    if (is_constant()) return graph.add_constant(value_);
    if (graph_ != &graph)
        throw GraphError("Symbol: a symbol of one graph was used in another; evaluate or copy it first.");
    return node_;
}

Symbol Symbol::apply(ops::Opcode operation, std::span<const Symbol> arguments) {
    Graph* graph = nullptr;
    for (const Symbol& argument : arguments)
        if (!argument.is_constant()) graph = argument.graph_;
    if (graph == nullptr) {
        std::vector<double> values;
        for (const Symbol& argument : arguments) values.push_back(argument.value_);
        return operation_value(operation, values);
    }
    std::vector<NodeId> nodes;
    for (const Symbol& argument : arguments) nodes.push_back(argument.node_in(*graph));
    return {*graph, graph->add(operation, nodes)};
}

} // namespace autodiff
