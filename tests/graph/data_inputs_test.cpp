#include <catch.hpp>

#include <autodiff/passes/differentiate.hpp>
#include <autodiff/record.hpp>

using namespace autodiff;

namespace {

// theta0 * x0 + exp(theta1 * x1)
const auto model = [](const auto& theta, const auto& x) { return theta[0] * x[0] + exp(theta[1] * x[1]); };

} // namespace

TEST_CASE("a function of parameters and data has its data last") {
    const Graph graph = record(model, parameters(2), data(2));
    CHECK(graph.parameters().size() == 2);
    CHECK(graph.data_inputs() == 2);
    CHECK(graph(std::vector{2.0, 0.0, 3.0, 5.0}) == std::vector{7.0});
}

TEST_CASE("derivatives of a function of parameters and data are those of the parameters") {
    const Graph graph = record(model, parameters({1.0, 1.0}), data({1.0, 1.0}));
    const Graph slope = value_and_gradient(graph);
    CHECK(slope.data_inputs() == 2);
    CHECK(slope(std::vector{2.0, 0.0, 3.0, 5.0}) == std::vector{7.0, 3.0, 5.0});
    CHECK(hessian(graph)(std::vector{2.0, 0.0, 3.0, 5.0}) == std::vector{0.0, 0.0, 0.0, 25.0});
    CHECK(differentiate_forward(graph)(std::vector{2.0, 0.0, 3.0, 5.0}) == std::vector{3.0, 5.0});
}

TEST_CASE("passes keep which inputs are data") {
    const Graph graph = record(model, parameters(2), data(2));
    for (const Graph& same : {fold(graph), share(graph), prune(graph), simplify(graph), fuse(graph)})
        CHECK(same.data_inputs() == 2);
}

TEST_CASE("more data than inputs are refused") {
    Graph graph;
    graph.add_input();
    CHECK_THROWS_WITH(graph.set_data_inputs(2),
                      "Graph::set_data_inputs: the graph has 1 inputs, so 2 of them cannot be data.");
}
