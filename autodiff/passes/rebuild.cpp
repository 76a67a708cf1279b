#include <autodiff/passes/rebuild.hpp>

namespace autodiff::passes {

namespace {

NodeId written_out(const Graph& source, NodeId comparison, std::span<const NodeId> places, Graph& target) {
    std::vector<NodeId> arguments;
    for (const NodeId argument : source.arguments(comparison)) arguments.push_back(places[index(argument)]);
    return target.add(source.node(comparison).opcode(), arguments);
}

} // namespace

void copy_guards(const Graph& source, std::span<const NodeId> places, Graph& target) {
    std::vector<bool> seen; // two flags a node: guarded as taken, guarded as not taken
    for (const Guard& guard : source.guards()) {
        NodeId place = places[index(guard.comparison)];
        if (const Node& node = target.node(place); node.is_constant()) {
            if ((node.constant() != 0) == guard.taken) continue;
            if (source.node(guard.comparison).is_operation())
                place = written_out(source, guard.comparison, places, target);
        }
        seen.resize(2 * target.size());
        const std::size_t flag = 2 * index(place) + (guard.taken ? 1 : 0);
        if (!seen[flag]) target.add_guard(place, guard.taken);
        seen[flag] = true;
    }
}

} // namespace autodiff::passes
