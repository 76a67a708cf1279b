#include <autodiff/cli/steps.hpp>

#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <algorithm>

namespace autodiff::cli {

std::vector<Step> derivative_steps(const Graph& graph, std::size_t variable) {
    const NodeId output = graph.outputs().front();
    std::vector<bool> needed(graph.size());
    needed[index(output)] = true;
    for (std::size_t i = index(output) + 1; i-- > 0;)
        if (needed[i])
            for (const NodeId argument : graph.arguments(static_cast<NodeId>(i))) needed[index(argument)] = true;
    std::vector<bool> moves(graph.size());
    moves[index(graph.inputs()[variable])] = true;
    std::vector<Step> steps;
    for (std::size_t i = 0; i <= index(output); ++i) {
        const auto id = static_cast<NodeId>(i);
        const auto arguments = graph.arguments(id);
        if (std::none_of(arguments.begin(), arguments.end(), [&](NodeId a) { return moves[index(a)]; })) continue;
        moves[i] = true;
        if (!needed[i]) continue;
        Graph part = graph;
        part.clear_outputs();
        part.add_output(id);
        Graph derivatives = differentiate_reverse(part);
        const NodeId slope = derivatives.outputs()[variable];
        derivatives.clear_outputs();
        derivatives.add_output(slope);
        steps.push_back({id, simplify(derivatives)});
    }
    return steps;
}

} // namespace autodiff::cli
