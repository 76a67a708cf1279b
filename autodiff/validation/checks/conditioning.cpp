#include <autodiff/validation/checks/conditioning.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/checks/switches.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace autodiff::checks {

namespace {

/// |d node / d argument k| of every operation, in the order of nodes and arguments.
std::vector<double> partial_sizes(const Graph& graph, std::span<const double> values) {
    std::vector<double> sizes;
    std::vector<double> arguments;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto node = static_cast<NodeId>(i);
        arguments.clear();
        for (const NodeId argument : graph.arguments(node)) arguments.push_back(values[index(argument)]);
        for (std::size_t k = 0; k < arguments.size(); ++k)
            sizes.push_back(std::abs(operation_partial(graph.node(node).opcode(), arguments, k, values[i])));
    }
    return sizes;
}

/// factor * size where neither is zero; a path with a zero in it carries nothing.
double along(double factor, double size) { return factor == 0 || size == 0 || std::isnan(size) ? 0 : factor * size; }

template <class Op>
struct HasPieces {
    static constexpr bool value = Op::compares || Op::branches || std::is_same_v<Op, ops::Abs>;
};

} // namespace

std::optional<NodeId> first_tie(const Graph& graph, std::span<const double> x) {
    const std::vector<double> values = node_values(graph, x);
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto node = static_cast<NodeId>(i);
        const auto arguments = graph.arguments(node);
        if (arguments.empty() || arguments.size() > 2) continue;
        const ops::Opcode operation = graph.node(node).opcode();
        if (!ops::catalogue_table<HasPieces>[ops::index(operation)]) continue;
        // A second argument is where the first switches (max), or a parameter (the slope of leaky_relu).
        const bool at_zero =
            arguments.size() == 1 || validation::switch_of(operation, 2) == validation::Switch::at_zero;
        const double other = at_zero ? 0 : values[index(arguments[1])];
        if (values[index(arguments[0])] == other) return node;
    }
    return std::nullopt;
}

Conditioning conditioning(const Graph& graph, std::span<const double> x) {
    const std::vector<double> values = node_values(graph, x);
    const std::vector<double> sizes = partial_sizes(graph, values);
    Conditioning result{{}, {graph.outputs().size(), graph.inputs().size(), {}}};
    for (const NodeId output : graph.outputs()) {
        std::vector<double> adjoints(graph.size());
        adjoints[index(output)] = 1;
        double rounding = 0;
        std::size_t partial = sizes.size();
        for (std::size_t i = graph.size(); i-- > 0;) {
            const auto arguments = graph.arguments(static_cast<NodeId>(i));
            partial -= arguments.size();
            // Inputs and constants are exact.
            if (!arguments.empty()) rounding += along(adjoints[i], std::abs(values[i]));
            for (std::size_t k = 0; k < arguments.size(); ++k)
                adjoints[index(arguments[k])] += along(adjoints[i], sizes[partial + k]);
        }
        result.rounding.push_back(rounding * std::numeric_limits<double>::epsilon());
        for (const NodeId input : graph.inputs()) result.paths.elements.push_back(adjoints[index(input)]);
    }
    return result;
}

} // namespace autodiff::checks
