#include "catch.hpp"
#include "seed.hpp"

#include <benchmarks/all_problems.hpp>
#include <benchmarks/problem.hpp>
#include <benchmarks/random_data.hpp>

#include <autodiff/autodiff.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

using namespace benchmarks;
using autodiff::Dual;
using autodiff::Real;
using autodiff::TapeOf;
using autodiff::Var;

namespace {

template <class P>
std::vector<double> by_hand(const P& problem) {
    std::vector<double> result(problem.result_size(), std::numeric_limits<double>::quiet_NaN());
    problem.by_hand(result);
    return result;
}

/// Every number to 1e-9 of itself; those near zero to 1e-12 of the largest.
void check_numbers(const std::vector<double>& actual, const std::vector<double>& expected) {
    REQUIRE(actual.size() == expected.size());
    double largest = 0.0;
    for (const double number : expected) largest = std::max(largest, std::abs(number));
    CHECK(largest > 0.0);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double allowed = 1e-9 * std::abs(expected[i]) + 1e-12 * largest;
        if (std::abs(actual[i] - expected[i]) <= allowed) { continue; }
        if (wrong++ > 0) { continue; }
        FAIL_CHECK(fmt::format("number {} of {} is {}, but by hand {}; the largest is {}", i, expected.size(),
                               actual[i], expected[i], largest));
    }
    CHECK(wrong == 0);
}

/// The sum of a[i] * b[i], and how far it may be off when its terms cancel.
struct Product {
    double value = 0.0;
    double allowed = 0.0;
};
Product product(std::span<const double> a, std::span<const double> b) {
    Product sum;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum.value += a[i] * b[i];
        sum.allowed += 1e-10 * std::abs(a[i] * b[i]);
    }
    return sum;
}

/// dy/dx * weight / weight of every input, the weight no power of two.
template <class T>
std::vector<T> adjoints(TapeOf<T>& tape, const Real<T>& y, std::span<const Real<T>> x) {
    const double weight = -1.7;
    tape.reverse(y, T(weight));
    std::vector<T> result;
    for (const Real<T>& input : x) result.push_back(tape.adjoint(input) / weight);
    return result;
}

template <class P>
std::vector<double> by_tape(const P& problem) requires Objective<P> &&(!SecondOrder<P>) {
    autodiff::Tape tape;
    const std::vector<Var> x = tape.variables(problem.input());
    const Var y = problem(std::span<const Var>(x));
    return adjoints<double>(tape, y, x);
}

/// The Hessian times the problem's direction: adjoints that move along.
template <class P>
std::vector<double> by_tape(const P& problem) requires SecondOrder<P> {
    TapeOf<Dual<double>> tape;
    std::vector<Real<Dual<double>>> x;
    for (std::size_t i = 0; i < problem.input().size(); ++i)
        x.push_back(tape.variable(Dual<double>::variable(problem.input()[i], 0, problem.direction()[i])));
    const Real<Dual<double>> y = problem(std::span<const Real<Dual<double>>>(x));
    std::vector<double> result;
    for (const Dual<double>& adjoint : adjoints<Dual<double>>(tape, y, x)) result.push_back(adjoint.tangent());
    return result;
}

template <class P>
std::vector<double> by_tape(const P& problem) requires Blocks<P> {
    std::vector<double> result;
    autodiff::Tape tape;
    for (std::size_t i = 0; i < problem.blocks(); ++i) {
        tape.reset();
        const std::vector<Var> x = tape.variables(problem.block_input(i));
        std::array<Var, P::outputs> y;
        problem.block(i, std::span<const Var>(x), std::span<Var>(y));
        for (const Var& output : y) {
            const std::vector<double> row = adjoints<double>(tape, output, x);
            result.insert(result.end(), row.begin(), row.end());
        }
    }
    return result;
}

std::vector<Dual<double>> moving(std::span<const double> x, std::span<const double> direction) {
    std::vector<Dual<double>> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back(Dual<double>::variable(x[i], 0, direction[i]));
    return result;
}

template <class P>
void check_forward(const P& problem, RandomData& random) requires Objective<P> &&(!SecondOrder<P>) {
    const std::vector<double> direction = random.normals(problem.input().size());
    const std::vector<Dual<double>> x = moving(problem.input(), direction);
    const Dual<double> y = problem(std::span<const Dual<double>>(x));
    const Product expected = product(by_hand(problem), direction);
    CHECK_THAT(y.tangent(), Catch::Matchers::WithinAbs(expected.value, expected.allowed));
    CHECK(y.value() == Approx(problem(std::span<const double>(problem.input()))).epsilon(1e-12));
}

/// The second derivative along the problem's direction and a random one.
template <class P>
void check_forward(const P& problem, RandomData& random) requires SecondOrder<P> {
    using Nested = Dual<Dual<double>>;
    const std::vector<double> other = random.normals(problem.input().size());
    std::vector<Nested> x;
    for (std::size_t i = 0; i < other.size(); ++i) {
        const auto inner = Dual<double>::variable(problem.input()[i], 0, problem.direction()[i]);
        x.push_back(Nested::variable(inner, 0, Dual<double>(other[i])));
    }
    const Nested y = problem(std::span<const Nested>(x));
    const Product expected = product(by_hand(problem), other);
    CHECK_THAT(y.tangent().tangent(), Catch::Matchers::WithinAbs(expected.value, expected.allowed));
}

template <class P>
void check_forward(const P& problem, RandomData& random) requires Blocks<P> {
    const std::vector<double> jacobians = by_hand(problem);
    const double* row = jacobians.data();
    for (std::size_t i = 0; i < problem.blocks(); ++i) {
        const std::vector<double> direction = random.normals(P::inputs);
        const std::vector<Dual<double>> x = moving(problem.block_input(i), direction);
        std::array<Dual<double>, P::outputs> y;
        problem.block(i, std::span<const Dual<double>>(x), std::span<Dual<double>>(y));
        for (std::size_t k = 0; k < P::outputs; ++k, row += P::inputs) {
            const Product expected = product(std::span(row, P::inputs), direction);
            if (std::abs(y[k].tangent() - expected.value) <= expected.allowed) { continue; }
            FAIL_CHECK(fmt::format("output {} of block {} moves by {}, but by hand by {}", k, i, y[k].tangent(),
                                   expected.value));
            return;
        }
    }
}

} // namespace

TEST_CASE("the derivative of every problem by hand is that of the tape") {
    for_each_problem([]<class P>() {
        INFO(std::string(P::name));
        const P problem;
        check_numbers(by_tape(problem), by_hand(problem));
    });
}

TEST_CASE("the derivative of every problem by hand moves along a random direction as duals do") {
    const auto seed = test_seed();
    CAPTURE(seed);
    RandomData random(seed);
    for_each_problem([&]<class P>() {
        INFO(std::string(P::name));
        check_forward(P(), random);
    });
}

TEST_CASE("the derivative by hand is the same when it is asked for twice") {
    for_each_problem([]<class P>() {
        INFO(std::string(P::name));
        const P problem;
        CHECK(by_hand(problem) == by_hand(problem));
        CHECK(by_hand(problem) == by_hand(P()));
    });
}
