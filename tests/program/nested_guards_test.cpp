#include <catch.hpp>
#include <graph/nested_graphs.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/program.hpp>

#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

constexpr CompileOptions nested{.inline_below = 0};

/// x grows by a step: three times, and stays below 5.
const auto climb = [](const std::vector<Var>& x, const std::vector<Var>& p) {
    return std::vector<Var>{x[0] < 5 ? Var(x[0] + p[0]) : Var(x[0])};
};
const auto height = [](const std::vector<Var>& x) {
    return Var(repeat(climb, 4, std::vector{x[0]}, std::vector{x[1]})[0] * x[0]);
};

Graph climbing() { return record(height, {0.0, 1.0}); }

std::vector<Program> programs(const Graph& graph) {
    std::vector<Program> all;
    for (const InstructionSet set : instruction_sets())
        for (const bool machine_code : {true, false})
            all.push_back(compile(graph, {.instruction_set = set, .machine_code = machine_code, .inline_below = 0}));
    return all;
}

} // namespace

TEST_CASE("a guard in a loop names the comparison, the call and the step") {
    for (const Graph& graph : {climbing(), value_and_gradient(climbing())})
        for (const Program& program : programs(graph)) {
            CHECK_NOTHROW(program({1, 1}));
            CHECK_THROWS_AS(program({3, 1}), GuardError);
            CHECK_THROWS_WITH(program({3, 1}), ContainsSubstring("Program: the comparison 5 < 5 (node ") &&
                                                   ContainsSubstring("in step 2) is false here and was true"));
            const Numbers points{0, 1, 1, 1, 4, 1.5};
            Numbers outputs(3 * graph.outputs().size());
            CHECK_THROWS_WITH(program.map(rows(points, 2), rows(outputs, graph.outputs().size())),
                              ContainsSubstring("at point 2 the comparison 5.5 < 5 (node ") &&
                                  ContainsSubstring("in step 1) is false here") &&
                                  ContainsSubstring("1 points branch otherwise"));
        }
}

TEST_CASE("points that fail inside calls are collected, and a map leaves them alone") {
    const Graph graph = value_and_gradient(climbing());
    const std::size_t count = 300;
    Numbers points;
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < count; ++i) {
        points.insert(points.end(), {double(i % 7), 1.0});
        if (i % 7 >= 2) expected.push_back(i);
    }
    for (const Program& program : programs(graph)) {
        Numbers outputs(3 * count, -1);
        std::vector<GuardFailure> failures;
        program.map(rows(points, 2), rows(outputs, 3), {.failures = &failures});
        REQUIRE(failures.size() == expected.size());
        for (std::size_t k = 0; k < expected.size(); ++k)
            CHECK(failures[k] == GuardFailure{expected[k], program.graph().guards().size()});
        for (std::size_t i = 0; i < count; ++i) {
            const double x = double(i % 7);
            CHECK(Numbers(&outputs[3 * i], &outputs[3 * i] + 3) ==
                  (x >= 2 ? Numbers{-1, -1, -1} : Numbers{(x + 4) * x, 2 * x + 4, 4 * x}));
        }
    }
}

TEST_CASE("a sum leaves out the points that fail inside calls") {
    const auto loss = [](const auto& theta, const auto& x) {
        return Var(theta[1] * repeat(climb, 4, std::vector<Var>{x[0]}, std::vector<Var>{theta[0]})[0]);
    };
    const Graph graph = value_and_gradient(record(loss, parameters(std::vector{1.0, 2.0}), data(std::vector{0.0})));
    Numbers points;
    double sum = 0, good = 0;
    for (std::size_t i = 0; i < 301; ++i) {
        points.push_back(double(i % 7));
        if (i % 7 < 2) {
            sum += points.back() + 4;
            ++good;
        }
    }
    for (const Program& program : programs(graph)) {
        std::vector<GuardFailure> failures;
        const ProgramSum total = program.sum(std::vector{1.0, 3.0}, rows(points, 1), {.failures = &failures});
        CHECK(failures.size() == 301 - std::size_t(good));
        CHECK(total.value == Approx(3 * sum).epsilon(1e-13));
        CHECK(total.gradient[0] == Approx(3 * 4 * good).epsilon(1e-13));
        CHECK(total.gradient[1] == Approx(sum).epsilon(1e-13));
    }
}

TEST_CASE("parameters that alone branch otherwise inside a call end the run") {
    const auto step = [](const std::vector<Var>& x, const std::vector<Var>& p) {
        return std::vector<Var>{p[0] > 0 ? Var(x[0] * p[0]) : x[0]};
    };
    const auto f = [&](const auto& theta, const auto& x) {
        return repeat(step, 3, std::vector<Var>{x[0]}, std::vector<Var>{theta[0]})[0];
    };
    const Program program = compile(record(f, parameters(std::vector{2.0}), data(std::vector{1.0})), nested);
    const Numbers points{1, 2};
    CHECK(program.sum(std::vector{3.0}, rows(points, 1)).value == 81);
    CHECK_THROWS_WITH(program.sum(std::vector{-3.0}, rows(points, 1)), ContainsSubstring("-3 > 0"));
    CHECK_THROWS_WITH(program({-3.0, 1.0}), ContainsSubstring("-3 > 0"));
    CHECK(program({3.0, 1.0}) == Numbers{27});
}

TEST_CASE("a guard on constants that does not hold fails everywhere") {
    Graph body;
    const NodeId x = body.add_input();
    const NodeId one = body.add_constant(1), two = body.add_constant(2);
    body.add_guard(body.add<ops::Less>({two, one}), true);
    body.add_output(body.add<ops::Exp>({x}));
    const auto shared = std::make_shared<const Graph>(body);
    const Numbers points{0.5, 1.5};
    Numbers outputs(2);
    std::vector<GuardFailure> failures;
    for (const Program& program : programs(nested_graphs::calling({shared}))) {
        CHECK_THROWS_WITH(program({0.5}), ContainsSubstring("2 < 1"));
        program.map(rows(points, 1), rows(outputs, 1), {.failures = &failures});
        CHECK(failures == std::vector<GuardFailure>{{0, 0}, {1, 0}});
    }
    CHECK_THROWS_WITH(compile(body)({0.5}), ContainsSubstring("2 < 1"));
}

TEST_CASE("a branching function with a loop is recorded for each way that its steps take") {
    BranchingProgram program =
        compile_branching(height, [](const Graph& graph) { return value_and_gradient(graph); }, {.inline_below = 0});
    const Numbers points{0, 1, 6, 1, 1, 0.5, 7, 2};
    Numbers outputs(12);
    program.map(rows(points, 2), rows(outputs, 3));
    CHECK(program.programs().size() == 2);
    CHECK(outputs == Numbers{0, 4, 0, 36, 12, 0, 3, 4, 4, 49, 14, 0});
}

TEST_CASE("a call whose results nobody needs still checks its guards") {
    Graph body;
    const NodeId x = body.add_input();
    body.add_guard(body.add<ops::Less>({x, body.add_constant(1)}), true);
    body.add_output(body.add<ops::Exp>({x}));
    Graph graph;
    const NodeId y = graph.add_input();
    static_cast<void>(graph.add_call(graph.add_function({std::make_shared<const Graph>(body)}), std::vector{y}));
    graph.add_output(graph.add<ops::Negate>({y}));
    const Numbers points{0.5, 1.5};
    Numbers outputs(2, 7);
    std::vector<GuardFailure> failures;
    for (const Program& program : programs(graph)) {
        CHECK(program({0.5}) == Numbers{-0.5});
        CHECK_THROWS_WITH(program({1.5}), ContainsSubstring("1.5 < 1"));
        program.map(rows(points, 1), rows(outputs, 1), {.failures = &failures});
        CHECK(failures == std::vector<GuardFailure>{{1, 0}});
        CHECK(outputs == Numbers{-0.5, 7});
    }
}

TEST_CASE("the reverse of a loop does not check guards a second time") {
    // By hand: a reverse whose loop would fail, as it stands in a graph beside no loop.
    Graph body; // s -> 2 s, with a guard s < 3
    const NodeId s = body.add_input();
    body.add_guard(body.add<ops::Less>({s, body.add_constant(3)}), true);
    body.add_output(body.add<ops::Multiply>({s, body.add_constant(2)}));
    Graph adjoint; // (s, w) -> 2 w
    static_cast<void>(adjoint.add_input());
    const NodeId w = adjoint.add_input();
    adjoint.add_output(adjoint.add<ops::Multiply>({w, adjoint.add_constant(2)}));
    const Graph graph =
        nested_graphs::calling({std::make_shared<const Graph>(body), GraphFunction::Kind::repeat_reverse, 5, 0,
                                std::make_shared<const Graph>(adjoint)});
    REQUIRE(graph({1, 0.75}) == Numbers{24});
    const Numbers point{1, 0.75};
    Numbers outputs(1);
    for (const Program& program : programs(graph)) {
        CHECK(program(point) == Numbers{24});
        program.map(rows(point, 2), rows(outputs, 1));
        CHECK(outputs == Numbers{24});
    }
}
