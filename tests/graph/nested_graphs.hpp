// Random graphs that call others, once and in loops.
#pragma once

#include <autodiff/graph/graph.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

namespace nested_graphs {

using autodiff::Graph;
using autodiff::GraphFunction;
using autodiff::NodeId;
namespace ops = autodiff::ops;
using SharedGraph = std::shared_ptr<const Graph>;

class Maker {
  public:
    explicit Maker(std::mt19937_64& random) : random_(random) {}

    Graph make(std::size_t depth, std::size_t inputs, std::size_t outputs) {
        std::vector<SharedGraph> bodies;
        for (std::size_t i = 0; depth > 0 && i < 2; ++i)
            bodies.push_back(std::make_shared<const Graph>(make(depth - 1, 2 + below(3), 1 + below(2))));
        Graph graph;
        std::vector<NodeId> values;
        for (std::size_t i = 0; i < inputs; ++i) values.push_back(graph.add_input());
        values.push_back(graph.add_constant(0.625));
        for (std::size_t i = 0; i < 9; ++i) {
            add_operation(graph, values);
            if (!bodies.empty() && i % 3 == 1) add_call(graph, values, bodies[below(bodies.size())]);
        }
        if (below(2) == 0) {
            const NodeId compared = graph.add<ops::Less>({graph.add<ops::Sin>({pick(values)}), graph.add_constant(2)});
            graph.add_guard(compared, true);
        }
        for (std::size_t k = 0; k < outputs; ++k) graph.add_output(graph.add<ops::Tanh>({pick(values)}));
        return graph;
    }

  private:
    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
    NodeId pick(const std::vector<NodeId>& values) {
        return values[values.size() - 1 - below(std::min<std::size_t>(values.size(), 6))];
    }

    void add_operation(Graph& graph, std::vector<NodeId>& values) {
        const NodeId x = pick(values), y = pick(values), z = pick(values);
        switch (below(9)) {
        case 0:
            return values.push_back(graph.add<ops::Add>({x, y}));
        case 1:
            return values.push_back(graph.add<ops::Multiply>({x, y}));
        case 2:
            return values.push_back(graph.add<ops::Sin>({x}));
        case 3:
            return values.push_back(graph.add<ops::Tanh>({x}));
        case 4:
            return values.push_back(graph.add<ops::Max>({x, y}));
        case 5:
            return values.push_back(graph.add<ops::Hypot>({graph.add_constant(1.5), x}));
        case 6:
            return values.push_back(graph.add(ops::opcode<ops::Dot>, {x, y, y, z}));
        case 7:
            return values.push_back(graph.add<ops::Negate>({x}));
        default:
            values.push_back(graph.add<ops::Exp>({graph.add<ops::Cos>({x})}));
            return;
        }
    }

    void add_call(Graph& graph, std::vector<NodeId>& values, const SharedGraph& body) {
        GraphFunction function{body};
        if (const std::size_t states = body->outputs().size(); states <= body->inputs().size() && below(2) == 0) {
            function.kind = GraphFunction::Kind::repeat;
            function.shared = static_cast<std::uint32_t>(below(body->inputs().size() - states + 1));
            function.steps = std::array{0U, 1U, 2U, 5U}[below(4)];
        }
        std::vector<NodeId> arguments;
        for (std::size_t k = 0; k < function.arguments(); ++k) arguments.push_back(pick(values));
        const NodeId call = graph.add_call(graph.add_function(function), arguments);
        for (std::size_t k = 0; k < function.results(); ++k)
            if (below(3) > 0) values.push_back(graph.add_result(call, k));
    }

    std::mt19937_64& random_;
};

/// A graph with calls nested `depth` deep: of one output or several, smooth but for a maximum, with guards that always
/// hold, and values of moderate size where the inputs are. Bodies are called several times, loops run 0 to 5 steps.
inline Graph random_nested(std::size_t depth, std::size_t inputs, std::size_t outputs, std::mt19937_64& random) {
    return Maker(random).make(depth, inputs, outputs);
}

/// The random body of a loop: `states` outputs, and states + shared + elements inputs.
inline SharedGraph random_body(std::size_t states, std::size_t others, std::mt19937_64& random) {
    return std::make_shared<const Graph>(random_nested(0, states + others, states, random));
}

/// A graph whose inputs are the arguments of one call of the function, and whose outputs are its results.
inline Graph calling(const GraphFunction& function) {
    Graph graph;
    std::vector<NodeId> inputs;
    for (std::size_t k = 0; k < function.arguments(); ++k) inputs.push_back(graph.add_input());
    const NodeId call = graph.add_call(graph.add_function(function), inputs);
    for (std::size_t k = 0; k < function.results(); ++k) graph.add_output(graph.add_result(call, k));
    return graph;
}

inline std::vector<double> random_point(std::size_t n, std::mt19937_64& random) {
    std::vector<double> x(n);
    for (double& element : x) element = std::uniform_real_distribution<double>(-1.5, 1.5)(random);
    return x;
}

/// The largest difference of two vectors, divided by the largest number in them (1 at least).
inline double distance(const std::vector<double>& a, const std::vector<double>& b) {
    double largest = 1, difference = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        largest = std::max({largest, std::abs(a[i]), std::abs(b[i])});
        if (const double d = std::abs(a[i] - b[i]); !(d <= difference)) difference = d; // NaN stays
    }
    return difference / largest;
}

} // namespace nested_graphs
