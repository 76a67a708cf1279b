#include <autodiff/validation/derivation.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/share.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/validation/derivation_rules.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace autodiff {

namespace {

using derivation::Shown;

/// Copies what `node` stands for into a graph with the same inputs.
NodeId copy_into(Graph& target, const Graph& source, NodeId node) {
    std::vector<bool> needed(index(node) + 1);
    needed[index(node)] = true;
    for (std::size_t i = needed.size(); i-- > 0;)
        if (needed[i])
            for (const NodeId argument : source.arguments(static_cast<NodeId>(i))) needed[index(argument)] = true;
    std::vector<NodeId> places(needed.size());
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < needed.size(); ++i) {
        if (!needed[i]) continue;
        const auto id = static_cast<NodeId>(i);
        const Node& from = source.node(id);
        arguments.clear();
        for (const NodeId argument : source.arguments(id)) arguments.push_back(places[index(argument)]);
        places[i] = from.is_input()      ? target.inputs()[from.input_number()]
                    : from.is_constant() ? target.add_constant(from.constant())
                                         : target.add(from.opcode(), arguments);
    }
    return places[index(node)];
}

Graph with_inputs(std::size_t count) {
    Graph graph;
    for (std::size_t i = 0; i < count; ++i) graph.add_input();
    return graph;
}

/// What `node` stands for alone: without guards and without the rest.
Graph expression_of(const Graph& graph, NodeId node) {
    Graph result = with_inputs(graph.inputs().size());
    result.add_output(copy_into(result, graph, node));
    return result;
}

Graph constant(std::size_t inputs, double value) {
    Graph result = with_inputs(inputs);
    result.add_output(result.add_constant(value));
    return result;
}

/// As a symbol of `target`; a number stays one, so that factors of 1 are seen.
Shown shown(Graph& target, const Graph& expression) {
    const NodeId output = expression.outputs().front();
    const Node& node = expression.node(output);
    return {node.is_constant() ? Symbol(node.constant()) : Symbol(target, copy_into(target, expression, output))};
}

class Writer {
  public:
    Writer(const Graph& graph, std::size_t input, std::span<const std::string> names)
        : graph_(graph), derivatives_(graph.size()), variable_(graph.inputs()[input]), names_(names) {
        derivatives_[index(variable_)] = constant(graph.inputs().size(), 1);
    }

    [[nodiscard]] bool moves(NodeId node) const { return derivatives_[index(node)].has_value(); }
    [[nodiscard]] std::string text(const Graph& graph) const {
        return expression_text(graph, graph.outputs().front(), 100, names_);
    }
    [[nodiscard]] const Graph& derivative(NodeId node) const { return *derivatives_[index(node)]; }

    DerivationStep step(NodeId node) {
        const auto arguments = graph_.arguments(node);
        const auto moving = std::make_unique<bool[]>(arguments.size());
        for (std::size_t k = 0; k < arguments.size(); ++k) moving[k] = moves(arguments[k]);
        const std::span<const bool> which(moving.get(), arguments.size());
        const bool plain = std::all_of(arguments.begin(), arguments.end(),
                                       [&](NodeId argument) { return !moves(argument) || argument == variable_; });
        DerivationStep step;
        step.how = derivation::rule_of(graph_.node(node).opcode(), which, plain,
                                       expression_text(graph_, variable_, 1, names_));
        step.expression_graph = expression_of(graph_, node);
        step.chain_graph = chain(node, which);
        step.derivative_graph = simplify(step.chain_graph);
        step.expression = text(step.expression_graph);
        step.rule = rule_text(step.how);
        step.chain = text(step.chain_graph);
        step.derivative = text(step.derivative_graph);
        derivatives_[index(node)] = step.derivative_graph;
        return step;
    }

  private:
    /// exp(u)' = exp(u) * u'
    [[nodiscard]] static std::string rule_text(const DerivationRule& rule) {
        const auto side = [&](std::size_t output) {
            return expression_text(rule.formula, rule.formula.outputs()[output], 100, rule.letters);
        };
        const Node& operation = rule.formula.node(rule.formula.outputs()[0]);
        const bool call = operation.is_operation() && notation(operation.opcode()).form == ops::Form::call;
        return fmt::format("{}{}{}' = {}", call ? "" : "(", side(0), call ? "" : ")", side(1));
    }

    [[nodiscard]] Shown slope(Graph& chain, NodeId argument) const {
        return moves(argument) ? shown(chain, derivative(argument)) : Shown{Symbol(0)};
    }

    /// The rule with the arguments and their derivatives put in.
    [[nodiscard]] Graph chain(NodeId node, std::span<const bool> moving) const {
        const auto arguments = graph_.arguments(node);
        Graph chain = with_inputs(graph_.inputs().size());
        Shown result{Symbol(0)};
        if (const auto* rule = derivation::textbook_rule(graph_.node(node).opcode(), moving)) {
            const bool two = arguments.size() > 1;
            const Shown none{Symbol(0)};
            result = rule->derivative({shown(chain, expression_of(graph_, arguments[0])),
                                       two ? shown(chain, expression_of(graph_, arguments[1])) : none,
                                       slope(chain, arguments[0]), two ? slope(chain, arguments[1]) : none});
        } else {
            result = sum_of_partials(chain, node);
        }
        chain.add_output(result.symbol.node_in(chain));
        return prune(share(chain));
    }

    [[nodiscard]] Shown sum_of_partials(Graph& chain, NodeId node) const {
        Graph extended = graph_;
        const std::vector<NodeId> partials = add_partials(extended, node);
        std::optional<Shown> sum;
        for (std::size_t k = 0; k < partials.size(); ++k) {
            const NodeId argument = graph_.arguments(node)[k];
            if (!moves(argument)) continue;
            const Shown partial = shown(chain, simplify(expression_of(extended, partials[k])));
            const Shown term = partial * slope(chain, argument);
            sum = sum ? *sum + term : term;
        }
        return *sum;
    }

    const Graph& graph_;
    std::vector<std::optional<Graph>> derivatives_; // of the nodes that depend on the variable
    NodeId variable_;
    std::span<const std::string> names_;
};

} // namespace

Derivation derive(const Graph& function, std::size_t input, std::span<const std::string> names) {
    require_size(function.outputs().size(), 1, "derive", "outputs of the graph");
    if (input >= function.inputs().size())
        throw GraphError(
            fmt::format("derive: the graph has {} inputs, there is no input {}.", function.inputs().size(), input));
    // What is computed twice is differentiated once, and what is not needed is not.
    const Graph graph = share(expression_of(function, function.outputs().front()));
    const NodeId output = graph.outputs().front();
    Writer writer(graph, input, names);
    Derivation result;
    result.variable = expression_text(graph, graph.inputs()[input], 1, names);
    result.function = expression_text(graph, output, 100, names);
    for (std::size_t i = 0; i <= index(output); ++i) {
        const auto node = static_cast<NodeId>(i);
        const auto arguments = graph.arguments(node);
        if (std::any_of(arguments.begin(), arguments.end(), [&](NodeId argument) { return writer.moves(argument); }))
            result.steps.push_back(writer.step(node));
    }
    result.input = input;
    result.names.assign(names.begin(), names.end());
    result.function_graph = graph;
    result.derivative_graph = writer.moves(output) ? writer.derivative(output) : constant(graph.inputs().size(), 0);
    result.derivative = writer.text(result.derivative_graph);
    return result;
}

} // namespace autodiff
