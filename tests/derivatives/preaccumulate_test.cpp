#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/record.hpp>

#include <array>
#include <random>
#include <stdexcept>
#include <vector>

namespace ad = autodiff;
using ad::preaccumulate;
using ad::Tape;
using ad::TapeError;
using ad::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

/// `outputs` values of all x, some of them constants, inputs or independent of most inputs.
const auto mixture = [](const auto& x, std::size_t outputs) {
    using Scalar = std::remove_cvref_t<decltype(x[0])>;
    std::vector<Scalar> y{Scalar(4), x[0]};
    Scalar u = sin(x[0]) * 2;
    for (std::size_t i = 2; i < outputs; ++i) {
        const Scalar& z = x[i % x.size()];
        u += exp(-z * z) * u;
        y.push_back(i % 3 == 0 ? Scalar(u * z) : Scalar(z / (1 + u * u)));
    }
    y.resize(outputs);
    return y;
};

/// A program that uses f in the middle.
template <class F>
Var around(const F& f, const std::vector<Var>& x) {
    std::vector<Var> u;
    for (const Var& element : x) u.push_back(element * x[0] + 0.25);
    Var sum = 0;
    double weight = 1;
    for (const Var& y : f(u)) sum += (weight *= -1.1) * y * cos(y + x.back());
    return sum;
}

Numbers gradient_of(Tape& tape, const Var& y, const std::vector<Var>& x) {
    tape.reverse(y, -2.5);
    Numbers result;
    for (const Var& input : x) result.push_back(tape.adjoint(input));
    return result;
}

} // namespace

TEST_CASE("Preaccumulation changes no derivative, with more outputs than inputs or less") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (const std::size_t inputs : std::initializer_list<std::size_t>{1, 2, 3, 7, 9})
        for (const std::size_t outputs : std::initializer_list<std::size_t>{1, 2, 3, 5, 8, 13}) {
            CAPTURE(inputs, outputs);
            Tape tape;
            Numbers point(inputs);
            for (double& p : point) p = std::uniform_real_distribution<double>(-1.5, 1.5)(random);
            const std::vector<Var> x = tape.variables(point);
            const auto f = [&](const std::vector<Var>& u) { return mixture(u, outputs); };
            const auto shortened = [&](const std::vector<Var>& u) { return preaccumulate(f, u); };
            const Var plain = around(f, x);
            const Numbers expected = gradient_of(tape, plain, x);
            const Var y = around(shortened, x);
            const Numbers gradient = gradient_of(tape, y, x);
            CHECK(y.value() == plain.value());
            for (std::size_t j = 0; j < inputs; ++j)
                CHECK(gradient[j] == Approx(expected[j]).epsilon(1e-12).margin(1e-12));
        }
}

TEST_CASE("One statement an output is left, with the partials that are not zero") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{2, 3, 5});
    const auto before = tape.statistics();
    const std::vector<Var> y = preaccumulate(
        [](const auto& u) {
            Var p = u[0];
            for (int i = 0; i < 100; ++i) p = p * u[1] / 3;
            return std::vector<Var>{p, u[2], 7, u[0] * u[1]};
        },
        x);
    CHECK(tape.statistics().statements - before.statements == 3);
    CHECK(tape.statistics().partials - before.partials == 2 + 1 + 0 + 2);
    CHECK_FALSE(y[2].active());
    CHECK(y[2].value() == 7);
    tape.reverse(y[0], 0.5);
    CHECK(tape.adjoint(x[0]) == Approx(0.5));
    CHECK(tape.adjoint(x[1]) == Approx(0.5 * 100 * 2 / 3.0));
    CHECK(tape.adjoint(x[2]) == 0);
}

TEST_CASE("A function that returns one scalar gives one scalar, and may take what a function of a vector takes") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{2, 3});
    const auto check = [&](const Var& y) {
        tape.reverse(y, 1.5);
        CHECK(tape.adjoint(x[0]) == 1.5 * 12);
        CHECK(tape.adjoint(x[1]) == 1.5 * 4);
    };
    check(preaccumulate([](const auto& u) { return u[0] * u[0] * u[1]; }, x));
    check(preaccumulate([](std::span<const Var> u) { return u[0] * u[0] * u[1]; }, x));
    check(preaccumulate([](const std::vector<Var>& u) -> Var { return u[0] * u[0] * u[1]; }, std::array{x[0], x[1]}));
    check(preaccumulate([](const auto& u) { return std::array<Var, 1>{u[0] * u[1] * u[2]}; },
                        std::vector<Var>{x[0], x[0], x[1]})[0]);
    check(preaccumulate([](const auto& u) { return u[0] * u[0] * u[1] + u[2]; }, std::vector<Var>{x[0], x[1], 5}));
}

TEST_CASE("Preaccumulation nests, passes external functions, and holds for second derivatives") {
    const auto inner = [](const auto& u) { return sin(u[0]) * u[1]; };
    const auto f = [&](const auto& x) {
        using Scalar = std::remove_cvref_t<decltype(x[0])>;
        return preaccumulate([&](const auto& u) { return Scalar(preaccumulate(inner, u) * u[0] + exp(u[1])); }, x);
    };
    const auto plain = [&](const auto& x) { return inner(x) * x[0] + exp(x[1]); };
    const Numbers point{0.3, -1.2};
    const auto shortened = ad::hessian(f, point);
    const auto expected = ad::hessian(plain, point);
    for (std::size_t k = 0; k < 4; ++k) CHECK(shortened.elements[k] == Approx(expected.elements[k]));
    CHECK(ad::jvp(f, point, {2, -3})[0] == Approx(ad::jvp(plain, point, {2, -3})[0]));
    const auto spread = [](const auto& u) {
        const auto y = ad::checkpoint(
            4, 2, [](std::size_t, const auto& s) { return std::vector<Var>{s[0] * s[0]}; }, u);
        return std::vector<Var>{y[0], y[0] * 2, 3 * y[0]};
    };
    CHECK(ad::jacobian([&](const auto& x) { return preaccumulate(spread, x); }, {0.9}).elements[1] ==
          Approx(2 * 16 * std::pow(0.9, 15)));
}

TEST_CASE("Without a tape preaccumulate is the function itself") {
    const auto f = [](const auto& u) { return u[0] * u[1]; };
    const std::vector<Var> x{2, 3};
    CHECK(preaccumulate(f, x).value() == 6);
    CHECK(preaccumulate(f, Numbers{2, 3}) == 6);
    const ad::Graph graph = ad::record([&](const auto& u) { return preaccumulate(f, u) + 1; }, {2.0, 3.0});
    CHECK(ad::to_text(graph) == "x0 * x1 + 1");
    Tape tape;
    const Var y = preaccumulate(f, x);
    CHECK_FALSE(y.active());
    CHECK(y.value() == 6);
}

TEST_CASE("A variable that was not handed to the function is reported, and the tape stays as it was") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{2, 3});
    const Var captured = x[0] * x[1];
    const auto before = tape.position();
    CHECK_THROWS_AS(preaccumulate([&](const auto& u) { return u[0] * captured; }, x), TapeError);
    CHECK_THROWS_WITH(preaccumulate([&](const auto&) { return captured; }, x), ContainsSubstring("preaccumulate: "));
    CHECK_THROWS_AS(preaccumulate([](const auto&) -> Var { throw std::runtime_error("mine"); }, x), std::runtime_error);
    CHECK(tape.active());
    CHECK(tape.position() == before);
    const Var y = preaccumulate([&](const auto& u) { return u[0] * captured.value(); }, x);
    tape.reverse(y, 2);
    CHECK(tape.adjoint(x[0]) == 12);
}
