#include "catch.hpp"
#include "graphs.hpp"
#include "parsing.hpp"
#include "seed.hpp"

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace autodiff;
using parsing::same_bits;

namespace {

/// The names that to_text gives the inputs.
ParseOptions names_of_inputs(const Graph& graph) {
    ParseOptions options;
    const std::size_t count = graph.inputs().size();
    for (std::size_t i = 0; i < count; ++i) options.variables.push_back(count == 1 ? "x" : "x" + std::to_string(i));
    return options;
}

/// What is written is read as the same function: the same text when written again, the same bits at `points`.
void check_round_trip(const Graph& graph, const std::vector<std::vector<double>>& points) {
    const std::string text = to_text(graph);
    CAPTURE(text);
    const Formula formula = parse(text, names_of_inputs(graph));
    CHECK(to_text(formula.graph) == text);
    REQUIRE(formula.variables.size() == graph.inputs().size());
    for (const auto& x : points) {
        CAPTURE(x);
        const double expected = graph(x)[0];
        CHECK(same_bits(formula.graph(x)[0], expected));
        CHECK(same_bits(parsing::exact_value(formula, x), expected));
    }
}

double random_constant(std::mt19937_64& random) {
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double special[] = {
        0.0, -0.0, 1, -1, 2, -2, 0.1, 1e22, -1e-300, 5e-324, inf, -inf, std::numeric_limits<double>::quiet_NaN()};
    if (random() % 2 == 0) return special[random() % std::size(special)];
    return std::normal_distribution<double>()(random);
}

/// Any operation of the catalogue on any earlier nodes, the result among them.
Graph random_graph(std::size_t inputs, std::size_t operations, std::mt19937_64& random) {
    Graph graph;
    for (std::size_t i = 0; i < inputs; ++i) graph.add_input();
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < operations; ++i) {
        const auto code = static_cast<ops::Opcode>(random() % ops::Catalogue::size);
        const int fixed = arity(code);
        const std::size_t count = fixed == ops::any_number ? 2 * (random() % 3) : static_cast<std::size_t>(fixed);
        arguments.clear();
        for (std::size_t k = 0; k < count; ++k) {
            const bool constant = random() % 5 == 0;
            // mostly recent nodes, so that expressions become deep
            const std::size_t back =
                random() % 3 == 0 ? random() % graph.size() : random() % std::min<std::size_t>(4, graph.size());
            arguments.push_back(constant ? graph.add_constant(random_constant(random))
                                         : static_cast<NodeId>(graph.size() - 1 - back));
        }
        graph.add(code, arguments);
    }
    graph.add_output(static_cast<NodeId>(graph.size() - 1));
    return graph;
}

std::vector<std::vector<double>> random_points(std::size_t inputs, std::mt19937_64& random) {
    std::vector<std::vector<double>> points(4, std::vector<double>(inputs));
    for (auto& x : points)
        for (double& value : x) value = 2 * std::normal_distribution<double>()(random);
    return points;
}

} // namespace

TEST_CASE("every operation of the catalogue is read as it is written") {
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const Graph graph = graphs::of_operation(static_cast<ops::Opcode>(i));
        std::mt19937_64 random(i);
        check_round_trip(graph, random_points(graph.inputs().size(), random));
    }
}

TEST_CASE("random graphs are read as they are written") {
    CAPTURE(test_seed());
    std::mt19937_64 random(test_seed());
    for (int i = 0; i < 600; ++i) {
        const std::size_t inputs = 1 + random() % 4;
        const Graph graph = random_graph(inputs, 1 + random() % 25, random);
        check_round_trip(graph, random_points(inputs, random));
    }
}

TEST_CASE("derivatives, with their chain products, are read as they are written") {
    for (const char* text : {"sigmoid(x)", "x^3 * exp(-x^2)", "sqrt(|x|) / (1 + log(x))", "gelu(x) - tanh(x)^2"}) {
        const Graph slope = simplify(differentiate_reverse(parse(text).graph));
        check_round_trip(slope, {{0.0}, {0.3}, {-2.0}, {700.0}});
    }
}

TEST_CASE("a text that is written from a text is read as the same again") {
    for (const char* text : {"s = 1 / (1 + e^-x); s * (1 - s)", "a ? b : c", "-x^2 - (-2)^x - -3", "sec(x) + φ(x)"}) {
        const Formula formula = parse(text);
        check_round_trip(formula.graph, {std::vector<double>(formula.variables.size(), 0.7)});
    }
}
