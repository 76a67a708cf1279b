#include <catch.hpp>

#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

using autodiff::Tape;
using autodiff::Var;

namespace {

/// Every third argument is a constant.
std::vector<Var> mixed(Tape& tape, const std::vector<double>& x) {
    std::vector<Var> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back(i % 3 == 2 ? Var(x[i]) : tape.variable(x[i]));
    return result;
}

std::vector<double> random_numbers(std::size_t n, std::mt19937_64& random) {
    std::vector<double> x(n);
    for (double& element : x) element = std::uniform_real_distribution<double>(-2, 2)(random);
    return x;
}

/// 2.5 * d y / d x[i] is expected(i), to `epsilon`.
template <class Expected>
void check_slopes(Tape& tape, const Var& y, const std::vector<Var>& x, Expected expected, double epsilon) {
    tape.reverse(y, 2.5);
    double worst = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!x[i].active()) continue;
        const double wanted = 2.5 * expected(i);
        worst = std::max(worst, std::abs(tape.adjoint(x[i]) - wanted) / (std::abs(wanted) + 1e-300));
    }
    CHECK(worst <= epsilon);
}

} // namespace

TEST_CASE("sum, dot, norm and log_sum_exp take any number of arguments, constants among them") {
    std::mt19937_64 random(20);
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 254, 255, 256, 257, 512, 1000, 100'000}) {
        CAPTURE(n);
        const std::vector<double> numbers = random_numbers(n, random);
        const std::vector<double> others = random_numbers(n, random);
        Tape tape;
        const std::vector<Var> x = mixed(tape, numbers);
        const std::vector<Var> y = mixed(tape, others);

        const Var total = sum(x);
        CHECK(total.value() == autodiff::sum(numbers));
        check_slopes(
            tape, total, x, [](std::size_t) { return 1; }, 0);

        const Var product = dot(x, y);
        CHECK(product.value() == autodiff::dot(numbers, others));
        check_slopes(
            tape, product, x, [&](std::size_t i) { return others[i]; }, 0);
        check_slopes(
            tape, product, y, [&](std::size_t i) { return numbers[i]; }, 0);

        const Var with_numbers = dot(others, x);
        CHECK(with_numbers.value() == product.value());
        check_slopes(
            tape, with_numbers, x, [&](std::size_t i) { return others[i]; }, 0);

        const Var length = norm(x);
        CHECK(length.value() == autodiff::norm(numbers));
        check_slopes(
            tape, length, x, [&](std::size_t i) { return numbers[i] / length.value(); }, 1e-15);

        const Var lse = log_sum_exp(x);
        CHECK(lse.value() == autodiff::log_sum_exp(numbers));
        check_slopes(
            tape, lse, x, [&](std::size_t i) { return std::exp(numbers[i] - lse.value()); }, 1e-14);
    }
}

TEST_CASE("Reductions of nothing, or of constants, are constants") {
    Tape tape;
    const std::vector<Var> none;
    CHECK(sum(none).value() == 0);
    CHECK(dot(none, none).value() == 0);
    CHECK(norm(none).value() == 0);
    CHECK(log_sum_exp(none).value() == -std::numeric_limits<double>::infinity());
    const std::vector<Var> constants{1, 2, 3};
    CHECK(sum(constants).value() == 6);
    CHECK(!sum(constants).active());
    CHECK(!norm(constants).active());
    CHECK(tape.statistics().statements == 0);
    CHECK_THROWS_AS(dot(none, constants), autodiff::ShapeError);
}

TEST_CASE("A reduction is one statement however many arguments it has") {
    Tape tape;
    const std::vector<Var> x = tape.variables(std::vector<double>(255, 1));
    static_cast<void>(sum(x));
    CHECK(tape.statistics().statements == 1);
    const std::vector<Var> longer = tape.variables(std::vector<double>(100'000, 1));
    static_cast<void>(norm(longer));
    CHECK(tape.statistics().statements == 2);
}

TEST_CASE("Arrays, spans and vectors are reduced alike") {
    Tape tape;
    const std::array<Var, 2> array{tape.variable(3), tape.variable(4)};
    const Var from_span = norm(std::span<const Var>(array));
    CHECK(from_span.value() == 5);
    CHECK(norm(array).value() == 5);
    const std::array<double, 2> numbers{0.5, 2};
    const Var product = dot(array, numbers);
    tape.reverse(product + from_span, 10);
    CHECK(tape.adjoint(array[0]) == 10 * (0.5 + 0.6));
    CHECK(tape.adjoint(array[1]) == 10 * (2 + 0.8));
}

TEST_CASE("A value made by a reduction grows no statement of another") {
    Tape tape;
    const std::vector<Var> x = tape.variables(std::vector<double>{1, 2});
    Var y = sum(x);
    y += x[0];
    const Var kept = y;
    y = y - x[1] * 3;
    tape.reverse(y, 2);
    CHECK(tape.adjoint(x[0]) == 4);
    CHECK(tape.adjoint(x[1]) == -4);
    tape.reverse(kept, 2);
    CHECK(tape.adjoint(x[1]) == 2);
}
