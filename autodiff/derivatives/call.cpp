#include <autodiff/derivatives/call.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>
#include <limits>

namespace autodiff::derivatives {

template class Replay<Var>;

bool recording_call(std::span<const Var> x) {
    return recorder<double>.graph != nullptr && std::ranges::any_of(x, [](const Var& y) { return y.active(); });
}

std::vector<Var> recorded_call(GraphFunction function, std::span<const Var> x) {
    GraphRecorder& graph = *recorder<double>.graph;
    std::vector<double> point;
    std::vector<NodeId> arguments;
    for (const Var& y : x) {
        point.push_back(y.value());
        arguments.push_back(graph.node(y.id(), y.value()));
    }
    const std::vector<double> values = evaluate(graph_of_call(function), point);
    const std::vector<Id> ids = graph.call(std::move(function), arguments);
    std::vector<Var> results;
    for (std::size_t k = 0; k < ids.size(); ++k) results.push_back(Var::from_recorder(values[k], ids[k]));
    return results;
}

GraphFunction loop_function(const Graph& body, std::size_t steps, std::size_t states, std::size_t shared,
                            std::size_t sequence) {
    require_size(body.outputs().size(), states, "repeat", "outputs of the body, one an element of the state");
    if (steps > std::numeric_limits<std::uint32_t>::max())
        throw GraphError(
            fmt::format("repeat: {} steps are too many for one loop, which has at most 2^32 - 1; nest two.", steps));
    const std::size_t elements = elements_of_step(steps, sequence);
    const std::size_t given = states + shared + elements;
    // without steps nobody can tell how long a step's part of the sequence is
    if (steps > 0 || body.inputs().size() < given)
        require_size(body.inputs().size(), given, "repeat",
                     "inputs of the body: the state, what is shared and the elements of one step");
    return {std::make_shared<const Graph>(body), GraphFunction::Kind::repeat, static_cast<std::uint32_t>(steps),
            static_cast<std::uint32_t>(shared)};
}

std::size_t elements_of_step(std::size_t steps, std::size_t sequence) {
    if (steps == 0 ? sequence != 0 : sequence % steps != 0)
        throw ShapeError(
            fmt::format("repeat: a sequence of {} elements cannot be dealt out evenly to {} steps.", sequence, steps));
    return steps == 0 ? 0 : sequence / steps;
}

} // namespace autodiff::derivatives
