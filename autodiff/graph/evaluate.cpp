#include <autodiff/graph/evaluate.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluation.hpp>
#include <autodiff/graph/inline_calls.hpp>
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

/// In a graph without calls.
std::optional<NonFinitePartial> first_in_plain_graph(const Graph& graph, std::span<const double> x) {
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

} // namespace

double operation_value(ops::Opcode operation, std::span<const double> arguments) {
    return ops::catalogue_table<Value>[ops::index(operation)](arguments);
}

double operation_partial(ops::Opcode operation, std::span<const double> arguments, std::size_t k, double value) {
    return ops::catalogue_table<Partial>[ops::index(operation)](arguments, k, value);
}

std::vector<double> node_values(const Graph& graph, std::span<const double> x) {
    Evaluation evaluation(graph, Evaluation::Guards::ignored);
    evaluation.run(x);
    return evaluation.take_values();
}

void throw_guard_error(const Graph& graph, const Guard& guard, double left, double right, std::string_view place) {
    throw GuardError(fmt::format(
        "Graph: the comparison {} {} {} ({}) is {} here and was {} when the graph was recorded, so "
        "the program would take another branch; record it again at this point, or write the "
        "branch with select().",
        left, notation(graph.node(guard.comparison).opcode()).symbol, right, place, !guard.taken, guard.taken));
}

void check_guards(const Graph& graph, std::span<const double> values) {
    Evaluation(graph, Evaluation::Guards::checked).check_guards(values);
}

void evaluate_into(std::span<double> outputs, const Graph& graph, std::span<const double> x) {
    require_size(outputs.size(), graph.outputs().size(), "evaluate_into", "outputs");
    Evaluation evaluation(graph, Evaluation::Guards::checked);
    evaluation.run(x);
    evaluation.copy_outputs(outputs);
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

// In a graph with calls, the one that was flattened into a node is the last that began before it.
std::optional<NonFinitePartial> first_non_finite_partial(const Graph& graph, std::span<const double> x) {
    if (graph.functions().empty()) return first_in_plain_graph(graph, x);
    Graph flat;
    std::vector<NodeId> inputs, places;
    for (std::size_t i = 0; i < graph.inputs().size(); ++i) inputs.push_back(flat.add_input());
    splice_inlined(flat, graph, inputs, places);
    auto found = first_in_plain_graph(flat, x);
    if (!found) return found;
    std::size_t owner = 0;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const Node& node = graph.node(static_cast<NodeId>(i));
        if ((node.is_operation() || node.is_call()) && places[i] <= found->node) owner = i;
    }
    found->node = static_cast<NodeId>(owner);
    return found;
}

} // namespace autodiff
