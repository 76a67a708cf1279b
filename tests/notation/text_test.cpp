#include "catch.hpp"
#include "notation/graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <string>

using namespace autodiff;
using graphs::of;
using graphs::of_many;

namespace {

template <class F>
std::string text2(F f) {
    return to_text(of(2, [&](const auto& x) { return f(x[0], x[1]); }));
}

template <class F>
std::string text3(F f) {
    return to_text(of(3, [&](const auto& x) { return f(x[0], x[1], x[2]); }));
}

std::string constant_text(double value) {
    Graph graph;
    graph.add_output(graph.add_constant(value));
    return to_text(graph);
}

} // namespace

TEST_CASE("a graph prints as the expression that was recorded") {
    CHECK(to_text(graphs::sigmoid_by_hand()) == "1 / (1 + exp(-x))");
    CHECK(text2([](auto x, auto y) { return sin(x) * exp(y); }) == "sin(x0) * exp(x1)");
    CHECK(text2([](auto x, auto y) { return exp(sin(x + log(y))); }) == "exp(sin(x0 + log(x1)))");
    CHECK(text2([](auto x, auto y) { return pow(x + y, pow(x, y)); }) == "pow(x0 + x1, pow(x0, x1))");
}

TEST_CASE("an input prints as x alone and as x0, x1, ... among others, used or not") {
    CHECK(to_text(of(1, [](const auto& x) { return x[0]; })) == "x");
    CHECK(to_text(of(2, [](const auto& x) { return x[1]; })) == "x1");
}

TEST_CASE("sums and differences are bracketed on the right only") {
    CHECK(text3([](auto a, auto b, auto c) { return a - (b - c); }) == "x0 - (x1 - x2)");
    CHECK(text3([](auto a, auto b, auto c) { return (a - b) - c; }) == "x0 - x1 - x2");
    CHECK(text3([](auto a, auto b, auto c) { return a + (b + c); }) == "x0 + (x1 + x2)");
    CHECK(text3([](auto a, auto b, auto c) { return a + b + c; }) == "x0 + x1 + x2");
    CHECK(text3([](auto a, auto b, auto c) { return a - b * c; }) == "x0 - x1 * x2");
}

TEST_CASE("products and quotients are bracketed where they would group otherwise") {
    CHECK(text3([](auto a, auto b, auto c) { return a / (b * c); }) == "x0 / (x1 * x2)");
    CHECK(text3([](auto a, auto b, auto c) { return a / b * c; }) == "x0 / x1 * x2");
    CHECK(text3([](auto a, auto b, auto c) { return a * (b / c); }) == "x0 * (x1 / x2)");
    CHECK(text3([](auto a, auto b, auto c) { return (a + b) * c; }) == "(x0 + x1) * x2");
    CHECK(text3([](auto a, auto b, auto c) { return a * (b - c); }) == "x0 * (x1 - x2)");
}

TEST_CASE("a minus sign binds tighter than a product and never meets another") {
    CHECK(text2([](auto a, auto b) { return -(a + b); }) == "-(x0 + x1)");
    CHECK(text2([](auto a, auto b) { return -a * b; }) == "-x0 * x1");
    CHECK(text2([](auto a, auto b) { return -(a * b); }) == "-(x0 * x1)");
    CHECK(text2([](auto a, auto b) { return a * -b; }) == "x0 * -x1");
    CHECK(text2([](auto a, auto b) { return a - -b; }) == "x0 - -x1");
    CHECK(to_text(of(1, [](const auto& x) { return -(-x[0]); })) == "-(-x)");
    CHECK(to_text(of(1, [](const auto& x) { return square(-x[0]); })) == "square(-x)");
    CHECK(to_text(of(1, [](const auto& x) { return pow(-x[0], 2); })) == "pow(-x, 2)");
    CHECK(to_text(of(1, [](const auto& x) { return -pow(x[0], 2); })) == "-pow(x, 2)");
}

TEST_CASE("comparisons are looser than sums and bracketed inside comparisons") {
    CHECK(text2([](auto a, auto b) { return select(a + 1 < b, a, -b); }) == "select(x0 + 1 < x1, x0, -x1)");
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    const NodeId less = graph.add<ops::Less>({x, y});
    graph.add_output(graph.add<ops::Equal>({less, graph.add<ops::GreaterEqual>({x, y})}));
    graph.add_output(graph.add<ops::Multiply>({graph.add<ops::NotEqual>({x, y}), x}));
    CHECK(to_text(graph) == "y0 = (x0 < x1) == (x0 >= x1)\ny1 = (x0 != x1) * x0");
}

TEST_CASE("numbers print shortest and read back as the same double") {
    CHECK(constant_text(1) == "1");
    CHECK(constant_text(-2) == "-2");
    CHECK(constant_text(0.1) == "0.1");
    CHECK(constant_text(1.0 / 3) == "0.3333333333333333");
    CHECK(constant_text(0.0) == "0");
    CHECK(constant_text(-0.0) == "-0");
    CHECK(constant_text(1e22) == "1e+22");
    CHECK(constant_text(std::numeric_limits<double>::denorm_min()) == "5e-324");
    CHECK(constant_text(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
    CHECK(constant_text(-std::numeric_limits<double>::infinity()) == "-inf");
    CHECK(constant_text(-std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("a sign belongs to the number that follows it") {
    CHECK(to_text(of(1, [](const auto& x) { return x[0] - -2.5; })) == "x - -2.5");
    CHECK(to_text(of(1, [](const auto& x) { return -3 * x[0]; })) == "-3 * x");
    Graph graph;
    graph.add_output(graph.add<ops::Negate>({graph.add_constant(2)}));
    graph.add_output(graph.add<ops::Negate>({graph.add_constant(-2)}));
    CHECK(to_text(graph) == "y0 = -(2)\ny1 = -(-2)");
}

TEST_CASE("what is used more than once gets a line of its own, leaves do not") {
    CHECK(to_text(of(1, [](const auto& x) {
              const Symbol e = exp(-x[0]);
              return e / (1 + e);
          })) == "t1 = exp(-x)\nt1 / (1 + t1)");
    CHECK(to_text(of(1, [](const auto& x) { return x[0] * x[0] + x[0]; })) == "x * x + x");
    CHECK(to_text(of(1, [](const auto& x) {
              const Symbol s = sin(x[0]);
              const Symbol square = s * s;
              return square + cos(square);
          })) == "t1 = sin(x)\nt2 = t1 * t1\nt2 + cos(t2)");
}

TEST_CASE("several outputs print one line each, equal ones by name") {
    CHECK(to_text(of_many(2, [](const auto& x) {
              const Symbol p = x[0] * x[1];
              return std::vector<Symbol>{p, p, x[1], 0.5, p + 1};
          })) == "t1 = x0 * x1\ny0 = t1\ny1 = t1\ny2 = x1\ny3 = 0.5\ny4 = t1 + 1");
}

TEST_CASE("a graph without outputs prints as nothing") {
    Graph graph;
    graph.add<ops::Exp>({graph.add_input()});
    CHECK(to_text(graph).empty());
}

TEST_CASE("operations on which nothing depends are left out and count for nothing") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId e = graph.add<ops::Exp>({x});
    graph.add<ops::Sin>({e});
    graph.add_output(e);
    CHECK(to_text(graph) == "exp(x)");
}

TEST_CASE("guards print with how they came out, between the lines they stand between in the program") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    const NodeId first = graph.add<ops::Less>({x, y});
    graph.add_guard(first, true);
    const NodeId e = graph.add<ops::Exp>({x});
    const NodeId second = graph.add<ops::Greater>({e, graph.add_constant(1)});
    graph.add_guard(second, false);
    graph.add_output(graph.add<ops::Subtract>({e, y}));
    CHECK(to_text(graph) == "guard x0 < x1 is true\nt1 = exp(x0)\nguard t1 > 1 is false\nt1 - x1");
    graph.add_output(first);
    CHECK(to_text(graph) ==
          "t1 = x0 < x1\nguard t1 is true\nt2 = exp(x0)\nguard t2 > 1 is false\ny0 = t2 - x1\ny1 = t1");
}

TEST_CASE("every operation of the catalogue prints, and no two alike") {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const std::string text = to_text(graphs::of_operation(code));
        CAPTURE(text, notation(code).name);
        CHECK(seen.insert(text).second);
        if (notation(code).form == ops::Form::call)
            CHECK(text.rfind(std::string(notation(code).name) + "(x", 0) == 0);
        else
            CHECK(text.find(notation(code).symbol) != std::string::npos);
    }
    CHECK(seen.size() == ops::Catalogue::size);
    CHECK(seen.count("dot(x0, x1, x2, x3)") == 1);
    CHECK(seen.count("fma(x0, x1, x2)") == 1);
}

TEST_CASE("text grows with the graph and not with the expression") {
    const std::string text = to_text(graphs::doubling(1000));
    CHECK(std::count(text.begin(), text.end(), '\n') == 999);
    CHECK(text.size() < 30'000);
    CHECK(text.substr(0, 33) == "t1 = x + x\nt2 = t1 + t1\nt3 = t2 +");
}

TEST_CASE("a chain of a hundred thousand operations prints without overflowing the stack") {
    const std::string text = to_text(graphs::chain(100'000));
    CHECK(text.size() == 500'001);
    CHECK(text.substr(0, 12) == "sin(sin(sin(");
    CHECK(text.substr(399'999, 4) == "(x))");

    Graph sum;
    NodeId total = sum.add_input();
    for (int i = 0; i < 100'000; ++i) total = sum.add<ops::Subtract>({sum.inputs()[0], total});
    sum.add_output(total);
    CHECK(to_text(sum).substr(0, 16) == "x - (x - (x - (x");
}

TEST_CASE("an expression that is too long is cut at an even depth") {
    const Graph graph = graphs::sigmoid_by_hand();
    const NodeId y = graph.outputs()[0];
    CHECK(expression_text(graph, y) == "1 / (1 + exp(-x))");
    CHECK(expression_text(graph, y, 7) == "1 / (1 + exp(-x))");
    CHECK(expression_text(graph, y, 6) == "1 / (1 + exp(-...))");
    CHECK(expression_text(graph, y, 5) == "1 / (1 + exp(...))");
    CHECK(expression_text(graph, y, 3) == "1 / (... + ...)");
    CHECK(expression_text(graph, y, 1) == "... / ...");
    CHECK(expression_text(graph, y, 0) == "...");
    CHECK(expression_text(graphs::chain(3), NodeId{1}) == "sin(x)");
    CHECK(expression_text(graphs::chain(100'000), NodeId{100'000}, 4) == "sin(sin(sin(sin(...))))");
}

TEST_CASE("one expression shares nothing and stays within its limit however often a node is used") {
    const Graph graph = graphs::doubling(200);
    CHECK(expression_text(graph, graph.outputs()[0], 7) == "... + ... + (... + ...) + (... + ... + (... + ...))");
    CHECK(expression_text(graphs::doubling(2), NodeId{2}) == "x + x + (x + x)");

    Graph wide;
    const std::vector<NodeId> terms(1000, wide.add_input());
    const NodeId total = wide.add(ops::opcode<ops::Sum>, terms);
    CHECK(expression_text(wide, total, 100) == "sum(...)");
    CHECK(expression_text(wide, total, 1001).size() == std::string("sum()").size() + 1000 + 999 * 2);
}

TEST_CASE("the expression of a node that does not exist is an error") {
    CHECK_THROWS_AS(expression_text(graphs::chain(3), NodeId{4}), GraphError);
    CHECK_THROWS_WITH(expression_text(graphs::chain(3), NodeId{4}),
                      "expression_text: node 4 does not exist; the graph has 4 nodes.");
}
