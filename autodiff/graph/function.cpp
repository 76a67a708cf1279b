#include <autodiff/graph/graph.hpp>

#include <autodiff/base/error.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace autodiff {

namespace {

// Evaluation and passes follow calls by recursion, and stacks are finite.
constexpr std::size_t deepest = 100;

void require_body(const GraphFunction& function) {
    if (function.body == nullptr)
        throw GraphError("Graph::add_function: there is no body (a null pointer); pass a std::shared_ptr to the graph "
                         "that is to be called.");
    if (function.kind == GraphFunction::Kind::call) {
        if (function.steps != 1)
            throw GraphError(fmt::format("Graph::add_function: a call runs its body once, not {} times; use repeat.",
                                         function.steps));
        return;
    }
    const std::size_t states = function.body->outputs().size(), inputs = function.body->inputs().size();
    if (inputs < states + function.shared)
        throw GraphError(fmt::format("Graph::add_function: the body of a loop takes its states, the shared inputs and "
                                     "elements of the sequence, and returns the states; this one has {} inputs for {} "
                                     "states (its outputs) and {} shared inputs.",
                                     inputs, states, function.shared));
}

void require_adjoint(const GraphFunction& function) {
    const bool wanted = function.kind == GraphFunction::Kind::repeat_reverse;
    if (wanted != (function.adjoint != nullptr))
        throw GraphError("Graph::add_function: repeat_reverse, and nothing else, has an adjoint.");
    if (!wanted) return;
    const std::size_t inputs = function.body->inputs().size(), outputs = function.body->outputs().size();
    if (function.adjoint->inputs().size() != inputs + outputs || function.adjoint->outputs().size() != inputs)
        throw GraphError(fmt::format("Graph::add_function: the adjoint of a body with {} inputs and {} outputs takes "
                                     "{} numbers and returns {}; this one takes {} and returns {}.",
                                     inputs, outputs, inputs + outputs, inputs, function.adjoint->inputs().size(),
                                     function.adjoint->outputs().size()));
}

} // namespace

std::size_t GraphFunction::states() const { return body->outputs().size(); }

std::size_t GraphFunction::elements() const { return body->inputs().size() - states() - shared; }

std::size_t GraphFunction::arguments() const {
    if (kind == Kind::call) return body->inputs().size();
    return states() + shared + elements() * steps + (kind == Kind::repeat_reverse ? states() : 0);
}

std::size_t GraphFunction::results() const {
    return kind == Kind::repeat_reverse ? arguments() - states() : body->outputs().size();
}

bool GraphFunction::guarded() const { return kind == Kind::repeat_reverse ? adjoint->guarded() : body->guarded(); }

std::size_t snapshots(const GraphFunction& function) {
    constexpr std::size_t room = (std::size_t{1} << 20) / sizeof(double);
    const std::size_t fitting = room / std::max<std::size_t>(function.states(), 1);
    // (s + 1)(s + 2) / 2 >= steps: see base/binomial_schedule.hpp
    const auto few = static_cast<std::size_t>(std::ceil(std::sqrt(2.0 * function.steps)));
    return std::max({fitting, few, std::size_t{1}});
}

std::uint32_t Graph::add_function(GraphFunction function) {
    require_body(function);
    require_adjoint(function);
    for (std::size_t i = 0; i < functions_.size(); ++i) {
        const GraphFunction& known = functions_[i];
        const auto equal = [](const std::shared_ptr<const Graph>& a, const std::shared_ptr<const Graph>& b) {
            return a == b || (a != nullptr && b != nullptr && *a == *b);
        };
        if (known.kind == function.kind && known.steps == function.steps && known.shared == function.shared &&
            equal(known.body, function.body) && equal(known.adjoint, function.adjoint))
            return static_cast<std::uint32_t>(i);
    }
    const std::size_t nesting =
        1 + std::max(function.body->nesting(), function.adjoint == nullptr ? 0 : function.adjoint->nesting());
    if (nesting > deepest)
        throw GraphError(
            fmt::format("Graph::add_function: graphs would be nested {} deep, and at most {} are possible; "
                        "flatten some with inline_calls().",
                        nesting, deepest));
    nesting_ = std::max(nesting_, nesting);
    calls_guarded_ = calls_guarded_ || function.guarded();
    functions_.push_back(std::move(function));
    return static_cast<std::uint32_t>(functions_.size() - 1);
}

NodeId Graph::add_call(std::uint32_t function, std::span<const NodeId> arguments) {
    if (function >= functions_.size())
        throw GraphError(fmt::format("Graph::add_call: function {} does not exist; the graph has {}. Enter it with "
                                     "add_function().",
                                     function, functions_.size()));
    if (arguments.size() != functions_[function].arguments())
        throw GraphError(fmt::format("Graph::add_call: function {} takes {} arguments, got {}.", function,
                                     functions_[function].arguments(), arguments.size()));
    for (const NodeId argument : arguments) require_argument(argument, "a call");
    Node node{.code = Node::call_code};
    const auto place = add_list(arguments);
    node.arguments = {place[0], place[1], static_cast<NodeId>(function)};
    return append(node);
}

NodeId Graph::add_result(NodeId call, std::size_t number) {
    if (index(call) >= nodes_.size() || !node(call).is_call())
        throw GraphError(fmt::format("Graph::add_result: node {} is not a call.", index(call)));
    const std::size_t results = function(call).results();
    if (number >= results)
        throw GraphError(
            fmt::format("Graph::add_result: the call has {} results, there is no result {}.", results, number));
    return append({.code = Node::result_code, .arguments = {call, static_cast<NodeId>(number)}});
}

Graph graph_of_call(const GraphFunction& function) {
    Graph graph;
    const std::uint32_t number = graph.add_function(function);
    std::vector<NodeId> inputs;
    for (std::size_t k = 0; k < function.arguments(); ++k) inputs.push_back(graph.add_input());
    const NodeId call = graph.add_call(number, inputs);
    for (std::size_t k = 0; k < function.results(); ++k) graph.add_output(graph.add_result(call, k));
    return graph;
}

} // namespace autodiff
