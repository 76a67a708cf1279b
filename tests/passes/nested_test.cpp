#include "catch.hpp"
#include "graph/nested_graphs.hpp"
#include "graphs.hpp"
#include "seed.hpp"

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/share.hpp>
#include <autodiff/passes/simplify.hpp>

#include <functional>

using namespace autodiff;
using namespace nested_graphs;
using namespace passes_test;

namespace {

constexpr std::size_t inputs = 3;

/// Calls f(graph, point) for many random graphs.
template <class F>
void for_random_graphs(std::size_t number, F&& f) {
    std::mt19937_64 random(test_seed());
    for (std::size_t i = 0; i < number; ++i) {
        const std::size_t depth = i % 4;
        CAPTURE(test_seed(), i, depth);
        const Graph graph = random_nested(depth, inputs, 1 + i % 2, random);
        f(graph, random_point(inputs, random));
    }
}

Graph simplified_twice(const Graph& graph) {
    return simplify(differentiate_reverse(simplify(differentiate_reverse(graph))));
}

} // namespace

TEST_CASE("a nested graph has the values of its flattened form, bit for bit") {
    for_random_graphs(80, [](const Graph& graph, const std::vector<double>& x) {
        const Graph flat = inline_calls(graph);
        REQUIRE(flat.functions().empty());
        CHECK(flat.size() == inlined_size(graph));
        CHECK(flat(x) == graph(x));
    });
}

TEST_CASE("share, prune and fold at the level of bits keep the bits of nested graphs") {
    for_random_graphs(60, [](const Graph& graph, const std::vector<double>& x) {
        const auto bits = [](const Graph& g) { return fold(g, {Exactness::bits}); };
        for (const auto& pass : std::vector<std::function<Graph(const Graph&)>>{share, prune, bits}) {
            const Graph result = pass(graph);
            CHECK(result(x) == graph(x));
            CHECK(pass(result) == result);
        }
    });
}

TEST_CASE("simplify and fuse keep nested graphs the same function, and change nothing the second time") {
    for_random_graphs(60, [](const Graph& graph, const std::vector<double>& x) {
        const Graph simple = simplify(graph);
        CHECK(simple(x) == graph(x)); // but for the signs of zeros
        CHECK(simplify(simple) == simple);
        const Graph fused = fuse(graph);
        CHECK(distance(fused(x), graph(x)) < 1e-11);
        CHECK(fuse(fused) == fused);
    });
}

TEST_CASE("both directions of the chain rule give nested graphs the derivatives of their flattened forms") {
    for_random_graphs(60, [](const Graph& graph, const std::vector<double>& x) {
        const Graph flat = inline_calls(graph);
        const std::vector<double> truth = differentiate_reverse(flat)(x);
        for (const Graph& slope : {differentiate_reverse(graph), differentiate_forward(graph)}) {
            CHECK(distance(slope(x), truth) < 1e-11);
            CHECK(inline_calls(slope)(x) == slope(x));
            CHECK(distance(simplify(slope)(x), truth) < 1e-11);
            CHECK(distance(fuse(slope)(x), truth) < 1e-11);
        }
    });
}

TEST_CASE("second derivatives of nested graphs are those of their flattened forms") {
    for_random_graphs(40, [](const Graph& graph, const std::vector<double>& x) {
        const std::vector<double> truth = simplified_twice(inline_calls(graph))(x);
        const Graph gradient = simplify(differentiate_reverse(graph));
        CHECK(distance(simplified_twice(graph)(x), truth) < 1e-9);
        CHECK(distance(differentiate_forward(gradient)(x), truth) < 1e-9);
        CHECK(distance(differentiate_reverse(differentiate_forward(graph))(x), truth) < 1e-9);
    });
}

TEST_CASE("third derivatives of loops are those of their flattened forms") {
    std::mt19937_64 random(test_seed());
    CAPTURE(test_seed());
    for (const std::uint32_t steps : {0U, 1U, 4U}) {
        CAPTURE(steps);
        const GraphFunction loop{random_body(2, 2, random), GraphFunction::Kind::repeat, steps, 1};
        const Graph graph = calling(loop), flat = inline_calls(graph);
        const std::vector<double> x = random_point(loop.arguments(), random);
        const Graph third = simplify(differentiate_forward(simplified_twice(graph)));
        CHECK(distance(third(x), differentiate_reverse(simplified_twice(flat))(x)) < 1e-9);
        CHECK(inline_calls(third)(x) == third(x));
    }
}

TEST_CASE("the products with vectors are those with the Jacobian") {
    for_random_graphs(30, [](const Graph& graph, const std::vector<double>& x) {
        const std::vector<double> jacobian = differentiate_reverse(inline_calls(graph))(x);
        const std::size_t outputs = graph.outputs().size();
        const std::vector w{0.75, -1.25}, v{0.5, -2.0, 1.25};
        std::vector<double> row(inputs), column(outputs), with_row = x, with_column = x;
        for (std::size_t i = 0; i < outputs; ++i)
            for (std::size_t j = 0; j < inputs; ++j) {
                row[j] += w[i] * jacobian[i * inputs + j];
                column[i] += jacobian[i * inputs + j] * v[j];
            }
        with_row.insert(with_row.end(), w.begin(), w.begin() + static_cast<std::ptrdiff_t>(outputs));
        with_column.insert(with_column.end(), v.begin(), v.end());
        CHECK(distance(vjp_graph(graph)(with_row), row) < 1e-11);
        CHECK(distance(jvp_graph(graph)(with_column), column) < 1e-11);
    });
}
