#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/prune.hpp>

#include <autodiff/base/error.hpp>

using namespace autodiff;
using namespace passes_test;

TEST_CASE("pruning drops what no output needs and keeps every input") {
    Graph graph = graph_of(3, [](const auto& x) {
        const Symbol unused = sin(x[0]) * 7.0;
        static_cast<void>(unused);
        return exp(x[2]) + 2.0;
    });
    const Graph pruned = prune(graph);
    CHECK(pruned.inputs().size() == 3);
    CHECK(pruned.size() == 3 + 3); // exp, 2, +
    CHECK(text(pruned) == "add(exp(x2), 2)");
    CHECK(pruned({0.5, 0.25, 0.0}) == std::vector{3.0});
    CHECK(same(prune(pruned), pruned));
}

TEST_CASE("pruning keeps the guards, their outcomes and what they compare") {
    Graph graph;
    const NodeId x = graph.add_input(), y = graph.add_input();
    const NodeId two = graph.add_constant(2);
    const NodeId unused = graph.add<ops::Sin>({y});
    const NodeId compared = graph.add<ops::Multiply>({x, two});
    const NodeId below = graph.add<ops::Less>({compared, y});
    const NodeId above = graph.add<ops::Greater>({compared, unused});
    graph.add_guard(below, true);
    graph.add_output(y);
    static_cast<void>(above);
    const Graph pruned = prune(graph);
    REQUIRE(pruned.guards().size() == 1);
    CHECK(pruned.guards()[0].taken);
    CHECK(count<ops::Sin>(pruned) == 0);
    CHECK(count<ops::Greater>(pruned) == 0);
    CHECK(pruned({1.0, 3.0}) == std::vector{3.0});
    CHECK_THROWS_AS(pruned({2.0, 3.0}), GuardError);
}

TEST_CASE("a guard that stands in a graph twice is kept once, and the opposite outcome is another guard") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId positive = graph.add<ops::Greater>({x, graph.add_constant(0)});
    for (const bool taken : {true, true, false, true}) graph.add_guard(positive, taken);
    graph.add_output(x);
    const Graph pruned = prune(graph);
    REQUIRE(pruned.guards().size() == 2);
    CHECK(pruned.guards()[0].taken);
    CHECK_FALSE(pruned.guards()[1].taken);
}

TEST_CASE("pruning copies outputs in their order, repeated ones, inputs and constants among them") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId dead = graph.add<ops::Exp>({x});
    const NodeId c = graph.add_constant(-0.0);
    const NodeId y = graph.add_input(); // inputs may come late
    const NodeId list = graph.add(ops::opcode<ops::Sum>, {y, x, y, c});
    static_cast<void>(dead);
    for (const NodeId output : {list, c, x, list, y}) graph.add_output(output);
    const Graph pruned = prune(graph);
    CHECK(pruned.size() == 4);
    const auto values = pruned({3.0, 5.0});
    REQUIRE(values.size() == 5);
    CHECK(values[0] == 13);
    CHECK(same_bits(values[1], -0.0));
    CHECK(values[2] == 3);
    CHECK(values[3] == 13);
    CHECK(values[4] == 5);
}
