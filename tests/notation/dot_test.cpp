#include "catch.hpp"
#include "notation/graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/dot.hpp>

#include <array>
#include <set>
#include <string>
#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;

namespace {

/// The statements of a drawing, without its style: "n1 -> n2", with what stands in square brackets.
std::set<std::string> statements(const std::string& dot) {
    std::set<std::string> result;
    std::size_t begin = 0;
    for (std::size_t end = dot.find('\n'); end != std::string::npos; begin = end + 1, end = dot.find('\n', begin)) {
        const std::string line = dot.substr(begin, end - begin);
        if (line.rfind("  n", 0) == 0 && line.rfind("  node ", 0) != 0) result.insert(line.substr(2));
        if (line.rfind("  y", 0) == 0) result.insert(line.substr(2));
    }
    return result;
}

bool has(const std::set<std::string>& lines, const std::string& start, const std::string& part) {
    for (const std::string& line : lines)
        if (line.rfind(start, 0) == 0 && line.find(part) != std::string::npos) return true;
    return false;
}

} // namespace

TEST_CASE("a drawing has a node for every input, constant, operation and output, in shapes of their own") {
    const auto lines = statements(to_dot(graphs::sigmoid_by_hand()));
    CAPTURE(to_dot(graphs::sigmoid_by_hand()));
    CHECK(lines.size() == 8 + 7);
    CHECK(has(lines, "n0 [shape=ellipse", "label=\"x\"];"));
    CHECK(has(lines, "n1 [shape=box", "label=\"-\"];"));
    CHECK(has(lines, "n2 [shape=box", "label=\"exp\"];"));
    CHECK(has(lines, "n3 [shape=plaintext", "label=\"1\"];"));
    CHECK(has(lines, "n4 [shape=box", "label=\"+\"];"));
    CHECK(has(lines, "n6 [shape=box", "label=\"/\"];"));
    CHECK(has(lines, "y [shape=hexagon", "label=\"y\"];"));
    CHECK(lines.count("n0 -> n1;") == 1);
    CHECK(lines.count("n3 -> n4;") == 1);
    CHECK(lines.count("n2 -> n4;") == 1);
    CHECK(lines.count("n5 -> n6 [headlabel=\"#1\"];") == 1);
    CHECK(lines.count("n4 -> n6 [headlabel=\"#2\"];") == 1);
    CHECK(lines.count("n6 -> y;") == 1);
}

TEST_CASE("a drawing runs from top to bottom or from left to right") {
    CHECK_THAT(to_dot(graphs::chain(1)), ContainsSubstring("rankdir=TB"));
    CHECK_THAT(to_dot(graphs::chain(1), {.left_to_right = true}), ContainsSubstring("rankdir=LR"));
}

TEST_CASE("at a point a drawing shows values at the nodes and partial derivatives on the edges") {
    const Graph graph = graphs::of(2, [](const auto& x) { return x[0] * x[1] - 3; });
    const std::array point{2.0, 5.0};
    const auto lines = statements(to_dot(graph, {.point = point}));
    CAPTURE(to_dot(graph, {.point = point}));
    CHECK(has(lines, "n0 [", "label=\"x0\\n= 2\""));
    CHECK(has(lines, "n2 [", "label=\"*\\n= 10\""));
    CHECK(has(lines, "n3 [", "label=\"3\""));
    CHECK(has(lines, "n4 [", "label=\"-\\n= 7\""));
    CHECK(lines.count("n0 -> n2 [label=\" 5\"];") == 1);
    CHECK(lines.count("n1 -> n2 [label=\" 2\"];") == 1);
    CHECK(lines.count("n2 -> n4 [headlabel=\"#1\", label=\" 1\"];") == 1);
    CHECK(lines.count("n3 -> n4 [headlabel=\"#2\"];") == 1);
}

TEST_CASE("a drawing with adjoints carries the derivative of the sum of the outputs back through the edges") {
    const Graph graph = graphs::of_many(2, [](const auto& x) {
        const Symbol p = x[0] * x[1];
        return std::vector<Symbol>{p * p, -x[1]};
    });
    const std::array point{2.0, 5.0};
    const auto lines = statements(to_dot(graph, {.point = point, .adjoints = true}));
    CAPTURE(to_dot(graph, {.point = point, .adjoints = true}));
    CHECK(has(lines, "n3 [", "= 100\\nadjoint 1\""));
    CHECK(has(lines, "n2 [", "= 10\\nadjoint 20\""));
    CHECK(has(lines, "n0 [", "= 2\\nadjoint 100\""));
    CHECK(has(lines, "n1 [", "= 5\\nadjoint 39\""));
}

TEST_CASE("an untaken branch and a zero adjoint spoil no adjoint in a drawing") {
    const Graph graph =
        graphs::of(1, [](const auto& x) { return select(x[0] < 1, x[0] * 3, log(-x[0])) + 0 * sqrt(x[0]); });
    const std::array point{0.0};
    CHECK_THAT(to_dot(graph, {.point = point, .adjoints = true}), ContainsSubstring("label=\"x\\n= 0\\nadjoint 3\""));
}

TEST_CASE("a drawing shows numbers with the digits asked for") {
    const Graph graph = graphs::chain(1);
    const std::array point{1.0};
    CHECK_THAT(to_dot(graph, {.point = point}), ContainsSubstring("= 0.8415\""));
    CHECK_THAT(to_dot(graph, {.point = point, .digits = 8}), ContainsSubstring("= 0.84147098\""));
}

TEST_CASE("a drawing at a point of another dimension is an error") {
    const std::array point{1.0, 2.0};
    CHECK_THROWS_AS(to_dot(graphs::chain(1), {.point = point}), ShapeError);
}

TEST_CASE("a drawing shows guards, and inputs that nothing uses, but no operation that nothing uses") {
    Graph graph;
    const NodeId x = graph.add_input();
    graph.add_input();
    graph.add<ops::Sin>({x});
    const NodeId first = graph.add<ops::Less>({x, graph.add_constant(-0.5)});
    const NodeId second = graph.add<ops::GreaterEqual>({x, x});
    graph.add_guard(second, true);
    graph.add_guard(first, false);
    graph.add_output(x);
    const auto lines = statements(to_dot(graph));
    CAPTURE(to_dot(graph));
    CHECK(has(lines, "n1 [shape=ellipse", "label=\"x1\""));
    CHECK_FALSE(has(lines, "n2 [", ""));
    CHECK(has(lines, "n3 [shape=plaintext", "label=\"-0.5\""));
    CHECK(has(lines, "n4 [shape=box, style=\"filled,dashed\"", "label=\"<\\nis false\""));
    CHECK(has(lines, "n5 [shape=box, style=\"filled,dashed\"", "label=\">=\\nis true\""));
}

TEST_CASE("every operation of the catalogue is drawn, and no two alike") {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const Graph graph = graphs::of_operation(code);
        const std::vector<double> point(graph.inputs().size(), 0.75);
        const std::string dot = to_dot(graph, {.point = point, .adjoints = true});
        CAPTURE(dot, notation(code).name);
        CHECK(seen.insert(dot).second);
        const auto name = notation(code).symbol.empty() ? notation(code).name : notation(code).symbol;
        CHECK_THAT(dot, ContainsSubstring("label=\"" + std::string(name) + "\\n= "));
    }
    CHECK(seen.size() == ops::Catalogue::size);
}

TEST_CASE("a chain of a hundred thousand operations is put into DOT without overflowing the stack") {
    const std::string dot = to_dot(graphs::chain(100'000));
    CHECK_THAT(dot.substr(dot.size() - 30), ContainsSubstring("n100000 -> y;"));
}
