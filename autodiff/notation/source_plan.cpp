#include <autodiff/notation/source_plan.hpp>

#include <algorithm>

namespace autodiff::writing {

namespace {

template <class Op>
struct Compares {
    static constexpr bool value = Op::compares;
};

} // namespace

bool is_comparison(const Graph& graph, NodeId node) {
    return graph.node(node).is_operation() && ops::catalogue_table<Compares>[ops::index(graph.node(node).opcode())];
}

bool decides_by_comparison(const Graph& graph, NodeId node) {
    return graph.node(node).is<ops::Select>() && is_comparison(graph, graph.arguments(node)[0]);
}

SourcePlan::SourcePlan(const Graph& graph, bool guards) : graph_(graph) {
    std::vector<bool> used(graph.size());
    const auto use = [&used](NodeId node) { used[index(node)] = true; };
    for (const NodeId output : graph.outputs()) use(output);
    if (guards)
        for (const Guard& guard : graph.guards()) for_each_operand_of(guard.comparison, use);
    for (std::size_t i = graph.size(); i-- > 0;)
        if (used[i]) for_each_operand_of(static_cast<NodeId>(i), use);

    // Guards stay in their order, since the first that fails is the one to be named.
    std::size_t guard = 0;
    const auto add_guards_before = [&](std::size_t end) {
        while (guards && guard < graph.guards().size() && index(graph.guards()[guard].comparison) < end)
            lines_.push_back({.guard = guard++});
    };
    for (std::size_t i = 0; i < graph.size(); ++i) {
        add_guards_before(i);
        if (used[i] && graph.node(static_cast<NodeId>(i)).is_operation())
            lines_.push_back({.node = static_cast<NodeId>(i)});
    }
    add_guards_before(graph.size());
}

} // namespace autodiff::writing
