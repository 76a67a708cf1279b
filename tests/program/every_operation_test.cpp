// Every operation of the catalogue on every instruction set, one point after the other in a batch, against Arb.

#include <catch.hpp>
#include <reference/reference.hpp>
#include <seed.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/program.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <random>
#include <vector>

using namespace autodiff;

namespace {

/// The operation alone, on as many inputs as a point has numbers.
Graph alone(ops::Opcode operation, std::size_t arguments) {
    Graph graph;
    std::vector<NodeId> inputs;
    for (std::size_t k = 0; k < arguments; ++k) inputs.push_back(graph.add_input());
    graph.add_output(graph.add(operation, inputs));
    return graph;
}

/// Points of equal size together, as one run of a program needs them.
std::vector<double> points_of_size(const std::vector<reference::Point>& points, std::size_t size) {
    std::vector<double> numbers;
    for (const auto& point : points)
        if (point.size() == size) numbers.insert(numbers.end(), point.begin(), point.end());
    return numbers;
}

struct Worst {
    double ulp = 0;
    std::vector<double> at;
    double computed = 0;
};

/// The largest error of a program, of points where the operation has a finite value.
Worst worst_error(std::string_view operation, const Program& program, const std::vector<double>& numbers,
                  std::size_t size, bool plain) {
    const std::size_t count = numbers.size() / size;
    std::vector<double> results(count);
    program.map(rows(std::span(numbers), size), rows(results, 1));
    Worst worst;
    for (std::size_t i = 0; i < count; ++i) {
        const std::span<const double> x(&numbers[i * size], size);
        const double scalar = operation_value(program.graph().node(program.graph().outputs()[0]).opcode(), x);
        const double error = reference::value(operation, x).ulp_error(plain ? scalar : results[i]);
        if (std::abs(scalar) < 1e-300 && std::abs(results[i]) < 1e-300) continue; // denormal products may be flushed
        if (error > worst.ulp) worst = {error, {x.begin(), x.end()}, results[i]};
    }
    return worst;
}

/// How far lanes may be off: SLEEF promises 1.0 to 1.5 ulp of a function, and rules combine two or three.
constexpr double lanes_ulp = 4;

/// n 2^-53 times the sum of the sizes: what adding n terms one after the other may be off by, twice over.
double plain_sum_bound(std::span<const double> terms) {
    double sizes = 0;
    for (const double term : terms) sizes += std::abs(term);
    return double(terms.size() + 1) * 0x1p-52 * sizes;
}

} // namespace

TEST_CASE("sums and dot products are added up plainly, within the bound of that") {
    const std::vector<double> x{0.3911, -0.2108, 1e8, -0.1638, -1e8, 3e-7, 12.5, -12.25};
    for (const std::size_t size : std::vector<std::size_t>{2, 4, 6, 8}) {
        const std::span<const double> point(x.data(), size);
        std::vector<double> products;
        for (std::size_t k = 0; k < size / 2; ++k) products.push_back(x[k] * x[k + size / 2]);
        double result = 0;
        compile(alone(ops::opcode<ops::Sum>, size)).map(rows(point, size), rows(std::span(&result, 1), 1));
        CHECK(std::abs(result - reference::value("sum", point).nearest()) <= plain_sum_bound(point));
        compile(alone(ops::opcode<ops::Dot>, size)).map(rows(point, size), rows(std::span(&result, 1), 1));
        CHECK(std::abs(result - reference::value("dot", point).nearest()) <= plain_sum_bound(products));
    }
}

TEST_CASE("log_sum_exp is off by a few roundings of its largest argument, infinite ones included") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const std::vector<double>& x : {std::vector{1.0, 2.0, 3.0},
                                         {-0.0, -36.0},
                                         {700.0, 710.0, -5.0},
                                         {1e300, 1.0},
                                         {-infinity, 2.0},
                                         {infinity, 2.0, 3.0},
                                         {-infinity, -infinity}}) {
        double result = 0;
        compile(alone(ops::opcode<ops::LogSumExp>, x.size()))
            .map(rows(std::span(x), x.size()), rows(std::span(&result, 1), 1));
        const double truth = reference::value("log_sum_exp", x).nearest();
        INFO(fmt::format("{}: {} for {}", fmt::join(x, ", "), result, truth));
        CHECK((result == truth || std::abs(result - truth) <= 0x1p-50 * std::max(1.0, std::abs(truth))));
    }
}

TEST_CASE("every operation has in lanes the value that it has alone") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    ops::for_each_operation([&]<class Op>(Op) {
        const std::string_view operation = Op::notation.name;
        if (!reference::knows(operation) || Op::arity == ops::any_number) return; // sums: see below
        auto points = reference::hard_points(operation);
        const auto more = reference::random_points(operation, 2000, random);
        points.insert(points.end(), more.begin(), more.end());
        std::vector<std::size_t> sizes;
        for (const auto& point : points) sizes.push_back(point.size());
        std::sort(sizes.begin(), sizes.end());
        sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
        for (const InstructionSet set : instruction_sets())
            for (const std::size_t size : sizes) {
                if (size == 0) continue;
                const Program program = compile(alone(ops::opcode<Op>, size), {.instruction_set = set});
                if (!program.graph().node(program.graph().outputs()[0]).is_operation()) continue;
                const auto numbers = points_of_size(points, size);
                const Worst plain = worst_error(operation, program, numbers, size, true);
                const Worst lanes = worst_error(operation, program, numbers, size, false);
                INFO(operation << " on " << name(set) << ": " << lanes.ulp << " ulp, alone " << plain.ulp);
                INFO(fmt::format("at {}: {}", fmt::join(lanes.at, ", "), lanes.computed));
                CHECK(lanes.ulp <= std::max(lanes_ulp, plain.ulp + 2));
            }
    });
}
