#include <autodiff/graph/evaluation.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/run_loop.hpp>

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
    case GraphFunction::Kind::repeat_reverse:
        return run_loop(function, arguments_, results, id);
    }
}

void Evaluation::run_once(const GraphFunction& function, std::span<const double> x, std::span<double> results,
                          NodeId id) {
    Evaluation& body = part(parts_[graph_.node(id).function()].body, *function.body, id, guards_);
    body.run(x);
    body.copy_outputs(results);
}

/// The steps of a loop, run by evaluations of its body and of its adjoint body (see run_loop.hpp).
class Evaluation::Steps {
  public:
    using State = std::vector<double>;

    Steps(const GraphFunction& function, std::span<const double> x, std::span<double> results, Evaluation& body,
          Evaluation* adjoint)
        : function_(function), x_(x), results_(results), body_(body), adjoint_body_(adjoint) {}

    [[nodiscard]] State first_state() const {
        const auto first = x_.first(function_.states());
        return {first.begin(), first.end()};
    }
    [[nodiscard]] State room_for_state() const { return State(function_.states()); }

    void forward(const State& from, std::size_t i, State& to) {
        fill_step(inputs_, function_, x_, from, i);
        body_.caller_.step = i;
        body_.run(inputs_);
        body_.copy_outputs(to);
    }

    // Sums begin with -0, to which every number adds exactly: the bits are those of the unrolled loop.
    void begin_backward() {
        const auto n = function_.states();
        adjoint_.assign(x_.end() - static_cast<std::ptrdiff_t>(n), x_.end());
        std::ranges::fill(results_.subspan(n, function_.shared), function_.steps == 0 ? 0.0 : -0.0);
        outputs_.resize(function_.body->inputs().size());
    }
    void backward(const State& before, std::size_t i) {
        const std::size_t n = function_.states(), shared = function_.shared, elements = function_.elements();
        fill_step(inputs_, function_, x_, before, i);
        inputs_.insert(inputs_.end(), adjoint_.begin(), adjoint_.end());
        adjoint_body_->caller_.step = i;
        adjoint_body_->run(inputs_);
        adjoint_body_->copy_outputs(outputs_);
        std::copy_n(outputs_.begin(), n, adjoint_.begin());
        for (std::size_t k = 0; k < shared; ++k) results_[n + k] += outputs_[n + k];
        std::copy_n(outputs_.begin() + static_cast<std::ptrdiff_t>(n + shared), elements,
                    results_.begin() + static_cast<std::ptrdiff_t>(n + shared + i * elements));
    }
    void end_backward() { std::ranges::copy(adjoint_, results_.begin()); }

  private:
    const GraphFunction& function_;
    std::span<const double> x_;
    std::span<double> results_;
    Evaluation& body_;
    Evaluation* adjoint_body_;
    std::vector<double> inputs_, adjoint_, outputs_;
};

void Evaluation::run_loop(const GraphFunction& function, std::span<const double> x, std::span<double> results,
                          NodeId id) {
    Parts& parts = parts_[graph_.node(id).function()];
    if (function.kind == GraphFunction::Kind::repeat) {
        Steps steps(function, x, results, part(parts.body, *function.body, id, guards_), nullptr);
        std::ranges::copy(autodiff::run_loop(function, steps), results.begin());
        return;
    }
    Steps steps(function, x, results, part(parts.body, *function.body, id, Guards::ignored),
                &part(parts.adjoint, *function.adjoint, id, guards_));
    steps.begin_backward();
    run_loop_reverse(function, steps);
    steps.end_backward();
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
