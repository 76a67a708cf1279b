#include <autodiff/passes/folder.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/passes/fold_rules.hpp>
#include <autodiff/passes/rebuild.hpp>

#include <algorithm>
#include <vector>

namespace autodiff {

std::optional<double> Folder::number(NodeId id) const {
    const Node& n = node(id);
    return n.is_constant() ? std::optional(n.constant()) : std::nullopt;
}

NodeId Folder::add(ops::Opcode operation, std::span<const NodeId> arguments) {
    if (std::ranges::all_of(arguments, [this](NodeId x) { return node(x).is_constant(); })) {
        std::vector<double> values;
        for (const NodeId x : arguments) values.push_back(node(x).constant());
        return constant(operation_value(operation, values));
    }
    if (const passes::FoldRule rule = passes::fold_rule(operation))
        if (const auto simpler = rule(*this, arguments)) return *simpler;
    return nodes_.add(operation, arguments);
}

bool Folder::has_minus(NodeId x) const {
    const Node& n = node(x);
    if (n.is_constant()) return n.constant() < 0;
    if (n.is<ops::Negate>()) return true;
    if (!n.is<ops::Multiply>() && !n.is<ops::Divide>()) return false;
    return number(n.arguments[0]).value_or(0) < 0 || number(n.arguments[1]).value_or(0) < 0;
}

NodeId Folder::without_minus(NodeId x) {
    const Node n = node(x);
    if (n.is_constant()) return constant(-n.constant());
    if (n.is<ops::Negate>()) return n.arguments[0];
    std::array<NodeId, 2> operands{n.arguments[0], n.arguments[1]};
    NodeId& factor = node(operands[0]).is_constant() ? operands[0] : operands[1];
    factor = constant(-node(factor).constant());
    return add(n.opcode(), operands);
}

Graph fold(const Graph& graph, FoldOptions options) {
    Graph result;
    Folder folder(result, options.exactness, graph.size());
    rebuild(graph, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = graph.node(id);
        return node.is_constant() ? folder.constant(node.constant()) : folder.add(node.opcode(), arguments);
    });
    return result;
}

} // namespace autodiff
