#include <autodiff/passes/rebuild.hpp>

#include <algorithm>

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

std::shared_ptr<const Graph> Bodies::operator()(const std::shared_ptr<const Graph>& body) {
    if (body == nullptr || pass_ == nullptr) return body;
    if (const auto known = done_.find(body); known != done_.end()) return known->second;
    Graph graph = pass_(*body, *this);
    std::shared_ptr<const Graph> result = body;
    if (!(graph == *body)) {
        const auto equal = std::ranges::find_if(results_, [&graph](const auto& other) { return *other == graph; });
        result = equal != results_.end() ? *equal : std::make_shared<const Graph>(std::move(graph));
    }
    results_.push_back(result);
    return done_[body] = result;
}

GraphFunction Bodies::operator()(GraphFunction function) {
    function.body = (*this)(function.body);
    function.adjoint = (*this)(function.adjoint);
    return function;
}

Graph through_calls(const Graph& graph, const Bodies::Pass& pass) {
    Bodies bodies(pass);
    return pass(graph, bodies);
}

} // namespace autodiff::passes
