#include <catch.hpp>
#include <graph/nested_graphs.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/graph/symbol.hpp>

#include <cmath>
#include <memory>
#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;
using nested_graphs::calling;
using Kind = GraphFunction::Kind;
using Numbers = std::vector<double>;
using SharedGraph = std::shared_ptr<const Graph>;

namespace {

/// (x, y) -> (x y + 1, x - y), with a guard x < 10.
SharedGraph pair_body() {
    Graph graph;
    const Symbol x(graph, graph.add_input()), y(graph, graph.add_input());
    graph.add_output(Symbol(x * y + 1).node_in(graph));
    graph.add_output(Symbol(x - y).node_in(graph));
    graph.add_guard(Symbol(x < 10).node_in(graph), true);
    return std::make_shared<const Graph>(std::move(graph));
}

/// The state s is multiplied by the shared p and increased by the element q of the step.
SharedGraph affine_body() {
    Graph graph;
    const Symbol s(graph, graph.add_input()), p(graph, graph.add_input()), q(graph, graph.add_input());
    graph.add_output(Symbol(s * p + q).node_in(graph));
    return std::make_shared<const Graph>(std::move(graph));
}

} // namespace

TEST_CASE("a call has the results of the graph that it calls") {
    const Graph graph = calling({pair_body()});
    CHECK(graph({3, 5}) == Numbers{16, -2});
    CHECK(graph.nesting() == 1);
    CHECK(graph.guarded());
    CHECK(inline_calls(graph)({3, 5}) == Numbers{16, -2});
    CHECK(inline_calls(graph).guards().size() == 1);
}

TEST_CASE("nodes stay as small as they are without calls, and calls and results are no operations") {
    const Graph graph = calling({pair_body()});
    const auto call = static_cast<NodeId>(2), result = static_cast<NodeId>(3);
    CHECK(sizeof(Node) == 16);
    CHECK(graph.node(call).is_call());
    CHECK(graph.node(result).is_result());
    CHECK_FALSE(graph.node(call).is_operation());
    CHECK_FALSE(graph.node(result).is_operation());
    CHECK(graph.arguments(call).size() == 2);
    CHECK(graph.arguments(result)[0] == call);
}

TEST_CASE("a loop hands its states on, the shared inputs to every step and the sequence one step after another") {
    const Graph graph = calling({affine_body(), Kind::repeat, 3, 1});
    CHECK(graph.inputs().size() == 1 + 1 + 3);
    CHECK(graph({1, 2, 3, 5, 7}) == Numbers{((1 * 2 + 3) * 2 + 5) * 2 + 7});
    CHECK(inline_calls(graph)({1, 2, 3, 5, 7}) == graph({1, 2, 3, 5, 7}));
    CHECK(calling({affine_body(), Kind::repeat, 0, 1})({4, 2}) == Numbers{4});
    CHECK(calling({affine_body(), Kind::repeat, 1, 1})({4, 2, 3}) == Numbers{11});
}

TEST_CASE("the reverse of a loop has the adjoints of the unrolled one") {
    Graph adjoint; // (s, p, q, w) -> (w p, w s, w)
    std::vector<NodeId> x;
    for (int k = 0; k < 4; ++k) x.push_back(adjoint.add_input());
    adjoint.add_output(adjoint.add<ops::Multiply>({x[3], x[1]}));
    adjoint.add_output(adjoint.add<ops::Multiply>({x[3], x[0]}));
    adjoint.add_output(x[3]);
    const auto shared_adjoint = std::make_shared<const Graph>(adjoint);
    const Graph graph = calling({affine_body(), Kind::repeat_reverse, 3, 1, shared_adjoint});
    // y = ((s p + q0) p + q1) p + q2 at s = 1, p = 2, q = (3, 5, 7) with the adjoint 11
    const Numbers derivatives{11.0 * 8, 11.0 * (3 * 1 * 4 + 3 * 2 * 2 + 5), 11.0 * 4, 11.0 * 2, 11.0};
    CHECK(graph({1, 2, 3, 5, 7, 11}) == derivatives);
    CHECK(inline_calls(graph)({1, 2, 3, 5, 7, 11}) == derivatives);
    CHECK(calling({affine_body(), Kind::repeat_reverse, 0, 1, shared_adjoint})({1, 2, 11}) == Numbers{11, 0});
}

TEST_CASE("a guard inside a call is checked, and the message says where it stands") {
    const Graph once = calling({pair_body()});
    CHECK_THROWS_AS(once({11, 5}), GuardError);
    CHECK_THROWS_WITH(once({11, 5}),
                      ContainsSubstring("the comparison 11 < 10 (node 7 of the graph that node 2 calls)"));
    const Graph loop = calling({pair_body(), Kind::repeat, 3});
    CHECK(loop({1, 2})[0] == -7); // (1, 2) -> (3, -1) -> (-2, 4) -> (-7, -6)
    CHECK_THROWS_WITH(loop({5, 5}), ContainsSubstring("of the graph that node 2 calls in step 1)"));
    CHECK_THROWS_AS(inline_calls(loop)({5, 5}), GuardError);
    const Numbers values = node_values(loop, Numbers{5, 5}); // guards not looked at
    CHECK_THROWS_AS(check_guards(loop, values), GuardError);
    CHECK_NOTHROW(check_guards(loop, node_values(loop, Numbers{1, 2})));
}

TEST_CASE("equal functions are one, whoever made them") {
    Graph graph;
    const std::uint32_t first = graph.add_function({pair_body()});
    CHECK(graph.add_function({pair_body()}) == first); // another graph, node by node the same
    CHECK(graph.add_function({pair_body(), Kind::repeat, 1}) != first);
    CHECK(graph.add_function({affine_body()}) != first);
    CHECK(graph.functions().size() == 3);
}

TEST_CASE("calls that do not fit are refused, and the graph stays as it was") {
    Graph graph;
    const NodeId x = graph.add_input();
    CHECK_THROWS_WITH(graph.add_function({nullptr}), ContainsSubstring("no body"));
    CHECK_THROWS_WITH(graph.add_function({pair_body(), Kind::call, 2}), ContainsSubstring("use repeat"));
    CHECK_THROWS_WITH(graph.add_function({pair_body(), Kind::repeat, 2, 1}), ContainsSubstring("1 shared inputs"));
    CHECK_THROWS_WITH(graph.add_function({pair_body(), Kind::repeat_reverse, 2}), ContainsSubstring("adjoint"));
    CHECK_THROWS_WITH(graph.add_function({affine_body(), Kind::repeat_reverse, 2, 1, pair_body()}),
                      ContainsSubstring("takes 4 numbers and returns 3"));
    CHECK_THROWS_WITH(graph.add_call(0, std::vector{x}), ContainsSubstring("function 0 does not exist"));
    const std::uint32_t f = graph.add_function({pair_body()});
    CHECK_THROWS_WITH(graph.add_call(f, std::vector{x}), ContainsSubstring("takes 2 arguments, got 1"));
    CHECK_THROWS_AS(graph.add_call(f, std::vector{x, static_cast<NodeId>(9)}), GraphError);
    CHECK(graph.size() == 1);
    const NodeId call = graph.add_call(f, std::vector{x, x});
    CHECK_THROWS_WITH(graph.add_result(call, 2), ContainsSubstring("no result 2"));
    CHECK_THROWS_WITH(graph.add_result(x, 0), ContainsSubstring("not a call"));
    CHECK_THROWS_WITH(graph.add<ops::Exp>({call}), ContainsSubstring("has no value"));
    CHECK_THROWS_WITH(graph.add_output(call), ContainsSubstring("has no value"));
}

TEST_CASE("graphs nest at most 100 deep, and what would explode is not inlined") {
    SharedGraph body = pair_body();
    for (int depth = 1; depth < 100; ++depth) body = std::make_shared<const Graph>(calling({body, Kind::repeat, 2}));
    CHECK(body->nesting() == 99);
    const Graph deepest = calling({body});
    CHECK_THROWS_WITH(calling({std::make_shared<const Graph>(deepest)}), ContainsSubstring("101 deep"));
    CHECK(inlined_size(deepest) == std::numeric_limits<std::uint64_t>::max());
    CHECK_THROWS_WITH(inline_calls(deepest), ContainsSubstring("2^30"));
}

TEST_CASE("the first partial that is not finite is found inside a loop") {
    Graph body;
    const NodeId x = body.add_input();
    body.add_output(body.add<ops::Subtract>({body.add<ops::Sqrt>({x}), body.add_constant(1)}));
    const Graph graph = calling({std::make_shared<const Graph>(body), Kind::repeat, 2});
    CHECK_FALSE(first_non_finite_partial(graph, Numbers{9}));
    const auto found = first_non_finite_partial(graph, Numbers{1}); // the second step takes the root of 0
    REQUIRE(found);
    CHECK(graph.node(found->node).is_call());
    CHECK(std::isinf(found->partial));
}
