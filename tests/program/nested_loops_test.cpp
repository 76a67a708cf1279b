#include <catch.hpp>
#include <graph/nested_graphs.hpp>
#include <program/point_programs.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/parallel.hpp>

#include <oneapi/tbb/global_control.h>

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace autodiff;
using namespace nested_graphs;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

constexpr CompileOptions nested{.inline_below = 0};

/// A damped pendulum, by implicit Euler: the state is (angle, velocity), shared are the step length and the damping.
const auto swing = [](const std::vector<Var>& x, const std::vector<Var>& p) {
    const Var velocity = x[1] - p[0] * (sin(x[0]) + p[1] * x[1]);
    return std::vector<Var>{x[0] + p[0] * velocity, velocity};
};

Graph pendulum(std::size_t steps) {
    const auto angle = [&](const std::vector<Var>& x) {
        return repeat(swing, steps, std::vector{x[0], x[1]}, std::vector{x[2], x[3]})[0];
    };
    return record(angle, {0.5, 0.1, 1e-3, 0.1});
}

/// A recurrent cell of two units: weights are parameters, the inputs of the steps are data.
Graph recurrent(std::size_t steps) {
    const auto cell = [](const std::vector<Var>& h, const std::vector<Var>& w, const std::vector<Var>& x) {
        return std::vector<Var>{tanh(w[0] * h[0] + w[1] * h[1] + w[2] * x[0]),
                                tanh(w[3] * h[0] + w[4] * h[1] + w[5] * x[0])};
    };
    const auto loss = [&](const auto& w, const auto& x) {
        const std::vector<Var> weights(w.begin(), w.end()), sequence(x.begin(), x.end());
        const auto h = repeat(cell, steps, std::vector<Var>{0, 0}, weights, sequence);
        return Var(square(h[0] - 0.25) + h[1]);
    };
    return record(loss, parameters(6), data(steps));
}

std::size_t planned_instructions(const Graph& graph) { return compile(graph).statistics().instructions; }

Numbers uniform_numbers(std::size_t count, double from, double to, std::mt19937_64& random) {
    std::uniform_real_distribution<> number(from, to);
    Numbers x(count);
    for (double& element : x) element = number(random);
    return x;
}

} // namespace

TEST_CASE("a million steps are planned as a thousand") {
    for (const auto& verb : std::vector<Graph (*)(const Graph&)>{
             [](const Graph& graph) { return graph; }, [](const Graph& graph) { return value_and_gradient(graph); },
             [](const Graph& graph) { return hessian(graph); }}) {
        const std::size_t instructions = planned_instructions(verb(pendulum(100'000)));
        CHECK(instructions < 400);
        CHECK(planned_instructions(verb(pendulum(1'000'000))) == instructions);
        const Graph thousand = verb(pendulum(1000));
        CHECK(compile(thousand, nested).statistics().instructions == instructions);
        CHECK(compile(verb(pendulum(1'000'000)), nested).statistics().instructions == instructions);
    }
    const ProgramStatistics small = compile(pendulum(10'000), nested).statistics();
    CHECK(compile(pendulum(20'000), nested).statistics().flops == 2 * small.flops);
}

TEST_CASE("equal components are planned once, however many there are") {
    const auto component = [](const auto& x) { return exp(-square(x[0] - x[1]) / (1 + square(x[2]))) / cosh(x[1]); };
    const auto mixture = [&](std::size_t components) {
        return record(
            [&](const auto& theta, const auto& x) {
                Var sum = 0;
                for (std::size_t k = 0; k < components; ++k)
                    sum += call(component, std::vector<Var>{x[0], theta[k], theta[components + k]});
                return Var(log(sum));
            },
            parameters(2 * components), data(1));
    };
    const auto statistics = [&](std::size_t components) {
        return compile(value_and_gradient(mixture(components)), nested).statistics();
    };
    // each more adds its calls, forward and back, and what is done with their results
    const std::size_t ten = statistics(10).instructions, twenty = statistics(20).instructions;
    CHECK(statistics(40).instructions - twenty <= 2 * (twenty - ten) + 4);
    CHECK(twenty - ten <= 10 * 6);
    std::mt19937_64 random(test_seed());
    const Graph graph = value_and_gradient(mixture(20));
    const Numbers theta = uniform_numbers(40, -1, 1, random), points = uniform_numbers(150, -2, 2, random);
    const ProgramSum sum = compile(graph, nested).sum(theta, rows(points, 1));
    const ProgramSum truth = compile(graph).sum(theta, rows(points, 1));
    REQUIRE(compile(graph).graph().functions().empty());
    CHECK(sum.value == Approx(truth.value).epsilon(1e-12));
    CHECK(distance(sum.gradient, truth.gradient) < 1e-11);
}

TEST_CASE("loops that keep only some of their states give the gradients of those that keep all") {
    // 2 states and 200'000 steps: more than a mebibyte holds
    const Graph graph = value_and_gradient(pendulum(200'000));
    const Program program = compile(graph, {.lanes = 8});
    const Numbers points{0.5, 0.1, 1e-4, 0.1, -0.3, 0.7, 2e-4, 0.05, 1.1, -0.4, 5e-5, 0.3};
    Numbers results(3 * 5);
    program.map(rows(points, 4), rows(results, 5));
    for (std::size_t i = 0; i < 3; ++i) {
        const Numbers x(&points[4 * i], &points[4 * i] + 4);
        const Numbers truth = graph(x);
        CHECK(distance(Numbers(&results[5 * i], &results[5 * i] + 5), truth) < 1e-9);
        CHECK(distance(program(x), truth) < 1e-9);
    }
}

TEST_CASE("a recurrent cell with shared weights is summed over points as when it is written out") {
    std::mt19937_64 random(test_seed());
    CAPTURE(test_seed());
    const std::size_t steps = 12;
    for (const Graph& graph : {value_and_gradient(recurrent(steps)), hessian(recurrent(steps))}) {
        const Numbers w = uniform_numbers(6, -1, 1, random), points = uniform_numbers(133 * steps, -1, 1, random);
        for (const InstructionSet set : instruction_sets()) {
            const Program program = compile(graph, {.instruction_set = set, .inline_below = 0});
            const Program flat = compile(graph, {.instruction_set = set});
            REQUIRE(flat.graph().functions().empty());
            Numbers sums(graph.outputs().size()), truth(graph.outputs().size());
            program.sum_into(sums, w, rows(points, steps));
            flat.sum_into(truth, w, rows(points, steps));
            CHECK(distance(sums, truth) < 1e-11);
        }
    }
}

TEST_CASE("calls without data are evaluated once for all points") {
    const auto f = [](const auto& theta, const auto& x) {
        const auto end = repeat(swing, 50, std::vector<Var>{theta[0], theta[1]}, std::vector<Var>{Var(0.01), theta[2]});
        return Var(end[0] * x[0] + end[1]);
    };
    const Graph value = record(f, parameters(3), data(1));
    CHECK(compile(value, nested).statistics().instructions == 1);
    const Graph graph = value_and_gradient(value); // whose loop back begins with x
    const Program program = compile(graph, nested);
    const Numbers theta{0.5, -0.25, 0.125}, points{1, 2, 3, 4.5};
    Numbers each(4 * 4);
    program.map(theta, rows(points, 1), rows(each, 4));
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(distance(Numbers(&each[4 * i], &each[4 * i] + 4), graph({0.5, -0.25, 0.125, points[i]})) < 1e-13);
}

TEST_CASE("a nested program gives the same bits on any number of threads") {
    std::mt19937_64 random(test_seed());
    CAPTURE(test_seed());
    const std::size_t count = 20'011, steps = 5;
    const Program program = compile(value_and_gradient(recurrent(steps)), nested);
    const Numbers w = uniform_numbers(6, -1, 1, random), points = uniform_numbers(count * steps, -1, 1, random);
    const ProgramSum alone = program.sum(w, rows(points, steps));
    Numbers outputs(count * 7);
    program.map(w, rows(points, steps), rows(outputs, 7));
    for (const std::size_t threads : std::vector<std::size_t>{1, 2, 5}) {
        const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
        const ProgramSum shared = program.sum(w, rows(points, steps), {.workers = &all_cores()});
        CHECK(shared.value == alone.value);
        CHECK(shared.gradient == alone.gradient);
        Numbers again(count * 7);
        program.map(w, rows(points, steps), rows(again, 7), {.workers = &all_cores()});
        CHECK(again == outputs);
    }
}

TEST_CASE("a sequence of many elements is read and differentiated without being planned step by step") {
    const std::size_t steps = 20'000;
    const auto f = [&](const std::vector<Var>& x) {
        const auto mix = [](const std::vector<Var>& s, const std::vector<Var>& p, const std::vector<Var>& q) {
            return std::vector<Var>{p[0] * s[0] + sin(q[0])};
        };
        return repeat(mix, steps, std::vector<Var>{Var(1)}, std::vector{x[0]},
                      std::vector<Var>(x.begin() + 1, x.end()))[0];
    };
    std::mt19937_64 random(test_seed());
    Numbers x = uniform_numbers(steps + 1, -1, 1, random);
    x[0] = 0.999;
    const Graph graph = value_and_gradient(record(f, x));
    for (const bool machine_code : {true, false}) {
        const Program program = compile(graph, {.lanes = 8, .machine_code = machine_code});
        CHECK(program.statistics().instructions < 30);
        const Numbers truth = graph(x);
        CHECK(distance(program(x), truth) < 1e-11);
        Numbers outputs(steps + 2);
        program.map(rows(x, steps + 1), rows(outputs, steps + 2));
        CHECK(distance(outputs, truth) < 1e-11);
    }
}

TEST_CASE("loops without steps, states, or sequence run, also backwards") {
    std::mt19937_64 random(test_seed());
    for (const std::uint32_t steps : std::vector<std::uint32_t>{0, 1, 2})
        for (const std::size_t states : std::vector<std::size_t>{1, 2})
            for (const std::size_t others : std::vector<std::size_t>{0, 1, 3}) {
                const GraphFunction loop{random_body(states, others, random), GraphFunction::Kind::repeat, steps,
                                         static_cast<std::uint32_t>(others / 2)};
                CAPTURE(test_seed(), steps, states, others);
                for (const Graph& graph : {calling(loop), jacobian(calling(loop))}) {
                    const Program program = compile(graph, nested);
                    const Numbers x = random_point(loop.arguments(), random);
                    CHECK(distance(program(x), graph(x)) < 1e-11);
                    Numbers outputs(graph.outputs().size());
                    program.map(rows(x, x.size()), rows(outputs, outputs.size()));
                    CHECK(distance(outputs, graph(x)) < 1e-11);
                }
            }
}

TEST_CASE("bodies may hand inputs and constants on, exchange states, and have results that nobody needs") {
    Graph body; // (a, b, c, p, q) -> (b, a, 2)
    std::vector<NodeId> in;
    for (int k = 0; k < 5; ++k) in.push_back(body.add_input());
    body.add_output(in[1]);
    body.add_output(in[0]);
    body.add_output(body.add_constant(2));
    const auto shared = std::make_shared<const Graph>(body);
    Graph sums; // (a, b, c) -> (a + b, a + c, c)
    for (int k = 0; k < 3; ++k) in[std::size_t(k)] = sums.add_input();
    sums.add_output(sums.add<ops::Add>({in[0], in[1]}));
    sums.add_output(sums.add<ops::Add>({in[0], in[2]}));
    sums.add_output(in[2]);
    const auto adding = std::make_shared<const Graph>(sums);
    for (const std::uint32_t steps : std::vector<std::uint32_t>{1, 2, 7}) {
        Graph graph;
        std::vector<NodeId> x;
        const GraphFunction loop{shared, GraphFunction::Kind::repeat, steps, 1};
        for (std::size_t k = 0; k < loop.arguments(); ++k) x.push_back(graph.add_input());
        const NodeId exchanged = graph.add_call(graph.add_function(loop), x);
        const std::vector<NodeId> again{graph.add_result(exchanged, 0), graph.add_result(exchanged, 0), x[2]};
        const NodeId added = graph.add_call(graph.add_function({adding, GraphFunction::Kind::repeat, steps}), again);
        graph.add_output(graph.add_result(added, 1));
        graph.add_output(graph.add_result(exchanged, 2));
        graph.add_output(graph.add_result(added, 1));
        std::mt19937_64 random(test_seed());
        CAPTURE(test_seed(), steps);
        const Numbers points = random_point(9 * x.size(), random);
        for (const Graph& made : {graph, jacobian(graph)})
            for (const InstructionSet set : instruction_sets())
                for (const bool machine_code : {true, false}) {
                    const Program program = compile(
                        made, {.instruction_set = set, .lanes = 8, .machine_code = machine_code, .inline_below = 0});
                    const std::size_t n = made.outputs().size();
                    Numbers outputs(9 * n);
                    program.map(rows(points, x.size()), rows(outputs, n));
                    for (std::size_t i = 0; i < 9; ++i) {
                        const Numbers point(&points[i * x.size()], &points[i * x.size()] + x.size());
                        const Numbers truth = made(point);
                        CHECK(distance(program(point), truth) < 1e-13);
                        CHECK(distance(Numbers(&outputs[i * n], &outputs[i * n] + n), truth) < 1e-13);
                    }
                }
    }
}
