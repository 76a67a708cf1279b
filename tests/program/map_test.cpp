#include <catch.hpp>

#include <autodiff/program.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace autodiff;

namespace {

const auto wave = [](const auto& x) { return sin(x[0]) * exp(x[1]) + x[0] / x[1]; };

std::vector<double> ramp(std::size_t count) {
    std::vector<double> x(2 * count);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.01 * double(i) - 0.7;
    return x;
}

/// x[0] where x[0] < x[1], else x[1]^2, by a branch.
const auto branching = [](const auto& x) { return x[0] < x[1] ? Var(x[0] * 3) : Var(x[1] * x[1]); };

} // namespace

TEST_CASE("map gives each point what the graph gives it, for any number of points and lanes") {
    const Graph graph = value_and_gradient(record(wave, 2));
    for (const InstructionSet set : instruction_sets())
        for (const std::size_t lanes : std::vector<std::size_t>{0, 8, 64, 256})
            for (const std::size_t count : std::vector<std::size_t>{1, 5, 8, 64, 130, 517}) {
                const Program program = compile(graph, {.instruction_set = set, .lanes = lanes});
                const std::vector<double> points = ramp(count);
                std::vector<double> outputs(3 * count, 1e300);
                program.map(rows(points, 2), rows(outputs, 3));
                for (std::size_t i = 0; i < count; ++i) {
                    const auto expected = graph(std::vector{points[2 * i], points[2 * i + 1]});
                    for (std::size_t k = 0; k < 3; ++k)
                        CHECK(outputs[3 * i + k] == Approx(expected[k]).epsilon(1e-14).margin(1e-15));
                }
            }
}

TEST_CASE("outputs may lie in columns, and points in arrays") {
    const Program program = compile(jacobian(record(wave, 2)));
    const std::vector<std::array<double, 2>> points{{0.5, 1.0}, {1.5, 2.0}, {2.5, 3.0}};
    std::vector<double> outputs(6);
    program.map(points, columns(outputs, 3));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto expected = program(points[i]);
        CHECK(outputs[i] == Approx(expected[0]).epsilon(1e-14));
        CHECK(outputs[3 + i] == Approx(expected[1]).epsilon(1e-14));
    }
}

TEST_CASE("outputs that do not vary, and inputs as outputs, are written, too") {
    const Graph graph = record([](const auto& x) { return std::vector<Var>{Var(7), x[1], x[0] + x[1], x[1]}; }, 2);
    const std::vector<double> points = ramp(70);
    std::vector<double> outputs(280);
    compile(graph).map(rows(points, 2), rows(outputs, 4));
    for (std::size_t i = 0; i < 70; ++i) {
        CHECK(outputs[4 * i] == 7);
        CHECK(outputs[4 * i + 1] == points[2 * i + 1]);
        CHECK(outputs[4 * i + 2] == points[2 * i] + points[2 * i + 1]);
        CHECK(outputs[4 * i + 3] == points[2 * i + 1]);
    }
}

TEST_CASE("a point that would branch otherwise is named with its comparison") {
    const Program program = compile(record(branching, {1.0, 2.0}));
    const std::vector<double> points{1, 2, 3, 4, 6, 5};
    std::vector<double> outputs(3);
    CHECK_THROWS_WITH(program.map(rows(points, 2), rows(outputs, 1)),
                      Catch::Matchers::Contains("at point 2 the comparison 6 < 5 is false here and was true"));
    CHECK_THROWS_AS(program({6, 5}), GuardError);
}

TEST_CASE("failing points can be collected, and their outputs are left alone") {
    const Program program = compile(record(branching, {1.0, 2.0}));
    std::vector<double> points;
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < 300; ++i) {
        points.insert(points.end(), {double(i % 7), 3.0});
        if (i % 7 >= 3) expected.push_back(i);
    }
    std::vector<double> outputs(300, -1);
    std::vector<GuardFailure> failures;
    program.map(rows(points, 2), rows(outputs, 1), {.failures = &failures});
    REQUIRE(failures.size() == expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) CHECK(failures[k] == GuardFailure{expected[k], 0});
    for (std::size_t i = 0; i < 300; ++i) CHECK(outputs[i] == (i % 7 >= 3 ? -1.0 : 3.0 * double(i % 7)));
}

TEST_CASE("a branching function is recorded for each way that points take") {
    BranchingProgram program =
        compile_branching(branching, [](const Graph& graph) { return value_and_gradient(graph); });
    std::vector<double> points;
    for (int i = 0; i < 300; ++i) points.insert(points.end(), {double(i % 7), 3.0});
    std::vector<double> outputs(900);
    program.map(rows(points, 2), rows(outputs, 3));
    CHECK(program.programs().size() == 2);
    for (std::size_t i = 0; i < 300; ++i) {
        const double x = double(i % 7);
        CHECK(std::vector(&outputs[3 * i], &outputs[3 * i + 3]) ==
              (x < 3 ? std::vector{3 * x, 3.0, 0.0} : std::vector{9.0, 0.0, 6.0}));
    }
    program.map(rows(points, 2), rows(outputs, 3));
    CHECK(program.programs().size() == 2);
}

TEST_CASE("a sum of a branching function takes each point once") {
    const auto loss = [](const auto& theta, const auto& x) {
        return x[0] < theta[0] ? Var(theta[1] * x[0]) : Var(theta[1] * theta[0]);
    };
    BranchingProgram program =
        compile_branching_with_parameters(loss, [](const Graph& graph) { return value_and_gradient(graph); });
    std::vector<double> points(1001);
    double expected = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = double(i % 10);
        expected += 2 * std::min(points[i], 4.5);
    }
    const ProgramSum sum = program.sum(std::vector{4.5, 2.0}, rows(points, 1));
    CHECK(sum.value == Approx(expected).epsilon(1e-14));
    CHECK(sum.gradient[0] == Approx(500 * 2).epsilon(1e-14));
    CHECK(sum.gradient[1] == Approx(expected / 2).epsilon(1e-14));
    const ProgramSum moved = program.sum(std::vector{100.0, 1.0}, rows(points, 1));
    CHECK(moved.value == Approx(4500 + 0).epsilon(1e-14));
}
