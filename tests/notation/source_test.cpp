#include "catch.hpp"
#include "graph/random_graph.hpp"
#include "notation/graphs.hpp"
#include "notation/source_differences.hpp"
#include "notation/source_operations.hpp"
#include "notation/written.hpp"
#include "seed.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/source.hpp>
#include <autodiff/ops/nary.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <random>

using namespace autodiff;
using namespace compiled;

namespace {

/// In units of the last place of the larger of |expected| and `size`.
double units(double computed, double expected, double size) {
    if (std::isnan(computed) && std::isnan(expected)) return 0;
    if (computed == expected) return 0;
    const double scale = std::max({std::abs(expected), size, std::numeric_limits<double>::min()});
    if (!std::isfinite(scale)) return 0; // the terms overflow
    return std::abs(computed - expected) / std::ldexp(1.0, std::ilogb(scale) - 52);
}

struct Worst {
    double units = 0;
    std::vector<double> x = {};
    double computed = 0, expected = 0;
};

Worst largest_difference(const Library& library, const WrittenOperation& written) {
    const Difference* const difference = difference_of(written.operation);
    Worst worst;
    for (const std::vector<double>& x : written.points) {
        double y = -1;
        library.call(written.name, x, std::span(&y, 1));
        const double expected = written.graph(x).front();
        const double found = difference == nullptr ? distance(y, expected) : units(y, expected, difference->size(x));
        if (!(found <= worst.units)) worst = {found, x, y, expected};
    }
    return worst;
}

template <class Op>
struct FloatValue {
    static constexpr float (*value)(std::span<const float>) = ops::value_at<Op, float>;
};

void check_in_float(const Library& library, const WrittenOperation& written) {
    const Difference* const difference = difference_of(written.operation);
    const ops::Opcode code = written.graph.node(written.graph.outputs().front()).opcode();
    float worst = 0;
    std::string where;
    for (const std::vector<double>& point : written.points) {
        const std::vector<float> x(point.begin(), point.end());
        float y = -1;
        library.call(written.name, x, std::span(&y, 1));
        if (difference == nullptr) {
            const float expected = ops::catalogue_table<FloatValue>[ops::index(code)](x);
            if (std::bit_cast<std::uint32_t>(y) == std::bit_cast<std::uint32_t>(expected) ||
                (std::isnan(y) && std::isnan(expected)))
                continue;
            FAIL_CHECK(fmt::format("{} at {} is {} and should be {}", written.name, x, y, expected));
            return;
        }
        // the stated differences, in units of float, where no term comes near to the ends of its range
        const std::vector<double> exact(x.begin(), x.end());
        const double expected = written.graph(exact).front();
        const double size = std::max(std::abs(expected), difference->size(exact));
        if (!(size > 1e-30 && size < 1e30) || std::ranges::any_of(x, [](float e) { return !(std::abs(e) < 1e18F); }))
            continue;
        const auto units =
            static_cast<float>(std::abs(static_cast<double>(y) - expected) / std::ldexp(1.0, std::ilogb(size) - 23));
        if (!(units <= worst)) {
            worst = units;
            where = fmt::format("{} at {} is {} and should be {}", written.name, x, y, expected);
        }
    }
    INFO(where);
    CHECK(worst <= 2 + 1.5 * (difference == nullptr ? 0 : difference->ulp));
}

} // namespace

TEST_CASE("written operations agree with the graph's evaluation, bit for bit but for the stated ones") {
    const auto operations = written_operations(1000);
    for (const Compiler& compiler : compilers()) {
        INFO("compiled by " << compiler.program << "; seed " << test_seed());
        Library library(compiler);
        for (const WrittenOperation& written : operations)
            library.add(written.name, write(compiler.cpp)(written.graph, {.function = written.name}));
        library.compile();
        for (const WrittenOperation& written : operations) {
            const Difference* const difference = difference_of(written.operation);
            const Worst worst = largest_difference(library, written);
            INFO(fmt::format("{} at {} is {} and should be {}", written.name, worst.x, worst.computed, worst.expected));
            CHECK(worst.units <= (difference == nullptr ? 0 : difference->ulp));
        }
    }
}

TEST_CASE("in single precision written operations agree with the rules run on float") {
    const auto operations = written_operations(300);
    for (const Compiler& compiler : compilers()) {
        INFO("compiled by " << compiler.program << "; seed " << test_seed());
        Library library(compiler);
        for (const WrittenOperation& written : operations)
            library.add(written.name,
                        write(compiler.cpp)(written.graph, {.function = written.name, .single_precision = true}),
                        "float");
        library.compile();
        for (const WrittenOperation& written : operations) check_in_float(library, written);
    }
}

TEST_CASE("written random graphs with guards agree with their evaluation, whole and in parts") {
    std::vector<ops::Opcode> codes;
    for (const ops::Opcode code : random_graph::all_operations())
        if (difference_of(notation(code).name) == nullptr && code != ops::opcode<ops::Polygamma>) codes.push_back(code);
    const std::vector<double> constants{0, 1, -1, 0.5, 2, -0.0, 1e-300, 3.25};
    std::mt19937_64 random(test_seed());
    struct Case {
        std::vector<double> x;
        Graph graph;
    };
    std::vector<Case> cases;
    for (int i = 0; i < 16; ++i) {
        std::vector<double> x(4);
        for (double& element : x) element = std::uniform_real_distribution(-2.0, 2.0)(random);
        cases.push_back({x, random_graph::make(x, 80, codes, constants, random)});
    }
    for (const Compiler& compiler : compilers()) {
        INFO("compiled by " << compiler.program << "; seed " << test_seed());
        Library library(compiler);
        for (std::size_t i = 0; i < cases.size(); ++i)
            for (const std::size_t most : std::vector<std::size_t>{1, 7, 1000}) {
                const std::string name = fmt::format("g{}_{}", i, most);
                library.add(name, write(compiler.cpp)(cases[i].graph, {.function = name,
                                                                       .inputs = {"a", "b", "gamma", "d"},
                                                                       .comments = most == 7,
                                                                       .statements_per_function = most}));
            }
        library.compile();
        for (std::size_t i = 0; i < cases.size(); ++i)
            for (const std::size_t most : std::vector<std::size_t>{1, 7, 1000})
                for (int k = 0; k < 5; ++k) {
                    std::vector<double> x = cases[i].x;
                    if (k > 0) // elsewhere guards may fail
                        for (double& element : x) element += std::uniform_real_distribution(-0.5, 0.5)(random);
                    check_same(library, fmt::format("g{}_{}", i, most), cases[i].graph, x);
                }
    }
}

TEST_CASE("written gradients, Jacobians and Hessians agree with their evaluation bit for bit") {
    const Graph graph = graphs::of(3, [](const auto& x) {
        return sigmoid(x[0] * x[1]) * exp(sin(x[2])) + atan2(x[1], x[0]) * pow(x[0], x[2]) + softplus(x[2] - x[0]) +
               erf(x[0]) * hypot(x[1], x[2]) + log_sum_exp(std::vector{x[0], x[1] * x[2]});
    });
    const std::vector<std::pair<std::string, Graph>> written{
        {"slopes", gradient(graph)}, {"jacobian_of_slopes", jacobian(gradient(graph))}, {"bending", hessian(graph)}};
    for (const Compiler& compiler : compilers()) {
        INFO("compiled by " << compiler.program);
        Library library(compiler);
        for (const auto& [name, g] : written) library.add(name, write(compiler.cpp)(g, {.function = name}));
        library.compile();
        for (const auto& [name, g] : written) check_same(library, name, g, {0.7, 1.9, -0.4});
    }
}

TEST_CASE("a guard that fails is named by what the function returns, the first one first") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId less = graph.add<ops::Less>({x, graph.add_constant(1)});
    const NodeId greater = graph.add<ops::Greater>({x, graph.add_constant(-1)});
    graph.add_guard(greater, true);
    graph.add_guard(less, true);
    graph.add_guard(graph.add<ops::NotEqual>({x, graph.add_constant(0)}), true);
    graph.add_output(graph.add<ops::Sin>({x}));
    for (const Compiler& compiler : compilers()) {
        Library library(compiler);
        library.add("guarded", write(compiler.cpp)(graph, {.function = "guarded"}));
        library.add("free", write(compiler.cpp)(graph, {.function = "unguarded", .guards = false}) +
                                "int free_(const double* x, double* y);\nint free_(const double* x, double* y) { "
                                "unguarded(x, y); return 7; }\n#define free free_\n");
        library.compile();
        const auto result = [&](const std::string& name, double at) {
            double y = 0;
            return library.call(name, std::span(&at, 1), std::span(&y, 1));
        };
        CHECK(result("guarded", 0.5) == 0);
        CHECK(result("guarded", -2) == 1);
        CHECK(result("guarded", 2) == 2);
        CHECK(result("guarded", 0) == 3);
        CHECK(result("guarded", std::nan("")) == 1);
        CHECK(result("free", 5) == 7);
    }
}
