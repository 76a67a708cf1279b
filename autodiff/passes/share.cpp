#include <autodiff/passes/share.hpp>

#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/unique_nodes.hpp>

namespace autodiff {

Graph share(const Graph& graph) {
    Graph result;
    UniqueNodes nodes(result, graph.size());
    rebuild(graph, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = graph.node(id);
        return node.is_constant() ? nodes.constant(node.constant()) : nodes.add(node.opcode(), arguments);
    });
    return result;
}

} // namespace autodiff
