#include <autodiff/notation/source_rules.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/source_number.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <vector>

namespace autodiff::writing {

namespace {

template <class P>
using Rule = SourceNumber<P> (*)(std::span<const SourceNumber<P>>);

template <class Op>
struct DoubleRule {
    static constexpr Rule<double> value = ops::value_at<Op, SourceNumber<double>>;
};
template <class Op>
struct FloatRule {
    static constexpr Rule<float> value = ops::value_at<Op, SourceNumber<float>>;
};

/// The rule's value at `arguments`, as a node of `graph`.
template <class P>
NodeId add_value(Graph& graph, Rule<P> rule, std::span<const NodeId> arguments) {
    std::vector<SourceNumber<P>> numbers;
    numbers.reserve(arguments.size());
    for (const NodeId argument : arguments) numbers.emplace_back(Symbol(graph, argument));
    return rule(numbers).symbol().node_in(graph);
}

NodeId add_value(Graph& graph, ops::Opcode operation, std::span<const NodeId> arguments, bool single_precision) {
    const std::size_t row = ops::index(operation);
    return single_precision ? add_value<float>(graph, ops::catalogue_table<FloatRule>[row], arguments)
                            : add_value<double>(graph, ops::catalogue_table<DoubleRule>[row], arguments);
}

} // namespace

Graph rule_graph(ops::Opcode operation, bool single_precision) {
    Graph graph;
    std::vector<NodeId> inputs(static_cast<std::size_t>(std::max(arity(operation), 0)));
    std::generate(inputs.begin(), inputs.end(), [&graph] { return graph.add_input(); });
    graph.add_output(add_value(graph, operation, inputs, single_precision));
    return graph;
}

Graph without_nary(const Graph& graph, bool single_precision) {
    Graph result;
    std::vector<NodeId> image(graph.size());
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        arguments.clear();
        for (const NodeId argument : graph.arguments(id)) arguments.push_back(image[index(argument)]);
        if (node.is_input())
            image[i] = result.add_input();
        else if (node.is_constant())
            image[i] = result.add_constant(node.constant());
        else if (!node.is_operation())
            throw GraphError(fmt::format("to_c, to_cpp: node {} is no input, constant or operation; replace it by "
                                         "operations first.",
                                         i));
        else if (arity(node.opcode()) == ops::any_number)
            image[i] = add_value(result, node.opcode(), arguments, single_precision);
        else
            image[i] = result.add(node.opcode(), arguments);
    }
    for (const NodeId output : graph.outputs()) result.add_output(image[index(output)]);
    for (const Guard& guard : graph.guards()) result.add_guard(image[index(guard.comparison)], guard.taken);
    return result;
}

} // namespace autodiff::writing
