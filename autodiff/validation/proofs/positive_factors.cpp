#include <autodiff/validation/proofs/positive_factors.hpp>

#include <vector>

namespace autodiff::proofs {

namespace {

bool is_product(const Node& node) { return node.is<ops::Multiply>() || node.is<ops::ChainProduct>(); }
bool is_sum(const Node& node) { return node.is<ops::Add>() || node.is<ops::Subtract>(); }

/// 1 or -1 for what is positive or negative wherever it has a value: roots (one that a function is divided by is not 0,
/// and one that it is multiplied by does not decide its sign), exponentials, their products, and constants over them.
/// Else 0.
int sign_of(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    if (node.is<ops::Multiply>()) return sign_of(graph, node.arguments[0]) * sign_of(graph, node.arguments[1]);
    if (!node.is<ops::Divide>()) return node.is<ops::Sqrt>() || node.is<ops::Exp>() ? 1 : 0;
    const Node& numerator = graph.node(node.arguments[0]);
    if (!numerator.is_constant() || numerator.constant() == 0) return 0;
    return (numerator.constant() > 0 ? 1 : -1) * sign_of(graph, node.arguments[1]);
}

/// Of each node whether it is the factor, or a product or sum that can be divided by it.
std::vector<bool> multiples_of(const Graph& graph, NodeId factor) {
    std::vector<bool> multiple(graph.size());
    for (std::size_t i = index(factor); i < graph.size(); ++i) {
        const Node& node = graph.node(static_cast<NodeId>(i));
        const auto is_multiple = [&](int k) { return bool(multiple[index(node.arguments[std::size_t(k)])]); };
        if (i == index(factor))
            multiple[i] = true;
        else if (is_product(node))
            multiple[i] = is_multiple(0) || is_multiple(1);
        else if (is_sum(node))
            multiple[i] = is_multiple(0) && is_multiple(1);
        else if (node.is<ops::Negate>() || node.is<ops::Divide>())
            multiple[i] = is_multiple(0);
    }
    return multiple;
}

/// The output over the factor's size.
NodeId quotient(Graph& graph, NodeId factor, const std::vector<bool>& multiple) {
    std::vector<NodeId> over(multiple.size());
    const NodeId sign = graph.add_constant(sign_of(graph, factor));
    for (std::size_t i = index(factor); i < multiple.size(); ++i) {
        if (!multiple[i]) continue;
        const Node node = graph.node(static_cast<NodeId>(i));
        const auto divided = [&](int k) { return over[index(node.arguments[std::size_t(k)])]; };
        if (i == index(factor))
            over[i] = sign;
        else if (is_sum(node))
            over[i] = graph.add(node.opcode(), {divided(0), divided(1)});
        else if (node.is<ops::Negate>())
            over[i] = graph.add<ops::Negate>({divided(0)});
        else if (multiple[index(node.arguments[0])])
            over[i] = graph.add(node.opcode(), {divided(0), node.arguments[1]});
        else
            over[i] = graph.add(node.opcode(), {node.arguments[0], divided(1)});
    }
    return over[index(graph.outputs()[0])];
}

} // namespace

Graph without_positive_factors(Graph graph) {
    const std::size_t before = graph.size();
    for (std::size_t i = 0; i < before; ++i) {
        const auto factor = static_cast<NodeId>(i);
        if (sign_of(graph, factor) == 0) continue;
        const std::vector<bool> multiple = multiples_of(graph, factor);
        const NodeId output = graph.outputs()[0];
        if (!multiple[index(output)] || output == factor) continue;
        const NodeId divided = quotient(graph, factor, multiple);
        graph.clear_outputs();
        graph.add_output(divided);
    }
    return graph;
}

} // namespace autodiff::proofs
