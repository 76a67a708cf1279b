#include <autodiff/passes/share.hpp>

#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/unique_nodes.hpp>

namespace autodiff {

Graph share(const Graph& graph) {
    return passes::through_calls(graph, [](const Graph& source, passes::Bodies& bodies) {
        Graph result;
        UniqueNodes nodes(result, source.size());
        passes::FunctionNumbers functions(source, result, bodies);
        rebuild(source, result, [&](NodeId id, std::span<const NodeId> arguments) {
            return passes::copy_node(source.node(id), arguments, nodes, functions);
        });
        return result;
    });
}

} // namespace autodiff
