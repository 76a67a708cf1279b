#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/share.hpp>

#include <limits>

using namespace autodiff;
using namespace passes_test;

TEST_CASE("equal operations on equal arguments become one node, through any depth") {
    const Graph graph = graph_of(2, [](const auto& x) {
        return std::vector<Symbol>{exp(sin(x[0]) / x[1]), exp(sin(x[0]) / x[1]), exp(sin(x[0]) / x[0])};
    });
    const Graph shared = share(graph);
    CHECK(shared.outputs()[0] == shared.outputs()[1]);
    CHECK(shared.outputs()[0] != shared.outputs()[2]);
    CHECK(count<ops::Sin>(shared) == 1);
    CHECK(shared.size() == 2 + 5);
    CHECK(same(share(shared), shared));
}

TEST_CASE("the order of arguments does not matter to operations that commute, and matters to the others") {
    const Graph graph = graph_of(2, [](const auto& x) {
        return std::vector<Symbol>{x[0] + x[1],           x[1] + x[0],          x[0] * x[1],     x[1] * x[0],
                                   x[0] - x[1],           x[1] - x[0],          x[0] / x[1],     x[1] / x[0],
                                   hypot(x[0], x[1]),     hypot(x[1], x[0]),    pow(x[0], x[1]), pow(x[1], x[0]),
                                   logaddexp(x[0], x[1]), logaddexp(x[1], x[0])};
    });
    const Graph shared = share(graph);
    const auto out = shared.outputs();
    for (const std::size_t i : std::vector<std::size_t>{0U, 2U, 8U, 12U}) CHECK(out[i] == out[i + 1]);
    for (const std::size_t i : std::vector<std::size_t>{4U, 6U, 10U}) CHECK(out[i] != out[i + 1]);
    CHECK(text(shared, 1) == "add(x0, x1)"); // as it stood first
    CHECK(shared.size() == 2 + 10);
}

TEST_CASE("constants are one node when their bits are the same") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Graph graph = graph_of(1, [&](const auto& x) {
        return std::vector<Symbol>{x[0] / 0.0,      x[0] / -0.0, x[0] / 0.0, x[0] * 0.1,
                                   sin(x[0] * 0.1), x[0] * nan,  x[0] * nan};
    });
    const Graph shared = share(graph);
    CHECK(shared.outputs()[0] == shared.outputs()[2]);
    CHECK(shared.outputs()[0] != shared.outputs()[1]);
    CHECK(shared.outputs()[5] == shared.outputs()[6]);
    std::size_t constants = 0;
    for (const Node& node : shared.nodes()) constants += node.is_constant() ? 1 : 0;
    CHECK(constants == 4);
    CHECK(shared({1.0})[1] == -std::numeric_limits<double>::infinity());
}

TEST_CASE("n-ary operations are one node when all their arguments agree in order and number") {
    Graph graph;
    const NodeId a = graph.add_input(), b = graph.add_input();
    const auto sum = ops::opcode<ops::Sum>;
    for (const auto& arguments : std::vector<std::vector<NodeId>>{{a, b}, {b, a}, {a, b}, {a, b, b}, {a}, {}, {}})
        graph.add_output(graph.add(sum, arguments));
    const Graph shared = share(graph);
    const auto out = shared.outputs();
    CHECK(out[0] == out[2]);
    CHECK(out[0] != out[1]); // the order of additions is a matter of rounding
    CHECK(out[5] == out[6]);
    CHECK(shared.size() == 2 + 5);
}

TEST_CASE("guards on comparisons that become one node become one guard") {
    Graph graph;
    const NodeId x = graph.add_input();
    for (int i = 0; i < 3; ++i) {
        const NodeId zero = graph.add_constant(0);
        graph.add_guard(graph.add<ops::Less>({x, zero}), false);
    }
    graph.add_output(x);
    const Graph shared = share(graph);
    CHECK(shared.guards().size() == 1);
    CHECK(shared({1.0}) == std::vector{1.0});
    CHECK_THROWS(shared({-1.0}));
}

TEST_CASE("sharing keeps every bit of every output of random graphs") {
    RandomGraph shape{.codes = {}, .constants = {0.0, -0.0, 1.0, -2.5}};
    for_each_operation_code([&](ops::Opcode code) { shape.codes.push_back(code); });
    const std::uint64_t seed = 20240607;
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(-3, 3);
    for (int i = 0; i < 300; ++i) {
        const std::vector<double> x{uniform(random), uniform(random), uniform(random)};
        const Graph graph = make(shape, random, x);
        const Graph shared = share(graph);
        REQUIRE(shared.size() <= graph.size());
        const auto before = graph(x), after = shared(x);
        for (std::size_t k = 0; k < before.size(); ++k) REQUIRE(same_bits(before[k], after[k]));
    }
}
