#include <autodiff/notation/point_numbers.hpp>

#include <autodiff/graph/evaluate.hpp>

namespace autodiff::writing {

PointNumbers::PointNumbers(const Graph& graph, std::span<const double> point)
    : graph_(graph), values_(node_values(graph, point)), adjoints_(graph.size()) {
    for (const NodeId output : graph.outputs()) adjoints_[index(output)] += 1;
    for (std::size_t i = graph.size(); i-- > 0;) pass_back(static_cast<NodeId>(i));
}

std::vector<double> PointNumbers::partials(NodeId id) const {
    std::vector<double> arguments;
    for (const NodeId argument : graph_.arguments(id)) arguments.push_back(value(argument));
    std::vector<double> result;
    for (std::size_t k = 0; k < arguments.size(); ++k)
        result.push_back(operation_partial(graph_.node(id).opcode(), arguments, k, value(id)));
    return result;
}

// A zero adjoint passes nothing on, and nothing passes through an untaken branch, whatever the partials behind it.
void PointNumbers::pass_back(NodeId id) {
    if (adjoint(id) == 0 || !graph_.node(id).is_operation()) return;
    const auto arguments = graph_.arguments(id);
    const std::vector<double> slopes = partials(id);
    for (std::size_t k = 0; k < arguments.size(); ++k)
        if (slopes[k] != 0) adjoints_[index(arguments[k])] += adjoint(id) * slopes[k];
}

} // namespace autodiff::writing
