#include <autodiff/validation/measurement.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/graph/rules_at_nodes.hpp>

#include <utility>

namespace autodiff::validation {

namespace {

/// Enough to judge a result in units of its last place, and no more time for a point than that is worth.
EncloseOptions truth_options(std::function<void()> pause) { return {.last_bits = 8192, .pause = std::move(pause)}; }

} // namespace

FloatingEvaluation::FloatingEvaluation(const Graph& graph, Precision precision)
    : graph_(inline_calls(graph)), precision_(precision), doubles_(graph_.size()), floats_(graph_.size()) {
    require_size(graph.outputs().size(), 1, "accuracy", "outputs of the formula");
}

std::optional<double> FloatingEvaluation::operator()(std::span<const double> x) {
    return precision_ == Precision::double_ ? evaluate(doubles_, x) : evaluate(floats_, x);
}

template <class T>
std::optional<double> FloatingEvaluation::evaluate(std::vector<T>& values, std::span<const double> x) {
    for (std::size_t i = 0; i < graph_.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph_.node(id);
        if (node.is_input())
            values[i] = static_cast<T>(x[node.input_number()]);
        else if (node.is_constant())
            values[i] = static_cast<T>(node.constant());
        else
            values[i] = RulesAtNodes<T>::value(node.opcode(), values, graph_.arguments(id));
    }
    for (const Guard& guard : graph_.guards())
        if ((values[index(guard.comparison)] != 0) != guard.taken) return {};
    return static_cast<double>(values[index(graph_.outputs().front())]);
}

Measurement::Measurement(const Graph& formula, const Graph& reference, std::span<const ExactReal> numbers,
                         Precision precision, std::function<void()> pause)
    : computed_(formula, precision), truth_(reference, numbers, truth_options(std::move(pause))),
      precision_(precision) {
    require_size(reference.outputs().size(), 1, "accuracy", "outputs of the reference");
    require_size(reference.inputs().size(), formula.inputs().size() + numbers.size(), "accuracy",
                 "inputs of the reference");
}

std::optional<AccuracySample> Measurement::operator()(std::span<const double> x) {
    const std::optional<double> computed = computed_(x);
    if (!computed) return {};
    const Enclosure truth = truth_(x).front();
    if (!truth.finite()) return {};
    const bool single = precision_ == Precision::float_;
    return AccuracySample{std::vector<double>(x.begin(), x.end()), *computed,
                          single ? static_cast<double>(truth.nearest_float()) : truth.nearest(),
                          single ? truth.ulp_error(static_cast<float>(*computed)) : truth.ulp_error(*computed)};
}

std::string Measurement::truth_text(std::span<const double> x, int digits) {
    return truth_(x).front().to_string(digits);
}

} // namespace autodiff::validation
