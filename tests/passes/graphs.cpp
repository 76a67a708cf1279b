#include "graphs.hpp"

#include <autodiff/graph/evaluate.hpp>

#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace passes_test {

using namespace autodiff;

namespace {

std::string node_text(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    if (node.is_input()) return fmt::format("x{}", node.input_number());
    if (node.is_constant()) return fmt::format("{}", node.constant());
    std::string arguments;
    for (const NodeId argument : graph.arguments(id))
        arguments += (arguments.empty() ? "" : ", ") + node_text(graph, argument);
    return fmt::format("{}({})", notation(node.opcode()).name, arguments);
}

template <class Op>
struct LongValue {
    static constexpr long double (*value)(std::span<const long double>) = autodiff::ops::value_at<Op, long double>;
};

} // namespace

std::vector<double> outputs(const Graph& graph, const std::vector<double>& x) {
    const std::vector<double> values = node_values(graph, x);
    std::vector<double> result;
    for (const NodeId output : graph.outputs()) result.push_back(values[index(output)]);
    return result;
}

std::vector<long double> outputs_in_long_double(const Graph& graph, const std::vector<double>& x) {
    std::vector<long double> values, arguments, result;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        arguments.clear();
        for (const NodeId argument : graph.arguments(id)) arguments.push_back(values[index(argument)]);
        values.push_back(node.is_input()      ? x[node.input_number()]
                         : node.is_constant() ? node.constant()
                                              : ops::catalogue_table<LongValue>[ops::index(node.opcode())](arguments));
    }
    for (const NodeId output : graph.outputs()) result.push_back(values[index(output)]);
    return result;
}

std::string text(const Graph& graph, std::size_t output) { return node_text(graph, graph.outputs()[output]); }

bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same(const Graph& a, const Graph& b) {
    if (a.size() != b.size() || !std::ranges::equal(a.outputs(), b.outputs()) ||
        !std::ranges::equal(a.inputs(), b.inputs()) || !std::ranges::equal(a.guards(), b.guards()))
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node &m = a.node(id), &n = b.node(id);
        if (m.code != n.code || !std::ranges::equal(a.arguments(id), b.arguments(id))) return false;
        if (m.is_constant() && !same_bits(m.constant(), n.constant())) return false;
    }
    return true;
}

double ulps(long double a, long double b) {
    if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::infinity();
    const double rounded = std::max(std::abs(static_cast<double>(b)), std::numeric_limits<double>::min());
    const int exponent = std::ilogb(rounded) - 52;
    return static_cast<double>(std::abs(a - b) / std::ldexp(1.0L, exponent));
}

Graph make(const RandomGraph& shape, std::mt19937_64& random, const std::vector<double>& x) {
    Graph graph;
    for (std::size_t i = 0; i < shape.inputs; ++i) graph.add_input();
    for (const double c : shape.constants) graph.add_constant(c);
    const auto pick = [&random](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    std::vector<NodeId> comparisons;
    for (std::size_t i = 0; i < shape.operations; ++i) {
        const ops::Opcode code = shape.codes[pick(shape.codes.size())];
        const std::size_t arguments = arity(code) == ops::any_number ? pick(5) : static_cast<std::size_t>(arity(code));
        std::vector<NodeId> chosen;
        // Recent nodes are likelier, so that operations nest.
        for (std::size_t k = 0; k < arguments; ++k)
            chosen.push_back(
                static_cast<NodeId>(graph.size() - 1 - pick(std::min<std::size_t>(graph.size(), 3 + pick(12)))));
        const NodeId node = graph.add(code, chosen);
        if (notation(code).symbol == "<" || notation(code).symbol == "==") comparisons.push_back(node);
    }
    for (std::size_t i = 0; i < 3; ++i) graph.add_output(static_cast<NodeId>(graph.size() - 1 - i));
    const std::vector<double> values = node_values(graph, x);
    for (const NodeId comparison : comparisons)
        if (pick(2) == 0) graph.add_guard(comparison, values[index(comparison)] != 0);
    return graph;
}

} // namespace passes_test
