#include <autodiff/program/uniform_nodes.hpp>

#include <autodiff/passes/rebuild.hpp>
#include <autodiff/program/plan.hpp>

namespace autodiff::program {

UniformNodes::UniformNodes(Graph& graph, const Graph& source, const std::vector<bool>& varying)
    : nodes_(graph), place_(source.size(), none) {
    nodes_.constant(0);
    const std::size_t shared = source.data_inputs() == 0 ? 0 : source.parameters().size();
    std::vector<NodeId> arguments;
    passes::Bodies bodies(nullptr);
    passes::FunctionNumbers functions(source, graph, bodies);
    for (std::size_t i = 0; i < source.size(); ++i) {
        const Node& node = source.node(static_cast<NodeId>(i));
        if (varying[i] || (node.is_input() && node.input_number() >= shared)) continue;
        arguments.clear();
        for (const NodeId argument : source.arguments(static_cast<NodeId>(i)))
            arguments.push_back(static_cast<NodeId>(place_[index(argument)]));
        const NodeId copy = node.is_input() ? graph.add_input() : passes::copy_node(node, arguments, nodes_, functions);
        place_[i] = static_cast<std::uint32_t>(index(copy));
    }
    for (const Guard& guard : source.guards())
        if (!varying[index(guard.comparison)])
            graph.add_guard(static_cast<NodeId>(place_[index(guard.comparison)]), guard.taken);
}

} // namespace autodiff::program
