#include "catch.hpp"
#include "graph/random_graph.hpp"
#include "notation/compiled_source.hpp"
#include "notation/graphs.hpp"
#include "notation/written.hpp"
#include "seed.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/source.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <random>

using namespace autodiff;
using namespace compiled;

TEST_CASE("numbers are written so that they read back exactly") {
    const std::vector<double> numbers{0.1,
                                      5e-324,
                                      2.2250738585072014e-308,
                                      1.7976931348623157e308,
                                      1.0 / 3,
                                      -0.0,
                                      0.0,
                                      1e22,
                                      123456789012345678.0,
                                      -2.5,
                                      std::numeric_limits<double>::infinity(),
                                      -std::numeric_limits<double>::infinity(),
                                      std::nan("")};
    Graph graph;
    for (const double number : numbers) graph.add_output(graph.add_constant(number));
    graph.add_output(graph.add<ops::Negate>({graph.add_constant(-3)})); // not "--3"
    for (const Compiler& compiler : compilers()) {
        Library library(compiler);
        library.add("numbers", write(compiler.cpp)(graph, {.function = "numbers"}));
        library.compile();
        std::vector<double> y(numbers.size() + 1);
        library.call("numbers", std::span<const double>(), y);
        for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(same_bits(y[i], numbers[i]));
        CHECK(y.back() == 3);
    }
}

TEST_CASE("the written text is what the documentation shows") {
    CHECK(to_c(graphs::sigmoid_by_hand(), {.function = "logistic", .inputs = {"z"}}) ==
          "#include <math.h>\n"
          "\n"
          "/* x: 1 numbers, y: 1 numbers; the two may not overlap.\n"
          " * Returns 0. */\n"
          "int logistic(const double* x, double* y) {\n"
          "    const double z = x[0];\n"
          "    const double t1 = -z;\n"
          "    const double t2 = exp(t1);\n"
          "    const double t3 = 1.0 + t2;\n"
          "    const double t4 = 1.0 / t3;\n"
          "    y[0] = t4;\n"
          "    return 0;\n"
          "}\n");
    const std::string bare = to_cpp(graphs::of_operation(ops::opcode<ops::Gelu>),
                                    {.single_precision = true, .guards = false, .comments = false});
    CHECK(bare.find("/*") == std::string::npos);
    CHECK(bare.find("//") == std::string::npos);
    CHECK(bare.find("double") == std::string::npos);
    CHECK(bare.find("void f(const float* x, float* y)") != std::string::npos);
}

TEST_CASE("what no output and no guard needs is not written, and empty functions compile") {
    Graph graph;
    const NodeId x = graph.add_input();
    graph.add<ops::Tgamma>({x});
    const NodeId unused = graph.add<ops::Less>({x, x});
    graph.add_guard(unused, false);
    CHECK(to_c(graph).find("tgamma") == std::string::npos);
    for (const Compiler& compiler : compilers()) {
        Library library(compiler);
        library.add("guard_alone", write(compiler.cpp)(graph, {.function = "guard_alone"}));
        library.add("empty", write(compiler.cpp)(Graph(), {.function = "empty", .header = "*/ #error /* ?\?/\n\\"}));
        library.add("cut", write(compiler.cpp)(graph, {.function = "cut", .statements_per_function = 0}));
        library.compile();
        const double at = 1;
        CHECK(library.call("guard_alone", std::span(&at, 1), {}) == 0);
        CHECK(library.call("empty", std::span(&at, 1), {}) == 0);
    }
}

TEST_CASE("names that a compiler would not take, or that clash, are refused with a reason") {
    const Graph graph = graphs::of(2, [](const auto& x) { return x[0] * x[1]; });
    for (const char* name : {"", "2x", "a-b", "_f", "a__b", "while", "class", "exp", "expf", "lgamma_r", "NAN", "M_PI",
                             "main", "y0", "lgammal_r", "typeof", "é", "a b", "f;"}) {
        INFO(name);
        CHECK_THROWS_AS(to_c(graph, {.function = name}), Error);
    }
    CHECK_THROWS_AS(to_c(graph, {.function = std::string(32, 'a')}), Error);
    using Names = std::vector<std::string>;
    for (const Names& names : {Names{"a", "a"},
                               {"x", "b"},
                               {"t7", "b"},
                               {"f", "b"},
                               {"f_sigmoid", "b"},
                               {"sqrt", "b"},
                               {"sinf", "b"},
                               {"int", "b"},
                               {"", "b"},
                               {"s", "b"},
                               {"INFINITY", "b"}}) {
        INFO(fmt::format("{}", names));
        CHECK_THROWS_AS(to_cpp(graph, {.inputs = names}), Error);
    }
    CHECK_THROWS_AS(to_c(graph, {.inputs = {"a"}}), ShapeError);
    CHECK_NOTHROW(to_c(graph, {.function = "Gradient_2", .inputs = {"gamma", "theta_1"}}));
    CHECK_THROWS_WITH(to_c(graph, {.function = "while"}),
                      "to_c, to_cpp: the function's name \"while\" is a word of C or C++ with a meaning of its own; "
                      "choose another name.");
}

TEST_CASE("a polygamma without a series is refused by name") {
    const auto of_order = [](double order) {
        Graph graph;
        const NodeId x = graph.add_input();
        graph.add_output(graph.add<ops::Polygamma>({graph.add_constant(order), x}));
        return graph;
    };
    CHECK_NOTHROW(to_c(of_order(20)));
    for (const double order : {21.0, -1.0, 0.5, std::nan(""), 1e300}) {
        INFO(order);
        CHECK_THROWS_WITH(to_c(of_order(order)), Catch::Matchers::ContainsSubstring("polygamma"));
        CHECK_THROWS_AS(to_c(of_order(order)), GraphError);
    }
    CHECK_THROWS_AS(to_c(graphs::of_operation(ops::opcode<ops::Polygamma>)), GraphError);
}

TEST_CASE("a long graph is written in parts that reuse a small array") {
    const std::size_t length = 100'000;
    const Graph chain = graphs::chain(length);
    const std::string text = to_c(chain, {.function = "chain"});
    CHECK(text.find("double s[1];") != std::string::npos);
    CHECK(std::ranges::count(text, '\n') > static_cast<std::ptrdiff_t>(length));

    // a sum of products of distant values, 8,000 operations, compiled
    std::mt19937_64 random(test_seed());
    const std::vector<double> x{0.3, -0.8, 1.1};
    const std::vector<ops::Opcode> codes{ops::opcode<ops::Add>, ops::opcode<ops::Multiply>, ops::opcode<ops::Sin>,
                                         ops::opcode<ops::Sigmoid>};
    const Graph graph = random_graph::make(x, 8000, codes, std::vector<double>{0.5}, random);
    const Compiler compiler = compilers().front();
    Library library(compiler);
    library.add("long_one", write(compiler.cpp)(graph, {.function = "long_one", .statements_per_function = 500}));
    library.compile();
    check_same(library, "long_one", graph, x);
}
