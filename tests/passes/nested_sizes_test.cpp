#include "catch.hpp"
#include "graph/nested_graphs.hpp"
#include "graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/share.hpp>
#include <autodiff/passes/simplify.hpp>

#include <cmath>

using namespace autodiff;
using namespace nested_graphs;
using namespace passes_test;
using Kind = GraphFunction::Kind;

namespace {

template <class F>
SharedGraph body_of(std::size_t inputs, F&& f) {
    return std::make_shared<const Graph>(graph_of(inputs, f));
}

/// All nodes: of the graph and of every function, counted once a body.
std::size_t total_size(const Graph& graph) {
    std::size_t size = graph.size();
    for (const GraphFunction& function : graph.functions())
        size += total_size(*function.body) + (function.adjoint == nullptr ? 0 : total_size(*function.adjoint));
    return size;
}

/// A pendulum's step of length h: angle and velocity, h and damping shared.
SharedGraph pendulum() {
    return body_of(4, [](const auto& x) {
        const Symbol velocity = x[1] - x[2] * (sin(x[0]) + x[3] * x[1]);
        return std::vector<Symbol>{x[0] + x[2] * velocity, velocity};
    });
}

Graph one_output(const Graph& graph) {
    Graph result = graph;
    result.clear_outputs();
    result.add_output(graph.outputs()[0]);
    return result;
}

Graph swing(std::uint32_t steps) { return one_output(calling({pendulum(), Kind::repeat, steps, 2})); }

/// The number of calls of a kind.
std::size_t count_calls(const Graph& graph, Kind kind) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        n += graph.node(id).is_call() && graph.function(id).kind == kind ? 1 : 0;
    }
    return n;
}

} // namespace

TEST_CASE("the derivatives of a loop are as small for many steps as for a few") {
    Graph few = swing(3), many = swing(100'000);
    for (int order = 1; order <= 3; ++order) {
        few = simplify(differentiate_reverse(few));
        many = simplify(differentiate_reverse(many));
        CAPTURE(order);
        CHECK(total_size(few) == total_size(many));
        CHECK(fuse(many).size() == fuse(few).size());
    }
    CHECK(total_size(simplify(differentiate_forward(swing(3)))) ==
          total_size(simplify(differentiate_forward(swing(70'000)))));
}

TEST_CASE("a loop of 10^5 steps and its gradient evaluate where its unrolled form would not fit") {
    const std::vector<double> x{0.5, -0.25, 1e-4, 0.125};
    const Graph graph = swing(100'000);
    double angle = x[0], velocity = x[1];
    for (int i = 0; i < 100'000; ++i) {
        velocity = velocity - x[2] * (std::sin(angle) + x[3] * velocity);
        angle = angle + x[2] * velocity;
    }
    CHECK(graph(x) == std::vector{angle});
    const Graph slope = simplify(differentiate_reverse(graph));
    REQUIRE(slope.functions().size() == 1);
    // All 10^5 states would be 1.6 MB; those that are kept are a mebibyte.
    CHECK(snapshots(slope.functions()[0]) == 65536);
    const std::vector<double> reverse = slope(x), forward = differentiate_forward(graph)(x);
    CHECK(distance(reverse, forward) < 1e-12);
}

TEST_CASE("the reverse of a loop that keeps a few states has the bits of one that keeps all") {
    // 300 states, 500 steps: 436 states fit into a mebibyte
    const std::size_t states = 300;
    const SharedGraph body = body_of(states + 1, [&](const auto& x) {
        std::vector<Symbol> next;
        for (std::size_t k = 0; k < states; ++k) next.push_back(sin(x[k] + x[states] * x[(k + 1) % states]));
        return next;
    });
    const Graph slope = simplify(differentiate_reverse(one_output(calling({body, Kind::repeat, 500, 1}))));
    REQUIRE(snapshots(slope.functions()[0]) == 436);
    std::vector<double> x(states + 1, 0.25);
    for (std::size_t k = 0; k < states; ++k) x[k] = 0.01 * static_cast<double>(k % 7);
    CHECK(slope(x) == inline_calls(slope)(x));
}

TEST_CASE("25 calls of one graph have one derivative") {
    const SharedGraph body = body_of(3, [](const auto& x) { return exp(x[0] * x[1]) * sin(x[2]); });
    Graph graph;
    std::vector<NodeId> x, terms;
    for (int k = 0; k < 27; ++k) x.push_back(graph.add_input());
    for (std::size_t k = 0; k < 25; ++k) {
        const std::array arguments{x[k], x[k + 1], x[k + 2]};
        terms.push_back(graph.add_result(graph.add_call(graph.add_function({body}), arguments), 0));
    }
    graph.add_output(graph.add(ops::opcode<ops::LogSumExp>, terms));
    CHECK(graph.functions().size() == 1);
    const Graph slope = simplify(differentiate_reverse(graph));
    CHECK(slope.functions().size() == 2);
    CHECK(count_calls(slope, Kind::call) == 50);
    std::vector<double> point(27);
    for (std::size_t k = 0; k < 27; ++k) point[k] = 0.1 * static_cast<double>(k) - 1;
    CHECK(distance(slope(point), differentiate_reverse(inline_calls(graph))(point)) < 1e-14);
}

TEST_CASE("a call of the same with the same is one, and unused calls go unless they check guards") {
    const SharedGraph body = body_of(2, [](const auto& x) { return std::vector<Symbol>{x[0] * x[1], exp(x[0])}; });
    Graph guarded_body = *body;
    guarded_body.add_guard(guarded_body.add<ops::Less>({guarded_body.inputs()[0], guarded_body.inputs()[1]}), true);
    Graph graph;
    const NodeId x = graph.add_input(), y = graph.add_input();
    const std::uint32_t plain = graph.add_function({body});
    const std::uint32_t guarded = graph.add_function({std::make_shared<const Graph>(guarded_body)});
    const NodeId first = graph.add_result(graph.add_call(plain, std::array{x, y}), 0);
    const NodeId second = graph.add_result(graph.add_call(plain, std::array{x, y}), 0);
    graph.add_output(graph.add<ops::Subtract>({first, second}));
    graph.add_call(plain, std::array{y, x});
    graph.add_call(guarded, std::array{x, y});
    CHECK(count_calls(prune(graph), Kind::call) == 3);
    const Graph simple = simplify(graph);
    CHECK(count_calls(simple, Kind::call) == 2);
    CHECK_THROWS_AS(simple({2, 1}), GuardError);
    CHECK_THROWS_AS(simplify(differentiate_reverse(graph))({2, 1}), GuardError);
    CHECK(simplify(differentiate_reverse(graph))({1, 2}) == std::vector{0.0, 0.0});
}

TEST_CASE("folding sees through results that a call hands on, and fusing reaches into bodies") {
    const SharedGraph body = body_of(2, [](const auto& x) {
        return std::vector<Symbol>{x[1] * 1.0, Symbol(2) * 3.0, 1.0 / (1.0 + exp(-x[0]))};
    });
    const Graph fused = fuse(calling({body}));
    CHECK(fused.outputs()[0] == fused.inputs()[1]);
    CHECK(fused.node(fused.outputs()[1]).constant() == 6);
    REQUIRE(fused.functions().size() == 1);
    CHECK(count<ops::Sigmoid>(*fused.functions()[0].body) == 1);
    CHECK(count<ops::Exp>(*fused.functions()[0].body) == 0);
}

TEST_CASE("an adjoint that begins as zero leaves no NaN in the gradient of a loop whose state overflows") {
    // y overflows, its last value is not used, and atan has slope 0 at infinity
    const SharedGraph body = body_of(2, [](const auto& x) {
        return std::vector<Symbol>{x[0] * 0.5 + atan(x[1]), square(x[1]) * x[1] * x[1]};
    });
    const Graph graph = one_output(calling({body, Kind::repeat, 12}));
    double slope_y = 0, y = 3, dy = 1;
    for (int i = 0; std::isfinite(y * y); dy *= 4 * y * y * y, y *= y * y * y, ++i)
        slope_y += std::ldexp(1.0, i - 11) * dy / (1 + y * y);
    for (const Graph& slope : {differentiate_reverse(graph), simplify(differentiate_reverse(graph))})
        CHECK(distance(slope({1, 3}), {std::ldexp(1.0, -12), slope_y}) < 1e-15);
}
