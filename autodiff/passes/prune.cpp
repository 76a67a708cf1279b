#include <autodiff/passes/prune.hpp>

#include <autodiff/passes/rebuild.hpp>

namespace autodiff {

namespace {

std::vector<bool> needed_nodes(const Graph& graph) {
    std::vector<bool> needed(graph.size());
    for (const NodeId output : graph.outputs()) needed[index(output)] = true;
    for (const Guard& guard : graph.guards()) needed[index(guard.comparison)] = true;
    for (std::size_t i = graph.size(); i-- > 0;)
        if (needed[i])
            for (const NodeId argument : graph.arguments(static_cast<NodeId>(i))) needed[index(argument)] = true;
    return needed;
}

} // namespace

Graph prune(const Graph& graph) {
    const std::vector<bool> needed = needed_nodes(graph);
    Graph result;
    rebuild(graph, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = graph.node(id);
        if (!needed[index(id)]) return NodeId{}; // nobody asks for the place of such a node
        return node.is_constant() ? result.add_constant(node.constant()) : result.add(node.opcode(), arguments);
    });
    return result;
}

} // namespace autodiff
