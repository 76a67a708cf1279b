#include <autodiff/graph/evaluation.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/base/snapshots.hpp>
#include <autodiff/graph/evaluate.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace autodiff {

namespace {

/// The inputs of a loop's body in step i: the state, what is shared, and the elements of the step.
void fill_step(std::vector<double>& inputs, const GraphFunction& loop, std::span<const double> x,
               std::span<const double> state, std::size_t i) {
    inputs.assign(state.begin(), state.end());
    const auto shared = x.subspan(loop.states(), loop.shared);
    inputs.insert(inputs.end(), shared.begin(), shared.end());
    const auto elements = x.subspan(loop.states() + loop.shared + i * loop.elements(), loop.elements());
    inputs.insert(inputs.end(), elements.begin(), elements.end());
}

} // namespace

Evaluation::Evaluation(const Graph& graph, Guards guards)
    : graph_(graph), guards_(guards), parts_(graph.functions().size()) {
    if (graph.functions().empty()) return;
    first_result_.resize(graph.size());
    std::size_t results = 0;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (!graph.node(id).is_call()) continue;
        first_result_[i] = results;
        results += graph.function(id).results();
    }
    results_.resize(results);
}

std::span<const double> Evaluation::run(std::span<const double> x) {
    require_size(x.size(), graph_.inputs().size(), "Graph", "inputs");
    values_.resize(graph_.size());
    for (std::size_t i = 0; i < graph_.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph_.node(id);
        if (node.is_input()) {
            values_[i] = x[node.input_number()];
        } else if (node.is_constant()) {
            values_[i] = node.constant();
        } else if (node.is_result()) {
            values_[i] = results_[first_result_[index(node.arguments[0])] + node.result_number()];
        } else {
            arguments_.clear();
            for (const NodeId argument : graph_.arguments(id)) arguments_.push_back(values_[index(argument)]);
            if (node.is_call())
                run_call(id);
            else
                values_[i] = operation_value(node.opcode(), arguments_);
        }
    }
    if (guards_ == Guards::checked) check_own_guards(values_);
    return values_;
}

void Evaluation::copy_outputs(std::span<double> outputs) const {
    for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i] = values_[index(graph_.outputs()[i])];
}

Evaluation& Evaluation::part(std::unique_ptr<Evaluation>& part, const Graph& graph, NodeId call, Guards guards) const {
    if (part == nullptr) part = std::make_unique<Evaluation>(graph, guards);
    part->caller_ = {this, call};
    return *part;
}

void Evaluation::run_call(NodeId id) {
    const GraphFunction& function = graph_.function(id);
    const auto results = std::span(results_).subspan(first_result_[index(id)], function.results());
    switch (function.kind) {
    case GraphFunction::Kind::call:
        return run_once(function, arguments_, results, id);
    case GraphFunction::Kind::repeat:
        return run_loop(function, arguments_, results, id);
    case GraphFunction::Kind::repeat_reverse:
        return run_loop_reverse(function, arguments_, results, id);
    }
}

void Evaluation::run_once(const GraphFunction& function, std::span<const double> x, std::span<double> results,
                          NodeId id) {
    Evaluation& body = part(parts_[graph_.node(id).function()].body, *function.body, id, guards_);
    body.run(x);
    body.copy_outputs(results);
}

void Evaluation::run_loop(const GraphFunction& function, std::span<const double> x, std::span<double> results,
                          NodeId id) {
    const auto first = x.first(function.states());
    const auto last = advanced(function, x, {first.begin(), first.end()}, 0, function.steps, id);
    std::ranges::copy(last, results.begin());
}

std::vector<double> Evaluation::advanced(const GraphFunction& function, std::span<const double> x,
                                         std::vector<double> state, std::size_t first, std::size_t last, NodeId id) {
    const Guards guards = function.kind == GraphFunction::Kind::repeat ? guards_ : Guards::ignored;
    Evaluation& body = part(parts_[graph_.node(id).function()].body, *function.body, id, guards);
    std::vector<double> inputs;
    for (std::size_t i = first; i < last; ++i) {
        fill_step(inputs, function, x, state, i);
        body.caller_.step = i;
        body.run(inputs);
        body.copy_outputs(state);
    }
    return state;
}

// Sums begin with -0, to which every number adds exactly: the bits are those of the unrolled loop.
void Evaluation::run_loop_reverse(const GraphFunction& function, std::span<const double> x, std::span<double> results,
                                  NodeId id) {
    const std::size_t n = function.states(), shared = function.shared, elements = function.elements();
    Evaluation& step = part(parts_[graph_.node(id).function()].adjoint, *function.adjoint, id, guards_);
    const auto advance = [&](const std::vector<double>& state, std::size_t first, std::size_t last) {
        return advanced(function, x, state, first, last, id);
    };
    Snapshots<std::vector<double>> states(function.steps, snapshots(function),
                                          {x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n)});
    states.begin(advance);
    std::vector<double> adjoint(x.end() - static_cast<std::ptrdiff_t>(n), x.end());
    std::fill_n(results.begin() + static_cast<std::ptrdiff_t>(n), shared, function.steps == 0 ? 0.0 : -0.0);
    std::vector<double> inputs, outputs(n + shared + elements);
    for (std::size_t i = function.steps; i-- > 0;) {
        fill_step(inputs, function, x, states.before(i, advance), i);
        inputs.insert(inputs.end(), adjoint.begin(), adjoint.end());
        step.caller_.step = i;
        step.run(inputs);
        step.copy_outputs(outputs);
        std::copy_n(outputs.begin(), n, adjoint.begin());
        for (std::size_t k = 0; k < shared; ++k) results[n + k] += outputs[n + k];
        std::copy_n(outputs.begin() + static_cast<std::ptrdiff_t>(n + shared), elements,
                    results.begin() + static_cast<std::ptrdiff_t>(n + shared + i * elements));
    }
    std::ranges::copy(adjoint, results.begin());
}

std::string Evaluation::place(NodeId node) const {
    std::string text = fmt::format("node {}", index(node));
    for (const Caller* caller = &caller_; caller->evaluation != nullptr; caller = &caller->evaluation->caller_) {
        text += fmt::format(" of the graph that node {} calls", index(caller->call));
        if (caller->evaluation->graph_.function(caller->call).is_loop())
            text += fmt::format(" in step {}", caller->step);
    }
    return text;
}

void Evaluation::check_own_guards(std::span<const double> values) const {
    for (const Guard& guard : graph_.guards()) {
        const bool outcome = values[index(guard.comparison)] != 0;
        if (outcome == guard.taken) continue;
        const auto arguments = graph_.arguments(guard.comparison);
        throw_guard_error(graph_, guard, values[index(arguments[0])], values[index(arguments[1])],
                          place(guard.comparison));
    }
}

void Evaluation::check_guards(std::span<const double> values) {
    for (std::size_t i = 0; i < graph_.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (!graph_.node(id).is_call() || !graph_.function(id).guarded()) continue;
        arguments_.clear();
        for (const NodeId argument : graph_.arguments(id)) arguments_.push_back(values[index(argument)]);
        run_call(id);
    }
    check_own_guards(values);
}

} // namespace autodiff
