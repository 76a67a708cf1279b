#include <catch.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/graph/symbol.hpp>

#include <cmath>
#include <limits>
#include <vector>

using autodiff::Graph;
using autodiff::GraphError;
using autodiff::NodeId;
using autodiff::ShapeError;
using autodiff::Symbol;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace ops = autodiff::ops;

TEST_CASE("A graph can be built by hand and evaluated") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    const NodeId product = graph.add<ops::Multiply>({x, y});
    const NodeId c = graph.add_constant(0.1);
    const NodeId total = graph.add(ops::opcode<ops::Sum>, {x, y, product, c});
    graph.add_output(total);
    graph.add_output(x);
    graph.add_output(total);
    CHECK(graph.size() == 5);
    CHECK(graph.arguments(total).size() == 4);
    CHECK(graph.arguments(c).empty());
    CHECK(graph.node(c).constant() == 0.1);
    CHECK(graph.node(y).input_number() == 1);
    CHECK(graph({2, 3})[1] == 2);
    CHECK(graph({2, 3})[0] == graph({2, 3})[2]);
    CHECK(graph({2, 3})[0] == Approx(11.1).epsilon(1e-15));
    graph.clear_outputs();
    CHECK(graph({2, 3}).empty());
}

TEST_CASE("Constants keep their bits: signed zeros, infinities, NaN") {
    Graph graph;
    for (const double value : {-0.0, 1e-320, std::numeric_limits<double>::infinity(), std::nan("7")}) {
        const double kept = graph.node(graph.add_constant(value)).constant();
        CHECK(std::bit_cast<std::uint64_t>(kept) == std::bit_cast<std::uint64_t>(value));
    }
}

TEST_CASE("A graph refuses operations that do not fit, and says why") {
    Graph graph;
    const NodeId x = graph.add_input();
    CHECK_THROWS_WITH(graph.add<ops::Multiply>({x}), ContainsSubstring("mul takes 2 arguments, got 1"));
    CHECK_THROWS_WITH(graph.add<ops::Exp>({static_cast<NodeId>(1)}), ContainsSubstring("does not exist"));
    CHECK_THROWS_AS(graph.add_output(static_cast<NodeId>(7)), GraphError);
    CHECK_THROWS_WITH(graph.add_guard(x, true), ContainsSubstring("not a comparison"));
    CHECK_THROWS_AS(graph.add_guard(static_cast<NodeId>(7), true), GraphError);
    CHECK(graph.size() == 1);
    graph.add_guard(graph.add<ops::Less>({x, x}), false);
    CHECK(graph.guards().size() == 1);
}

TEST_CASE("Evaluation wants as many numbers as there are inputs, and as many places as outputs") {
    Graph graph;
    const NodeId x = graph.add_input();
    graph.add_output(graph.add<ops::Exp>({x}));
    CHECK_THROWS_WITH(graph({1, 2}), ContainsSubstring("expected 1 inputs, got 2"));
    CHECK_THROWS_AS(graph(Numbers{}), ShapeError);
    Numbers room(2);
    CHECK_THROWS_AS(evaluate_into(room, graph, Numbers{1}), ShapeError);
    room.resize(1);
    evaluate_into(room, graph, Numbers{1});
    CHECK(room[0] == std::exp(1.0));
    graph.add_output(x);
    CHECK_THROWS_AS(graph(1.0), ShapeError);
}

TEST_CASE("The first partial that is not finite is found with its node and argument") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    const NodeId zero = graph.add_constant(0);
    const NodeId harmless = graph.add<ops::Sqrt>({zero}); // depends on no input
    const NodeId square = graph.add<ops::Multiply>({y, y});
    const NodeId quotient = graph.add<ops::Divide>({square, x});
    graph.add_output(graph.add<ops::Add>({quotient, harmless}));
    CHECK_FALSE(first_non_finite_partial(graph, Numbers{2, 3}));
    const auto found = first_non_finite_partial(graph, Numbers{0, 3});
    REQUIRE(found);
    CHECK(found->node == quotient);
    CHECK(found->argument == 0);
    CHECK(std::isinf(found->partial));
}

TEST_CASE("Symbols build graphs; constants are computed until they meet one") {
    Graph graph;
    const Symbol x(graph, graph.add_input());
    const std::size_t before = graph.size();
    const Symbol c = exp(Symbol(1)) * 2 - 1;
    CHECK(graph.size() == before);
    CHECK(c.is_constant());
    CHECK(c.constant() == std::exp(1.0) * 2 - 1);
    Symbol y = sin(x) * c;
    y += 1;
    y -= x;
    y *= 2;
    y /= x;
    graph.add_output(y.node_in(graph));
    CHECK(graph(0.5) == ((std::sin(0.5) * c.constant() + 1 - 0.5) * 2) / 0.5);
    Graph other;
    CHECK_THROWS_AS(x.node_in(other), GraphError);
    const Symbol foreign(other, other.add_input());
    CHECK_THROWS_AS(Symbol(x + foreign), GraphError);
}
