// Random graphs that call others, and their derivatives, planned as calls: the values of the graph itself and of the
// program that writes all calls out.

#include <catch.hpp>
#include <graph/nested_graphs.hpp>
#include <program/point_programs.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/program.hpp>

#include <vector>

using namespace autodiff;
using namespace nested_graphs;
using Numbers = std::vector<double>;

namespace {

constexpr std::size_t inputs = 3;

Numbers some_points(std::size_t count, std::mt19937_64& random) { return random_point(count * inputs, random); }

Numbers part(const Numbers& all, std::size_t i, std::size_t size) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(i * size);
    return {first, first + static_cast<std::ptrdiff_t>(size)};
}

/// The function itself, its gradient, and its second derivatives.
std::vector<Graph> with_derivatives(const Graph& graph) { return {graph, value_and_gradient(graph), hessian(graph)}; }

void check_map(const Graph& graph, const CompileOptions& options, std::mt19937_64& random) {
    const Program program = compile(graph, options);
    CHECK(program.graph().functions().size() == graph.functions().size());
    const std::size_t outputs = graph.outputs().size();
    for (const std::size_t count : std::vector<std::size_t>{1, 13, 70}) {
        const Numbers points = some_points(count, random);
        Numbers results(count * outputs, 1e300);
        program.map(rows(points, inputs), rows(results, outputs));
        for (std::size_t i = 0; i < count; ++i) {
            const Numbers x = part(points, i, inputs);
            REQUIRE(distance(part(results, i, outputs), graph(x)) < 1e-9);
        }
    }
}

/// The first input is a parameter: what depends on it alone is uniform in the bodies, too.
void check_sum(Graph graph, const CompileOptions& options, std::mt19937_64& random) {
    graph.set_data_inputs(inputs - 1);
    const Program program = compile(graph, options);
    const std::size_t outputs = graph.outputs().size(), count = 77;
    const Numbers theta = random_point(1, random), points = random_point(count * (inputs - 1), random);
    Numbers expected(outputs), each(count * outputs), total(outputs);
    for (std::size_t i = 0; i < count; ++i) {
        Numbers x = theta;
        for (const double element : part(points, i, inputs - 1)) x.push_back(element);
        const Numbers value = graph(x);
        for (std::size_t k = 0; k < outputs; ++k) {
            expected[k] += value[k];
            each[i * outputs + k] = value[k];
        }
    }
    program.sum_into(total, theta, rows(points, inputs - 1));
    CHECK(distance(total, expected) < 1e-9);
    Numbers mapped(count * outputs);
    program.map(theta, rows(points, inputs - 1), rows(mapped, outputs));
    CHECK(distance(mapped, each) < 1e-9);
}

void check_points(const Graph& graph, InstructionSet set, std::mt19937_64& random) {
    const Program machine = compile(graph, {.instruction_set = set, .inline_below = 0});
    const Program interpreted = compile(graph, {.instruction_set = set, .machine_code = false, .inline_below = 0});
    for (int i = 0; i < 3; ++i) {
        const Numbers x = random_point(inputs, random);
        const Numbers result = machine(x);
        CHECK(point_programs::same(result, interpreted(x)));
        CHECK(distance(result, graph(x)) < 1e-9);
    }
}

template <class Check>
void for_random_graphs(std::size_t number, const Check& check) {
    std::mt19937_64 random(test_seed());
    for (std::size_t i = 0; i < number; ++i) {
        const std::size_t depth = 1 + i % 3;
        const Graph made = random_nested(depth, inputs, 1, random);
        for (const Graph& graph : with_derivatives(made)) {
            CAPTURE(test_seed(), i, depth, graph.outputs().size());
            check(graph, random);
        }
    }
}

} // namespace

TEST_CASE("nested random graphs and their derivatives give in batches what they give alone") {
    for_random_graphs(12, [](const Graph& graph, std::mt19937_64& random) {
        for (const InstructionSet set : instruction_sets())
            for (const std::size_t lanes : std::vector<std::size_t>{0, 8, 64})
                check_map(graph, {.instruction_set = set, .lanes = lanes, .inline_below = 0}, random);
    });
}

TEST_CASE("nested random sums over points are the sums of what the points give") {
    for_random_graphs(25, [](const Graph& graph, std::mt19937_64& random) {
        for (const InstructionSet set : instruction_sets())
            check_sum(graph, {.instruction_set = set, .inline_below = 0}, random);
    });
}

TEST_CASE(
    "nested random graphs give at a point what they give evaluated, the same bits as machine code and interpreted") {
    for_random_graphs(25, [](const Graph& graph, std::mt19937_64& random) {
        for (const InstructionSet set : instruction_sets()) check_points(graph, set, random);
    });
}

TEST_CASE("what is inlined does not change the function") {
    for_random_graphs(20, [](const Graph& graph, std::mt19937_64& random) {
        const Numbers x = random_point(inputs, random);
        for (const std::size_t limit : std::vector<std::size_t>{1, 30, 300, 1'000'000}) {
            const Program program = compile(graph, {.inline_below = limit});
            CHECK(distance(program(x), graph(x)) < 1e-9);
            if (inlined_size(graph) < limit) CHECK(program.graph().functions().empty());
        }
    });
}
