#include <autodiff/graph/evaluate.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/ops/chain.hpp>

#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace autodiff {

namespace {

template <class Op>
struct Value {
    static constexpr double (*value)(std::span<const double>) = ops::value_at<Op, double>;
};

double partial_number(const auto& partial) { return ops::as_number<double>(partial); }

template <class Op>
struct Partial {
    static constexpr double (*value)(std::span<const double>, std::size_t, double) = [](std::span<const double> x,
                                                                                        std::size_t k, double r) {
        if constexpr (Op::arity == ops::any_number)
            return partial_number(ops::partials<Op>(x, r)(k)); // the accurate form, not the one for symbols
        else
            return ops::with_partial<Op>(x, k, r, [](const auto& partial) { return partial_number(partial); });
    };
};

/// The values of a node's arguments, one after the other.
std::span<const double> gather(const Graph& graph, NodeId id, std::span<const double> values,
                               std::vector<double>& room) {
    room.clear();
    for (const NodeId argument : graph.arguments(id)) room.push_back(values[index(argument)]);
    return room;
}

} // namespace

double operation_value(ops::Opcode operation, std::span<const double> arguments) {
    return ops::catalogue_table<Value>[ops::index(operation)](arguments);
}

double operation_partial(ops::Opcode operation, std::span<const double> arguments, std::size_t k, double value) {
    return ops::catalogue_table<Partial>[ops::index(operation)](arguments, k, value);
}

std::vector<double> node_values(const Graph& graph, std::span<const double> x) {
    require_size(x.size(), graph.inputs().size(), "Graph", "inputs");
    std::vector<double> values(graph.size());
    std::vector<double> room;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_input())
            values[i] = x[node.input_number()];
        else if (node.is_constant())
            values[i] = node.constant();
        else
            values[i] = operation_value(node.opcode(), gather(graph, id, values, room));
    }
    return values;
}

void check_guards(const Graph& graph, std::span<const double> values) {
    for (const Guard& guard : graph.guards()) {
        const bool outcome = values[index(guard.comparison)] != 0;
        if (outcome == guard.taken) continue;
        const auto arguments = graph.arguments(guard.comparison);
        throw GuardError(
            fmt::format("Graph: the comparison {} {} {} (node {}) is {} here and was {} when the graph was "
                        "recorded, so the program would take another branch; record it again at this point, "
                        "or write the branch with select().",
                        values[index(arguments[0])], notation(graph.node(guard.comparison).opcode()).symbol,
                        values[index(arguments[1])], index(guard.comparison), outcome, guard.taken));
    }
}

void evaluate_into(std::span<double> outputs, const Graph& graph, std::span<const double> x) {
    require_size(outputs.size(), graph.outputs().size(), "evaluate_into", "outputs");
    const std::vector<double> values = node_values(graph, x);
    check_guards(graph, values);
    for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i] = values[index(graph.outputs()[i])];
}

std::vector<double> evaluate(const Graph& graph, std::span<const double> x) {
    std::vector<double> outputs(graph.outputs().size());
    evaluate_into(outputs, graph, x);
    return outputs;
}

std::vector<double> Graph::operator()(std::span<const double> x) const { return evaluate(*this, x); }

double Graph::operator()(double x) const {
    require_size(outputs_.size(), 1, "Graph", "outputs of a function of one number");
    return evaluate(*this, std::span(&x, 1)).front();
}

std::optional<NonFinitePartial> first_non_finite_partial(const Graph& graph, std::span<const double> x) {
    const std::vector<double> values = node_values(graph, x);
    std::vector<bool> active(graph.size());
    std::vector<double> room;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        active[i] = node.is_input();
        if (!node.is_operation()) continue;
        const auto arguments = gather(graph, id, values, room);
        for (std::size_t k = 0; k < arguments.size(); ++k) {
            if (!active[index(graph.arguments(id)[k])]) continue;
            active[i] = true;
            const double partial = operation_partial(node.opcode(), arguments, k, values[i]);
            if (!std::isfinite(partial)) return NonFinitePartial{id, k, partial};
        }
    }
    return std::nullopt;
}

} // namespace autodiff
