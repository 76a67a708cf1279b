#include <autodiff/notation/layout.hpp>

#include <autodiff/base/error.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace autodiff::writing {

Layout::Layout(const Graph& graph)
    : uses_(graph.size()), numbers_(graph.size()), guards_(graph.guards().begin(), graph.guards().end()) {
    for (const NodeId output : graph.outputs()) ++uses_[index(output)];
    for (const Guard& guard : guards_) ++uses_[index(guard.comparison)];
    for (std::size_t i = graph.size(); i-- > 0;) {
        const auto id = static_cast<NodeId>(i);
        // A call that checks guards gets its line, whether or not its results are used.
        if (graph.node(id).is_call() && graph.function(id).guarded()) uses_[i] += 2;
        if (uses_[i] > 0)
            for (const NodeId argument : graph.arguments(id)) ++uses_[index(argument)];
    }
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto node = static_cast<NodeId>(i);
        if (uses_[i] < 2 || graph.node(node).is_input() || graph.node(node).is_constant()) continue;
        // A result of a shared call is short as it is.
        if (graph.node(node).is_result() && uses_[index(graph.arguments(node)[0])] > 1) continue;
        shared_.push_back(node);
        numbers_[i] = shared_.size();
    }
    std::stable_sort(guards_.begin(), guards_.end(),
                     [](const Guard& a, const Guard& b) { return a.comparison < b.comparison; });
}

std::ptrdiff_t depth_within(const Graph& graph, NodeId node, std::size_t most_nodes) {
    std::vector<NodeId> level{node};
    std::vector<NodeId> next;
    std::ptrdiff_t depth = -1;
    for (std::size_t total = 1; total <= most_nodes && !level.empty(); total += level.size()) {
        ++depth;
        next.clear();
        for (const NodeId parent : level) {
            const auto arguments = graph.arguments(parent);
            next.insert(next.end(), arguments.begin(), arguments.end());
            if (next.size() > most_nodes) return depth;
        }
        level.swap(next);
    }
    return depth;
}

void require_node(const Graph& graph, NodeId node, const char* operation) {
    if (index(node) >= graph.size())
        throw GraphError(
            fmt::format("{}: node {} does not exist; the graph has {} nodes.", operation, index(node), graph.size()));
}

} // namespace autodiff::writing
