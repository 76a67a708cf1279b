#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/variable/tape.hpp>

#include <random>
#include <span>

using autodiff::ShapeError;
using autodiff::Tape;
using autodiff::TapeError;
using autodiff::Var;

namespace {

/// Outputs that share work, with a constant one and an input among them.
std::vector<Var> outputs_of(const std::vector<Var>& x) {
    std::vector<Var> y;
    const Var shared = sin(x[0]) * x[1];
    y.push_back(shared * x[2]);
    y.push_back(exp(x[3] - shared));
    y.push_back(x[2]);
    y.push_back(7);
    y.push_back(y[0] * y[1] + x[0]);
    for (std::size_t i = 4; i < x.size(); ++i) y.push_back(x[i] * shared - y[1]);
    return y;
}

std::vector<double> random_numbers(std::size_t n, std::mt19937_64& random) {
    std::vector<double> result(n);
    for (double& element : result) element = std::uniform_real_distribution<double>(-2, 2)(random);
    return result;
}

} // namespace

TEST_CASE("All vector sweeps give the Jacobian of single sweeps to the last bit or nearly") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (const std::size_t n : std::initializer_list<std::size_t>{4, 5, 7, 8, 11}) {
        Tape tape;
        const std::vector<double> point = random_numbers(n, random);
        const std::vector<Var> x = tape.variables(point);
        const std::vector<Var> y = outputs_of(x);
        std::vector<double> expected;
        for (const Var& output : y) {
            tape.reverse(output);
            for (const Var& input : x) expected.push_back(tape.adjoint(input));
        }
        CAPTURE(n);
        CHECK(tape.jacobian(y, x) == expected);
        CHECK(tape.jacobian<1>(y, x) == expected);
        CHECK(tape.jacobian<8>(y, x) == expected);
        const auto check_close = [&](const std::vector<double>& jacobian) {
            REQUIRE(jacobian.size() == expected.size());
            for (std::size_t k = 0; k < expected.size(); ++k)
                CHECK(jacobian[k] == Approx(expected[k]).epsilon(1e-13).margin(1e-13));
        };
        check_close(tape.forward_jacobian(y, x));
        check_close(tape.forward_jacobian<3>(y, x));
        const std::size_t rows = 6;
        const std::vector<double> weights = random_numbers(rows * y.size(), random);
        const std::vector<double> directions = tape.reverse_directions(y, std::span<const double>(weights), x);
        REQUIRE(directions.size() == rows * n);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t j = 0; j < n; ++j) {
                double sum = 0;
                for (std::size_t i = 0; i < y.size(); ++i) sum += weights[row * y.size() + i] * expected[i * n + j];
                CHECK(directions[row * n + j] == Approx(sum).epsilon(1e-12).margin(1e-12));
            }
        const std::vector<double> rates = random_numbers(n, random);
        const std::vector<double> tangents = tape.forward(x, rates, y);
        REQUIRE(tangents.size() == y.size());
        for (std::size_t i = 0; i < y.size(); ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < n; ++j) sum += expected[i * n + j] * rates[j];
            CHECK(tangents[i] == Approx(sum).epsilon(1e-12).margin(1e-12));
        }
    }
}

TEST_CASE("Vector sweeps take any values as inputs, and say what they cannot take") {
    Tape tape;
    const std::vector<Var> x = tape.variables(std::vector<double>{1, 2});
    const std::vector<Var> y{x[0] * x[1], x[0] + 3};
    const std::vector<Var> none;
    CHECK(tape.jacobian(none, x).empty());
    CHECK(tape.jacobian(y, none).empty());
    CHECK(tape.forward_jacobian(none, x).empty());
    CHECK(tape.forward_jacobian(y, none).empty());
    CHECK(tape.forward(none, std::vector<double>{}, y) == std::vector<double>{0, 0});
    CHECK(tape.reverse_directions(none, std::vector<double>{}, x).empty());
    CHECK_THROWS_AS(tape.forward(x, std::vector<double>{1}, y), ShapeError);
    CHECK_THROWS_AS(tape.reverse_directions(y, std::vector<double>{1, 2, 3}, x), ShapeError);
    CHECK_THROWS_AS(tape.reverse_directions(none, std::vector<double>{1}, x), ShapeError);
    const std::vector<Var> constant{x[0], Var(3)};
    CHECK_THROWS_AS(tape.jacobian(y, constant), TapeError);
    CHECK_THROWS_AS(tape.forward_jacobian(y, constant), TapeError);
    Tape inner;
    const std::vector<Var> foreign = inner.variables(std::vector<double>{1, 2});
    CHECK_THROWS_AS(tape.jacobian(foreign, x), TapeError);
    CHECK_THROWS_AS(tape.forward_jacobian(foreign, x), TapeError);
    CHECK_THROWS_AS(tape.forward(foreign, std::vector<double>{1, 2}, y), TapeError);
}

TEST_CASE("In every lane of a vector sweep a zero adjoint wins over an infinite partial") {
    Tape tape;
    const std::vector<Var> x = tape.variables(std::vector<double>{0, 3});
    const Var root = sqrt(x[0]);
    const std::vector<Var> y{0 * root + x[1], x[1] * 2, root, x[1] - root * 0};
    const std::vector<double> jacobian = tape.jacobian(y, x);
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(jacobian == std::vector<double>{0, 1, 0, 2, infinity, 0, 0, 1});
    CHECK(tape.forward_jacobian(y, x)[1] == 1);
    CHECK(tape.forward_jacobian(y, x)[4] == infinity);
}
