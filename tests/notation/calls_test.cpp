#include "graphs.hpp"
#include <catch.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/dot.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/source.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/validation/derivation.hpp>

#include <array>
#include <memory>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;

namespace {

std::shared_ptr<const Graph> pair_body() {
    return std::make_shared<const Graph>(graphs::of_many(2, [](const auto& x) {
        return std::vector<Symbol>{x[0] * x[1] + 1.0, sin(x[0])};
    }));
}

/// 2 f(x, f(x, y)[0])[1], guarded or not.
Graph twice(const std::shared_ptr<const Graph>& body) {
    Graph graph;
    const NodeId x = graph.add_input(), y = graph.add_input();
    const std::uint32_t f = graph.add_function({body});
    const NodeId inner = graph.add_result(graph.add_call(f, std::array{x, y}), 0);
    const NodeId outer = graph.add_result(graph.add_call(f, std::array{x, inner}), 1);
    graph.add_output(graph.add<ops::Multiply>({graph.add_constant(2), outer}));
    return graph;
}

} // namespace

TEST_CASE("calls print with the number of the result, and what they call stands below") {
    CHECK(to_text(twice(pair_body())) == "2 * f1(x0, f1(x0, x1)[0])[1]\n"
                                         "f1(x0, x1):\n"
                                         "    y0 = x0 * x1 + 1\n"
                                         "    y1 = sin(x0)");
}

TEST_CASE("a call whose results are used twice gets a line of its own, and so does one that checks guards") {
    Graph graph = graph_of_call({pair_body(), GraphFunction::Kind::repeat, 9});
    CHECK(to_text(graph) == "t1 = repeat(f1, 9 steps)(x0, x1)\n"
                            "y0 = t1[0]\n"
                            "y1 = t1[1]\n"
                            "f1(x0, x1):\n"
                            "    y0 = x0 * x1 + 1\n"
                            "    y1 = sin(x0)");
    Graph guarded = *pair_body();
    guarded.add_guard(guarded.add<ops::Less>({guarded.inputs()[0], guarded.inputs()[1]}), true);
    Graph calls;
    const NodeId x = calls.add_input();
    calls.add_call(calls.add_function({std::make_shared<const Graph>(guarded)}), std::array{x, x});
    calls.add_output(x);
    CHECK_THAT(to_text(calls), ContainsSubstring("t1 = f1(x, x)\nx\nf1(x0, x1):\n    guard x0 < x1 is true\n"));
}

TEST_CASE("a result that is used twice gets a line when its call has no other use") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_result(graph.add_call(graph.add_function({pair_body()}), std::array{x, x}), 0);
    graph.add_output(graph.add<ops::Multiply>({y, y}));
    CHECK_THAT(to_text(graph), ContainsSubstring("t1 = f1(x, x)[0]\nt1 * t1\n"));
}

TEST_CASE("the derivative of a loop prints with the graph that runs forward and the one that runs back") {
    Graph graph = graph_of_call({pair_body(), GraphFunction::Kind::repeat, 9});
    const std::string text = to_text(simplify(differentiate_reverse(graph)));
    CHECK_THAT(text, ContainsSubstring("reverse(f1, f2, 9 steps)(x0, x1, 1, 0)") &&
                         ContainsSubstring("\nf2(x0, x1, x2, x3):"));
    CHECK(expression_text(graph, graph.outputs()[1]) == "repeat(f1, 9 steps)(x0, x1)[1]");
}

TEST_CASE("LaTeX names calls, numbers their results and defines what they call") {
    CHECK(to_latex(twice(pair_body())) ==
          "\\begin{aligned}\n"
          "y &= 2 {f_{1}\\left(x_{0}, {f_{1}\\left(x_{0}, x_{1}\\right)}_{0}\\right)}_{1} \\\\\n"
          "f_{1}\\colon\\quad y_{0} &= x_{0} x_{1} + 1 \\\\\n"
          "y_{1} &= \\sin\\left(x_{0}\\right)\n"
          "\\end{aligned}");
}

TEST_CASE("drawings show calls as double boxes, and with a point what they call") {
    const Graph graph = twice(pair_body());
    const std::string drawing = to_dot(graph);
    CHECK_THAT(drawing, ContainsSubstring("peripheries=2") && ContainsSubstring("label=\"f1\"") &&
                            ContainsSubstring("label=\"[1]\"") && ContainsSubstring("headlabel=\"#2\""));
    const std::array point{0.5, 2.0};
    const std::string numbers = to_dot(graph, {.point = point, .adjoints = true});
    CHECK_THAT(numbers, !ContainsSubstring("peripheries=2") && ContainsSubstring("label=\"sin"));
}

TEST_CASE("source is that of the graph without calls") {
    const Graph graph = twice(pair_body());
    CHECK(to_cpp(graph) == to_cpp(inline_calls(graph)));
    CHECK_THAT(to_c(graph), ContainsSubstring("sin("));
}

TEST_CASE("a derivation walks through what is called") {
    Graph graph;
    const NodeId x = graph.add_input();
    graph.add_output(graph.add_result(graph.add_call(graph.add_function({pair_body()}), std::array{x, x}), 0));
    CHECK(derive(graph).derivative == "2 * x");
    CHECK_THROWS_WITH(add_partials(graph, static_cast<NodeId>(1)), ContainsSubstring("no operation"));
}
