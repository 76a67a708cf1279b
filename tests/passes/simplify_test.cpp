#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <autodiff/base/error.hpp>

#include <chrono>
#include <cmath>

using namespace autodiff;
using namespace passes_test;

namespace {

using Symbols = std::vector<Symbol>;

std::string slope(Symbol (*f)(const Symbols&)) { return text(simplify(differentiate_reverse(graph_of(1, f)))); }

} // namespace

TEST_CASE("derivatives by the chain rule read simply when simplified") {
    CHECK(slope([](const Symbols& x) { return x[0] * x[0]; }) == "mul(2, x0)");
    CHECK(slope([](const Symbols& x) { return 3.0 * x[0] + 5.0; }) == "3");
    CHECK(slope([](const Symbols& x) { return x[0] - x[0]; }) == "0");
    CHECK(slope([](const Symbols& x) { return cos(x[0]); }) == "neg(sin(x0))");
    CHECK(slope([](const Symbols& x) { return 1 / x[0]; }) == "neg(div(div(1, x0), x0))");
    CHECK(slope([](const Symbols& x) { return exp(-x[0]); }) == "neg(exp(neg(x0)))");
    CHECK(slope([](const Symbols& x) { return log(x[0]); }) == "div(1, x0)");
    CHECK(slope([](const Symbols& x) { return 2.0 * exp(x[0]) - 1.0; }) == "mul(2, exp(x0))");
}

TEST_CASE("the derivative of 1 / (1 + exp(-x)) loses its signs and ones and computes exp(-x) once") {
    const Graph graph = graph_of(1, [](const auto& x) { return 1 / (1 + exp(-x[0])); });
    const Graph simple = simplify(differentiate_reverse(graph));
    CHECK(count<ops::Exp>(simple) == 1);
    CHECK(count<ops::Negate>(simple) == 1); // of x
    CHECK(count<ops::Divide>(simple) == 2); // r = 1 / s, and r / s
    CHECK(simple.size() == 8);              // x, -x, exp, 1, s, r, r / s, and the product
    CHECK(ulps(simple(0.75), 0.21789499376181404L) <= 4);
}

TEST_CASE("simplifying keeps a graph's inputs, outputs, guards, and what they refuse") {
    Graph graph;
    const NodeId x = graph.add_input(), y = graph.add_input();
    const NodeId zero = graph.add_constant(0), one = graph.add_constant(1);
    const NodeId same_x = graph.add<ops::Multiply>({one, graph.add<ops::Add>({x, zero})});
    graph.add_guard(graph.add<ops::Greater>({same_x, zero}), true);
    graph.add_guard(graph.add<ops::Greater>({x, zero}), true); // the same, once 1 * (x + 0) is x
    for (const NodeId output : {same_x, zero, y, same_x}) graph.add_output(output);
    const Graph simple = simplify(graph);
    CHECK(simple.inputs().size() == 2);
    CHECK(simple.guards().size() == 1);
    CHECK(simple.size() == 4); // x, y, 0, x > 0
    CHECK(simple({2.0, 3.0}) == std::vector{2.0, 0.0, 3.0, 2.0});
    CHECK_THROWS_AS(simple({-2.0, 3.0}), GuardError);
}

TEST_CASE("simplifying random graphs of all operations changes no bit but the sign of a zero, as the level says, and "
          "simplifying again changes nothing") {
    RandomGraph shape{.operations = 30, .codes = {}, .constants = {0.0, 1.0, -1.0, 2.0, -0.5}};
    for_each_operation_code([&](ops::Opcode code) { shape.codes.push_back(code); });
    for (int i = 0; i < 10; ++i) // arithmetic is what there is most to simplify in
        for (const ops::Opcode code :
             {ops::opcode<ops::Add>, ops::opcode<ops::Subtract>, ops::opcode<ops::Multiply>, ops::opcode<ops::Divide>,
              ops::opcode<ops::Negate>, ops::opcode<ops::ChainProduct>})
            shape.codes.push_back(code);
    const std::uint64_t seed = 31337;
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(-3, 3);
    for (int i = 0; i < 2000; ++i) {
        const std::vector<double> x{uniform(random), uniform(random), uniform(random)};
        const Graph graph = make(shape, random, x);
        const Graph exact = simplify(graph, {.exactness = Exactness::bits});
        const Graph simple = simplify(graph);
        REQUIRE(simple.size() <= graph.size());
        REQUIRE(same(simplify(exact, {.exactness = Exactness::bits}), exact));
        REQUIRE(same(simplify(simple), simple));
        const auto before = graph(x), after = exact(x);
        for (std::size_t k = 0; k < before.size(); ++k) {
            CAPTURE(i, k, before[k], after[k], text(graph, k), text(exact, k));
            REQUIRE(same_bits(before[k], after[k]));
        }
    }
}
