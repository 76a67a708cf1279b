#include <catch.hpp>
#include <engines/agreement.hpp>
#include <engines/random_program.hpp>
#include <seed.hpp>

#include <autodiff/derivatives/gradient.hpp>
#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/hessian.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/passes/differentiate.hpp>

#include <algorithm>
#include <set>

using autodiff::Dual;
using autodiff::Graph;
using autodiff::Var;
using engines::Program;

namespace {

std::vector<double> dual_gradient(const Program& program, const std::vector<double>& x) {
    std::vector<double> result;
    for (std::size_t j = 0; j < x.size(); ++j) {
        std::vector<Dual<double>> moving(x.begin(), x.end());
        moving[j].tangent() = 1;
        result.push_back(program(moving).tangent());
    }
    return result;
}

/// Within `relative` of the sizes of the paths that were summed up.
void check_gradient(const Program& program, const std::vector<double>& a, const std::vector<double>& b,
                    double relative) {
    REQUIRE(a.size() == b.size());
    for (std::size_t j = 0; j < a.size(); ++j) {
        CAPTURE(j, a[j], b[j], program.path_sizes[j]);
        CHECK(std::abs(a[j] - b[j]) <= relative * program.path_sizes[j]);
    }
}

/// Row by row, d2 program / dx[i] dx[j] by another engine each.
std::vector<double> dual_in_dual_hessian(const Program& program, const std::vector<double>& x) {
    using Inner = Dual<double>;
    std::vector<double> result;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < x.size(); ++j) {
            std::vector<Dual<Inner>> moving;
            for (std::size_t k = 0; k < x.size(); ++k)
                moving.emplace_back(Inner(x[k], {k == j ? 1.0 : 0.0}), std::array{Inner(k == i ? 1.0 : 0.0)});
            result.push_back(program(moving).tangent().tangent());
        }
    return result;
}

std::vector<double> tape_in_tape_hessian(const Program& program, const std::vector<double>& x) {
    autodiff::Tape inner;
    const std::vector<Var> inputs = inner.variables(x);
    autodiff::TapeOf<Var> outer;
    const auto outer_inputs = outer.variables(inputs);
    outer.reverse(program(outer_inputs));
    std::vector<double> result;
    for (const auto& input : outer_inputs) {
        inner.reverse(outer.adjoint(input));
        for (const Var& x_j : inputs) result.push_back(inner.adjoint(x_j));
    }
    return result;
}

double largest_size(const std::vector<double>& x) {
    double largest = 0;
    for (const double element : x) largest = std::max(largest, std::abs(element));
    return largest;
}

constexpr int programs = 150;
constexpr std::size_t steps = 40;

} // namespace

TEST_CASE("Random programs: all engines give the same value to the last bit and the same gradient") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    std::set<autodiff::ops::Opcode> used;
    for (int i = 0; i < programs; ++i) {
        const Program program = engines::random_program(3, steps, random(), random);
        for (const auto& step : program.steps) used.insert(step.code);
        const double value = program(program.point);
        const auto [tape_value, tape] = autodiff::value_and_gradient(program, program.point);
        const Graph graph = autodiff::record(program, program.point);
        CAPTURE(i, program.steps.size());
        CHECK(engines::identical(tape_value, value));
        CHECK(engines::identical(graph(program.point).front(), value));
        check_gradient(program, dual_gradient(program, program.point), tape, 1e-13);
        check_gradient(program, autodiff::differentiate_reverse(graph)(program.point), tape, 1e-12);
        check_gradient(program, autodiff::differentiate_forward(graph)(program.point), tape, 1e-12);
        check_gradient(program, autodiff::gradient(graph)(program.point), tape, 1e-12);
    }
    CHECK(used.size() == engines::rows().size());
}

TEST_CASE("A recorded random program gives the same bits as the program at other points") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < programs; ++i) {
        const Program program = engines::random_program(3, steps, random(), random);
        const Graph graph = autodiff::record(program, program.point);
        for (int k = 0; k < 5; ++k) {
            std::vector<double> x = program.point;
            for (double& element : x) element *= std::uniform_real_distribution<double>(-1.5, 1.5)(random);
            CAPTURE(i, x);
            CHECK(engines::identical(graph(x).front(), program(x)));
        }
    }
}

TEST_CASE(
    "Random programs: second derivatives agree between all nestings of scalars and the twice differentiated graph") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    int compared = 0;
    for (int i = 0; i < programs; ++i) {
        const Program program = engines::random_program(3, steps / 2, random(), random);
        const std::vector<double> expected = autodiff::hessian(program, program.point).elements;
        const double size = largest_size(expected);
        if (!(size < 1e6)) continue; // a kink or an end of a domain, where second derivatives are infinite
        ++compared;
        const auto graph = autodiff::hessian(autodiff::record(program, program.point))(program.point);
        const auto duals = dual_in_dual_hessian(program, program.point);
        const auto tapes = tape_in_tape_hessian(program, program.point);
        const double paths = largest_size(program.path_sizes);
        const double tolerance = 1e-11 * (1 + size) * (1 + paths);
        for (std::size_t k = 0; k < expected.size(); ++k) {
            CAPTURE(i, k, expected[k], size, paths);
            CHECK(std::abs(graph[k] - expected[k]) <= tolerance);
            CHECK(std::abs(duals[k] - expected[k]) <= tolerance);
            CHECK(std::abs(tapes[k] - expected[k]) <= tolerance);
        }
    }
    CHECK(compared > programs / 2);
}
