#include <autodiff/notation/source_functions.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/source_plan.hpp>
#include <autodiff/notation/source_rules.hpp>
#include <autodiff/notation/source_series.hpp>
#include <autodiff/notation/text.hpp>

#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace autodiff::writing {

namespace {

[[noreturn]] void refuse(std::string_view operation, std::string_view why) {
    throw GraphError(fmt::format("to_c, to_cpp: {} {}.", operation, why));
}

} // namespace

std::string SourceFunctions::condition(const Graph& graph, NodeId node, const Name& name) {
    if (!is_comparison(graph, node)) return fmt::format("{} != {}", name(node), language_.number(0));
    const auto arguments = graph.arguments(node);
    const std::vector<std::string> operands{name(arguments[0]), name(arguments[1])};
    return language_.elementary(graph.node(node).opcode(), operands);
}

std::string SourceFunctions::value(const Graph& graph, NodeId node, const Name& name) {
    const Node& what = graph.node(node);
    const auto arguments = graph.arguments(node);
    if (is_comparison(graph, node))
        return fmt::format("{} ? {} : {}", condition(graph, node, name), language_.number(1), language_.number(0));
    if (what.is<ops::Select>())
        return fmt::format("{} ? {} : {}", condition(graph, arguments[0], name), name(arguments[1]),
                           name(arguments[2]));
    if (what.is<ops::Polygamma>()) return polygamma(graph, node, name);
    std::vector<std::string> operands;
    for (const NodeId argument : arguments) operands.push_back(name(argument));
    return operation(what.opcode(), operands);
}

std::string SourceFunctions::operation(ops::Opcode code, std::span<const std::string> arguments) {
    if (std::string text = language_.elementary(code, arguments); !text.empty()) return text;
    const std::string_view operation_name = notation(code).name;
    const std::string function = fmt::format("{}_{}", prefix_, operation_name);
    const std::string call = fmt::format("{}({})", function, fmt::join(arguments, ", "));
    if (code == ops::opcode<ops::Digamma>) {
        if (known_.emplace(function, true).second)
            add("digamma by its own series", digamma_source(language_, function));
        return call;
    }
    if (!rules_.contains(code)) rules_.emplace(code, rule_graph(code, language_.single_precision));
    const Graph& rule = rules_.at(code);
    const NodeId result = rule.outputs().front();
    if (rule.node(result).is<ops::Polygamma>() ||
        (rule.node(result).is_operation() && rule.node(result).opcode() == code))
        refuse(operation_name, "has no form in the C library and none in its rule; write the function without it");
    // A rule of one operation, such as x * x, needs no function.
    if (rule.size() == rule.inputs().size() + 1 && rule.node(result).is_operation() && !is_comparison(rule, result))
        return value(rule, result, [&](NodeId input) { return arguments[rule.node(input).input_number()]; });
    if (const auto [place, is_new] = known_.emplace(function, false); is_new) {
        add_rule(rule, function, code);
        place->second = true;
    } else if (!place->second) {
        refuse(operation_name, "has a rule that leads back to itself; write the function without it");
    }
    return call;
}

std::string SourceFunctions::polygamma(const Graph& graph, NodeId node, const Name& name) {
    const auto arguments = graph.arguments(node);
    if (!graph.node(arguments[0]).is_constant())
        refuse("polygamma", "is written for a constant order only, and here the order is computed; fold the graph or "
                            "write the function with a fixed order");
    const double order = graph.node(arguments[0]).constant();
    if (order == 0) return operation(ops::opcode<ops::Digamma>, std::vector{name(arguments[1])});
    if (!(order > 0 && order <= highest_series_order) || order != std::floor(order))
        refuse("polygamma", fmt::format("is written for the orders 0 to {} only, and here the order is {}; evaluate it "
                                        "beforehand, or write the function without it",
                                        highest_series_order, order));
    const std::string function = fmt::format("{}_polygamma_{}", prefix_, order);
    if (known_.emplace(function, true).second)
        add(fmt::format("the derivative of digamma of order {} by its own series", order),
            polygamma_source(language_, function, static_cast<int>(order)));
    return fmt::format("{}({})", function, name(arguments[1]));
}

void SourceFunctions::add_rule(const Graph& rule, std::string_view function, ops::Opcode code) {
    static constexpr std::array<std::string_view, 3> parameters{"x", "y", "z"};
    const SourcePlan plan(rule, false);
    std::vector<std::size_t> numbers(rule.size());
    const auto name = [&](NodeId id) {
        const Node& node = rule.node(id);
        if (node.is_input()) return std::string(parameters[node.input_number()]);
        return node.is_constant() ? language_.number(node.constant()) : fmt::format("t{}", numbers[index(id)]);
    };
    std::string signature;
    for (std::size_t k = 0; k < rule.inputs().size(); ++k)
        signature += fmt::format("{}{} {}", k > 0 ? ", " : "", language_.type(), parameters[k]);
    std::string body = fmt::format("static {} {}({}) {{\n", language_.type(), function, signature);
    std::size_t count = 0;
    const NodeId result = rule.outputs().front();
    for (const SourcePlan::Line& line : plan.lines()) {
        if (line.node == result) break; // the last, since a rule returns what it computes last
        const std::string value_text = value(rule, line.node, name);
        numbers[index(line.node)] = ++count;
        body += fmt::format("    const {} t{} = {};\n", language_.type(), count, value_text);
    }
    body += fmt::format("    return {};\n}}\n",
                        rule.node(result).is_operation() ? value(rule, result, name) : name(result));
    add(fmt::format("{}: {}", notation(code).name, to_text(rule)), body);
}

void SourceFunctions::add(std::string_view comment, std::string_view text) {
    if (comments_) text_ += comment_block(comment);
    text_ += text;
    text_ += '\n';
}

} // namespace autodiff::writing
