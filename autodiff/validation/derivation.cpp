#include <autodiff/validation/derivation.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace autodiff {

namespace {

Graph with_output(Graph graph, NodeId output) {
    graph.clear_outputs();
    graph.add_output(output);
    return graph;
}

std::string output_text(const Graph& graph, std::size_t output = 0) {
    return expression_text(graph, graph.outputs()[output]);
}

/// The operation on plain inputs, and its partials there: "exp(x)' = exp(x)".
std::string rule_text(const Graph& graph, NodeId node) {
    Graph rule;
    std::vector<NodeId> inputs;
    for (std::size_t k = 0; k < graph.arguments(node).size(); ++k) inputs.push_back(rule.add_input());
    rule.add_output(rule.add(graph.node(node).opcode(), inputs));
    const std::string operation = output_text(rule);
    const Graph partials = simplify(differentiate_reverse(rule));
    if (inputs.size() == 1) return fmt::format("({})' = {}", operation, output_text(partials));
    std::string text = fmt::format("d({}) =", operation);
    for (std::size_t k = 0; k < inputs.size(); ++k)
        text += fmt::format("{} ({}) dx{}", k == 0 ? "" : " +", output_text(partials, k), k);
    return text;
}

/// Derivatives of the nodes that depend on the chosen input, simplified, as text.
class Writer {
  public:
    Writer(const Graph& graph, std::size_t input) : graph_(graph), derivatives_(graph.size()), input_(input) {
        derivatives_[index(graph.inputs()[input])] = number_text(1);
    }

    [[nodiscard]] bool moves(NodeId node) const { return !derivatives_[index(node)].empty(); }

    DerivationStep step(NodeId node) {
        Graph prefix = with_output(graph_, node);
        const std::string expression = output_text(prefix);
        const Graph slope = simplify(differentiate_reverse(prefix));
        std::string derivative = output_text(slope, input_);
        DerivationStep step{expression, rule_text(graph_, node), chain(node), derivative};
        derivatives_[index(node)] = std::move(derivative);
        return step;
    }

  private:
    /// partial * derivative + ... over the arguments that move.
    [[nodiscard]] std::string chain(NodeId node) const {
        Graph extended = graph_;
        const std::vector<NodeId> partials = add_partials(extended, node);
        std::string text;
        for (std::size_t k = 0; k < partials.size(); ++k) {
            const NodeId argument = graph_.arguments(node)[k];
            if (!moves(argument)) continue;
            const Graph partial = simplify(with_output(extended, partials[k]));
            text += fmt::format("{}({}) * ({})", text.empty() ? "" : " + ", output_text(partial),
                                derivatives_[index(argument)]);
        }
        return text;
    }

    const Graph& graph_;
    std::vector<std::string> derivatives_;
    std::size_t input_;
};

} // namespace

Derivation derive(const Graph& graph, std::size_t input) {
    if (!graph.functions().empty()) return derive(inline_calls(graph), input);
    require_size(graph.outputs().size(), 1, "derive", "outputs of the graph");
    if (input >= graph.inputs().size())
        throw GraphError(
            fmt::format("derive: the graph has {} inputs, there is no input {}.", graph.inputs().size(), input));
    const NodeId output = graph.outputs().front();
    Derivation derivation{expression_text(graph, graph.inputs()[input]), output_text(graph), {}, {}};
    Writer writer(graph, input);
    for (std::size_t i = 0; i <= index(output); ++i) {
        const auto node = static_cast<NodeId>(i);
        const auto arguments = graph.arguments(node);
        if (std::none_of(arguments.begin(), arguments.end(), [&](NodeId argument) { return writer.moves(argument); }))
            continue;
        derivation.steps.push_back(writer.step(node));
    }
    derivation.derivative =
        derivation.steps.empty() ? number_text(writer.moves(output) ? 1 : 0) : derivation.steps.back().derivative;
    return derivation;
}

std::string to_text(const Derivation& derivation) {
    std::string text = fmt::format("d/d{} {}\n", derivation.variable, derivation.function);
    for (std::size_t k = 0; k < derivation.steps.size(); ++k) {
        const DerivationStep& step = derivation.steps[k];
        text += fmt::format("\n({}) d/d{} {}\n", k + 1, derivation.variable, step.expression);
        text += fmt::format("    rule   {}\n", step.rule);
        text += fmt::format("    chain  {}\n", step.chain);
        text += fmt::format("         = {}\n", step.derivative);
    }
    return text + fmt::format("\nresult: {}", derivation.derivative);
}

} // namespace autodiff
