#include <catch.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/symbol.hpp>
#include <autodiff/passes/differentiate.hpp>

#include <cmath>
#include <limits>
#include <vector>

using autodiff::differentiate_forward;
using autodiff::differentiate_reverse;
using autodiff::Graph;
using autodiff::NodeId;
using autodiff::Outputs;
using autodiff::Symbol;
using Numbers = std::vector<double>;

namespace ops = autodiff::ops;

namespace {

/// y0 = x0 x1 + sin(x1), y1 = exp(x0), y2 = 4, y3 = x1.
Graph several_outputs() {
    Graph graph;
    const Symbol x0(graph, graph.add_input());
    const Symbol x1(graph, graph.add_input());
    const Symbol outputs[] = {x0 * x1 + sin(x1), exp(x0), Symbol(4), x1};
    for (const Symbol& y : outputs) graph.add_output(y.node_in(graph));
    return graph;
}

void check_close(const Numbers& result, const Numbers& expected) {
    REQUIRE(result.size() == expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        CAPTURE(i);
        CHECK(result[i] == Approx(expected[i]).epsilon(1e-15).margin(0));
    }
}

} // namespace

TEST_CASE("Both directions give the Jacobian row by row") {
    const Graph graph = several_outputs();
    const double a = -0.75;
    const double b = 2.5;
    const Numbers jacobian{b, a + std::cos(b), std::exp(a), 0, 0, 0, 0, 1};
    check_close(differentiate_reverse(graph)({a, b}), jacobian);
    check_close(differentiate_forward(graph)({a, b}), jacobian);
    Numbers all{a * b + std::sin(b), std::exp(a), 4, b};
    all.insert(all.end(), jacobian.begin(), jacobian.end());
    check_close(differentiate_reverse(graph, Outputs::values_and_derivatives)({a, b}), all);
    check_close(differentiate_forward(graph, Outputs::values_and_derivatives)({a, b}), all);
}

TEST_CASE("The derivative of a graph can be differentiated again, any number of times") {
    Graph graph;
    const Symbol x(graph, graph.add_input());
    graph.add_output(Symbol(exp(2 * x) * x).node_in(graph));
    for (int order = 1; order <= 5; ++order) {
        graph = order % 2 == 0 ? differentiate_forward(graph) : differentiate_reverse(graph);
        // (x e^2x)^(n) = 2^n e^2x (x + n / 2)
        const double expected = std::ldexp(std::exp(-1.0), order) * (-0.5 + 0.5 * order);
        CAPTURE(order);
        CHECK(graph(-0.5) == Approx(expected).epsilon(1e-12).margin(1e-13));
    }
}

TEST_CASE("A value used many times is differentiated once, and terms add up") {
    Graph graph;
    const Symbol x(graph, graph.add_input());
    Symbol y = x;
    for (int i = 0; i < 30; ++i) y = y * y; // a naive expansion would have 2^30 terms
    graph.add_output(y.node_in(graph));
    const Graph reverse = differentiate_reverse(graph);
    const Graph forward = differentiate_forward(graph);
    CHECK(reverse.size() < 200);
    CHECK(forward.size() < 200);
    const double expected = std::pow(2.0, 30); // at 1
    CHECK(reverse(1.0) == expected);
    CHECK(forward(1.0) == expected);
}

TEST_CASE("Guards stay and are checked in the derivative, too") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId zero = graph.add_constant(0);
    graph.add_guard(graph.add<ops::Less>({x, zero}), false);
    graph.add_output(graph.add<ops::Square>({x}));
    for (const Graph& slope : {differentiate_reverse(graph), differentiate_forward(graph)}) {
        CHECK(slope.guards().size() == 1);
        CHECK(slope(3.0) == 6);
        CHECK_THROWS_AS(slope(-3.0), autodiff::GuardError);
    }
}

TEST_CASE("Constants, unused inputs and empty graphs have derivatives of zero, or none") {
    Graph graph;
    CHECK(differentiate_reverse(graph)(Numbers{}).empty());
    const NodeId x = graph.add_input();
    static_cast<void>(graph.add_input());
    CHECK(differentiate_reverse(graph)({1, 2}).empty());
    graph.add_output(graph.add_constant(3));
    graph.add_output(x);
    CHECK(differentiate_reverse(graph)({1, 2}) == Numbers{0, 0, 1, 0});
    CHECK(differentiate_forward(graph)({1, 2}) == Numbers{0, 0, 1, 0});
}

TEST_CASE("An infinite slope behind a branch that is not taken, or under a zero, does not spoil the rest") {
    Graph graph;
    const Symbol x(graph, graph.add_input());
    const Symbol root = sqrt(x);
    graph.add_output(Symbol(select(x > 0, root, 3 * x)).node_in(graph));
    graph.add_output(Symbol(0 * root + 2 * x).node_in(graph));
    graph.add_output(root.node_in(graph));
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(differentiate_reverse(graph)({0.0}) == Numbers{3, 2, infinity});
    CHECK(differentiate_forward(graph)({0.0}) == Numbers{3, 2, infinity});
}

TEST_CASE("Operations on many arguments are differentiated for each of them") {
    Graph graph;
    std::vector<NodeId> x;
    for (int i = 0; i < 6; ++i) x.push_back(graph.add_input());
    graph.add_output(graph.add(ops::opcode<ops::Dot>, x));
    graph.add_output(graph.add(ops::opcode<ops::Sum>, x));
    const Numbers point{1, 2, 3, 4, 5, 6};
    const Numbers expected{4, 5, 6, 1, 2, 3, 1, 1, 1, 1, 1, 1};
    CHECK(differentiate_reverse(graph)(point) == expected);
    CHECK(differentiate_forward(graph)(point) == expected);
}
