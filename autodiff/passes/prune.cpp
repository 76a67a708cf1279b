#include <autodiff/passes/prune.hpp>

#include <autodiff/passes/rebuild.hpp>

namespace autodiff {

namespace {

std::vector<bool> needed_nodes(const Graph& graph) {
    std::vector<bool> needed(graph.size());
    for (const NodeId output : graph.outputs()) needed[index(output)] = true;
    for (const Guard& guard : graph.guards()) needed[index(guard.comparison)] = true;
    for (std::size_t i = graph.size(); i-- > 0;) {
        const auto id = static_cast<NodeId>(i);
        if (graph.node(id).is_call() && graph.function(id).guarded()) needed[i] = true;
        if (needed[i])
            for (const NodeId argument : graph.arguments(id)) needed[index(argument)] = true;
    }
    return needed;
}

} // namespace

Graph prune(const Graph& graph) {
    return passes::through_calls(graph, [](const Graph& source, passes::Bodies& bodies) {
        const std::vector<bool> needed = needed_nodes(source);
        Graph result;
        passes::PlainNodes nodes{result};
        passes::FunctionNumbers functions(source, result, bodies);
        rebuild(source, result, [&](NodeId id, std::span<const NodeId> arguments) {
            if (!needed[index(id)]) return NodeId{}; // nobody asks for the place of such a node
            return passes::copy_node(source.node(id), arguments, nodes, functions);
        });
        return result;
    });
}

} // namespace autodiff
