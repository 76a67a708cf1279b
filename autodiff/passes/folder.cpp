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

// A result that the call only hands on is what was handed in.
NodeId Folder::result(NodeId call, std::size_t number) {
    const GraphFunction& function = graph().function(call);
    const auto arguments = graph().arguments(call);
    if (function.kind == GraphFunction::Kind::repeat && function.steps == 0) return arguments[number];
    if (function.kind == GraphFunction::Kind::call) {
        const Node& output = function.body->node(function.body->outputs()[number]);
        if (output.is_input()) return arguments[output.input_number()];
        if (output.is_constant()) return constant(output.constant());
    }
    return nodes_.result(call, number);
}

Graph fold(const Graph& graph, FoldOptions options) {
    return passes::through_calls(graph, [options](const Graph& source, passes::Bodies& bodies) {
        Graph result;
        Folder folder(result, options.exactness, source.size());
        passes::FunctionNumbers functions(source, result, bodies);
        rebuild(source, result, [&](NodeId id, std::span<const NodeId> arguments) {
            return passes::copy_node(source.node(id), arguments, folder, functions);
        });
        return result;
    });
}

} // namespace autodiff
