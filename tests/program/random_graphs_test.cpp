// Random graphs of all operations, and their Jacobians, in batches: maps and sums on every instruction set against the
// graph itself. How far rounding may take a result is found out by running the graph with every operation a little off.

#include <catch.hpp>
#include <graph/random_graph.hpp>
#include <seed.hpp>

#include <autodiff/program.hpp>

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <random>
#include <vector>

using namespace autodiff;

namespace {

using Numbers = std::vector<double>;

/// The outputs at x when each operation is off by up to 2^-49 of its value, and each sum by as much of its terms.
Numbers blurred_outputs(const Graph& graph, const Numbers& x, std::mt19937_64& random) {
    std::uniform_real_distribution<> off(-0x1p-49, 0x1p-49);
    Numbers values(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_input()) values[i] = x[node.input_number()];
        if (node.is_constant()) values[i] = node.constant();
        if (!node.is_operation()) continue;
        Numbers arguments;
        double size = 0;
        for (const NodeId argument : graph.arguments(id)) {
            arguments.push_back(values[index(argument)]);
            size += std::abs(arguments.back());
        }
        values[i] = operation_value(node.opcode(), arguments);
        const bool sum = node.is<ops::Sum>() || node.is<ops::LogSumExp>() || node.is<ops::LogAddExp>();
        if (node.is<ops::Dot>())
            for (std::size_t k = 0; k < arguments.size() / 2; ++k)
                size += std::abs(arguments[k] * arguments[k + arguments.size() / 2]);
        values[i] += off(random) * (sum || node.is<ops::Dot>() ? size + std::abs(values[i]) : std::abs(values[i]));
    }
    Numbers outputs;
    for (const NodeId output : graph.outputs()) outputs.push_back(values[index(output)]);
    return outputs;
}

/// How far each output may be off: infinite where rounding decides a branch or overflows.
Numbers tolerances(const Graph& graph, const Numbers& x, const Numbers& expected, std::mt19937_64& random) {
    Numbers result(expected.size(), 1e-290);
    for (int run = 0; run < 6; ++run) {
        const Numbers blurred = blurred_outputs(graph, x, random);
        for (std::size_t k = 0; k < expected.size(); ++k) {
            const double distance = std::abs(blurred[k] - expected[k]);
            const bool same = std::isnan(blurred[k]) == std::isnan(expected[k]) && !(distance > 1e280);
            result[k] = std::max(result[k], same ? (std::isnan(distance) ? 0 : 32 * distance)
                                                 : std::numeric_limits<double>::infinity());
        }
    }
    return result;
}

bool close(double x, double y, double tolerance) {
    if (std::isinf(tolerance) || x == y || (std::isnan(x) && std::isnan(y))) return true;
    return std::abs(x - y) <= tolerance;
}

struct Sample {
    Graph graph;
    std::vector<Numbers> points; // at which the guards hold
};

Sample make_sample(std::mt19937_64& random) {
    std::uniform_real_distribution<> number(-2.5, 2.5);
    const auto codes = random_graph::all_operations();
    const Numbers constants{0, 1, -1, 0.5, 2, 3.25, -7, 1e3, 1e-3};
    const Numbers x{number(random), number(random), number(random)};
    Sample sample{random_graph::make(x, 25, codes, constants, random), {x}};
    for (int i = 0; i < 20; ++i) {
        const Numbers y{number(random), number(random), number(random)};
        try {
            static_cast<void>(sample.graph(y));
            sample.points.push_back(y);
        } catch (const GuardError&) { continue; }
    }
    return sample;
}

Numbers joined(const std::vector<Numbers>& points) {
    Numbers all;
    for (const Numbers& point : points) all.insert(all.end(), point.begin(), point.end());
    return all;
}

void check_map(const Graph& graph, const std::vector<Numbers>& points, InstructionSet set, std::mt19937_64& random) {
    const Program program = compile(graph, {.instruction_set = set});
    const Numbers all = joined(points);
    const std::size_t outputs = graph.outputs().size();
    Numbers results(points.size() * outputs);
    std::vector<GuardFailure> failures; // where rounding decides a comparison
    program.map(rows(all, 3), rows(results, outputs), {.failures = &failures});
    std::size_t next = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (next < failures.size() && failures[next].point == i) {
            ++next;
            continue;
        }
        const Numbers expected = graph(points[i]);
        const Numbers tolerance = tolerances(graph, points[i], expected, random);
        for (std::size_t k = 0; k < outputs; ++k)
            if (!close(results[i * outputs + k], expected[k], tolerance[k])) {
                FAIL_CHECK(fmt::format("{}\non {} at ({}, {}, {}), output {}: {} and {} of the graph, tolerance {}",
                                       to_text(graph), name(set), points[i][0], points[i][1], points[i][2], k,
                                       results[i * outputs + k], expected[k], tolerance[k]));
                return;
            }
    }
}

/// The first two inputs are parameters: the sum over points is the sum of what a map gives them.
void check_sum(Graph graph, const std::vector<Numbers>& points, InstructionSet set) {
    graph.set_data_inputs(1);
    const Program program = compile(graph, {.instruction_set = set});
    const std::size_t outputs = graph.outputs().size();
    const Numbers parameters{points[0][0], points[0][1]};
    Numbers data;
    for (const Numbers& point : points) data.push_back(point[2]);
    Numbers each(points.size() * outputs);
    Numbers total(outputs);
    std::vector<GuardFailure> failed_in_map;
    std::vector<GuardFailure> failed_in_sum;
    try {
        program.map(parameters, rows(data, 1), rows(each, outputs), {.failures = &failed_in_map});
    } catch (const GuardError&) { return; } // the parameters' own guards
    program.sum_into(total, parameters, rows(data, 1), {.failures = &failed_in_sum});
    if (failed_in_map != failed_in_sum) return; // rounding decides a comparison
    for (std::size_t k = 0; k < outputs; ++k) {
        double sum = 0;
        double sizes = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            sum += each[i * outputs + k];
            sizes += std::abs(each[i * outputs + k]);
        }
        // What all points share is multiplied at the end: terms may cancel or overflow on the way otherwise than in a map.
        if (!(sizes < 1e100)) continue;
        INFO(to_text(graph) << "\non " << name(set) << ", output " << k << ", parameters " << parameters[0] << " "
                            << parameters[1]);
        CHECK(std::abs(total[k] - sum) <= 1e-9 * sizes + 1e-280);
    }
}

} // namespace

TEST_CASE("random graphs and their Jacobians give in batches what they give alone, up to rounding") {
    INFO("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    for (int i = 0; i < 150; ++i) {
        const Sample sample = make_sample(random);
        for (const InstructionSet set : instruction_sets()) {
            check_map(sample.graph, sample.points, set, random);
            check_map(jacobian(sample.graph), sample.points, set, random);
        }
    }
}

TEST_CASE("random sums over points are the sums of what the points give, up to rounding") {
    INFO("seed " << test_seed());
    std::mt19937_64 random(test_seed() + 1);
    for (int i = 0; i < 150; ++i) {
        const Sample sample = make_sample(random);
        for (const InstructionSet set : instruction_sets()) check_sum(sample.graph, sample.points, set);
    }
}
