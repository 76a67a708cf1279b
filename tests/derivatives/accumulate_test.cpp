#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/record.hpp>

#include <random>
#include <stdexcept>
#include <vector>

namespace ad = autodiff;
using ad::accumulate;
using ad::Tape;
using ad::TapeError;
using ad::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

/// A term with branches, sums that grow and, now and then, a constant or a bare input.
const auto term = [](std::size_t i, const auto& x) {
    using Scalar = std::remove_cvref_t<decltype(x[0])>;
    if (i % 11 == 3) return Scalar(0.5);
    if (i % 11 == 7) return Scalar(x[i % x.size()]);
    Scalar z = x[0] * (0.01 * static_cast<double>(i));
    for (std::size_t k = 1; k < x.size(); ++k) z += x[k] * std::cos(static_cast<double>(i + k));
    return z > 0 ? Scalar(log1p(exp(-z))) : Scalar(z * z);
};

template <class Scalar>
Scalar in_a_loop(std::size_t n, const std::vector<Scalar>& x) {
    Scalar sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += term(i, x);
    return sum;
}

} // namespace

TEST_CASE("A sum in pieces has the value and gradient of the sum on one tape") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (const std::size_t inputs : std::initializer_list<std::size_t>{1, 2, 5, 300})
        for (const std::size_t n : std::initializer_list<std::size_t>{0, 1, 2, 10, 1000}) {
            CAPTURE(inputs, n);
            Numbers point(inputs);
            for (double& p : point) p = std::uniform_real_distribution<double>(-1, 1)(random);
            const auto sum = ad::value_and_gradient_of_sum(n, term, point);
            const auto plain = [n](const std::vector<Var>& x) { return in_a_loop(n, x); };
            const auto expected = ad::value_and_gradient(plain, point);
            CHECK(sum.value == expected.value);
            REQUIRE(sum.gradient.size() == inputs);
            for (std::size_t j = 0; j < inputs; ++j)
                CHECK(sum.gradient[j] == Approx(expected.gradient[j]).epsilon(1e-12).margin(1e-12));
        }
}

TEST_CASE("A sum of squares has its exact gradient") {
    const auto square = [](std::size_t i, const auto& x) { return x[0] * x[0] * static_cast<double>(i) + x[1]; };
    Numbers gradient(2);
    CHECK(ad::value_and_gradient_of_sum_into(gradient, 101, square, {3, 2}) == 9 * 5050 + 202);
    CHECK(gradient == Numbers{2 * 3 * 5050, 101});
    CHECK(ad::gradient([&](const auto& x) { return accumulate(101, square, x); }, {3, 2}) == gradient);
}

TEST_CASE("On the active tape the sum is one statement and mixes with the rest of the program") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.5, -0.25});
    const Var u = x[0] * x[1];
    const auto before = tape.statistics();
    const Var sum = accumulate(500, term, std::vector<Var>{u, 3, x[1], u});
    CHECK(tape.statistics().statements - before.statements == 1);
    CHECK(tape.statistics().partials - before.partials == 3);
    const Var y = sin(sum * 1e-3) * x[0];
    const Var expected = sin(in_a_loop(500, std::vector<Var>{u, 3, x[1], u}) * 1e-3) * x[0];
    CHECK(y.value() == expected.value());
    tape.reverse(expected, -1.5);
    const double d0 = tape.adjoint(x[0]);
    const double d1 = tape.adjoint(x[1]);
    tape.reverse(y, -1.5);
    CHECK(tape.adjoint(x[0]) == Approx(d0));
    CHECK(tape.adjoint(x[1]) == Approx(d1));
}

TEST_CASE("A long sum needs the memory of one term") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.5, -0.25});
    const auto tall = [](std::size_t, const auto& u) {
        Var z = u[0];
        for (int k = 0; k < 20; ++k) z = sin(z) * u[1];
        return z;
    };
    accumulate(10, tall, x);
    autodiff::release_pooled_memory();
    accumulate(200'000, tall, x);
    Tape after; // takes the memory that the sum gave back
    CHECK(after.statistics().reserved_bytes < 1'000'000);
}

TEST_CASE("Sums in pieces nest in each other, in gradients of gradients, and with other verbs for long tapes") {
    const Numbers point{0.3, -1.2};
    const auto nested = [](const auto& x) {
        return accumulate(
            7,
            [](std::size_t i, const auto& u) {
                return accumulate(
                           3,
                           [i](std::size_t k, const auto& v) { return sin(v[0] * static_cast<double>(i + k)) * v[1]; },
                           u) *
                       u[0];
            },
            x);
    };
    const auto loops = [](const auto& x) {
        std::remove_cvref_t<decltype(x[0])> sum = 0;
        for (int i = 0; i < 7; ++i)
            for (int k = 0; k < 3; ++k) sum += sin(x[0] * static_cast<double>(i + k)) * x[1] * x[0];
        return sum;
    };
    const auto hessian = ad::hessian(nested, point);
    const auto expected = ad::hessian(loops, point);
    for (std::size_t k = 0; k < 4; ++k) CHECK(hessian.elements[k] == Approx(expected.elements[k]));
    CHECK(ad::jvp(nested, point, {2, -3})[0] == Approx(ad::jvp(loops, point, {2, -3})[0]));

    ad::Tape outer; // reverse over reverse
    const Var a = outer.variable(0.3);
    const Var b = outer.variable(-1.2);
    ad::TapeOf<Var> inner;
    const std::vector<ad::Real<Var>> x{inner.variable(a), inner.variable(b)};
    inner.reverse(nested(x));
    outer.reverse(inner.adjoint(x[0]), 2.5);
    CHECK(outer.adjoint(a) == Approx(2.5 * expected(0, 0)));
    CHECK(outer.adjoint(b) == Approx(2.5 * expected(0, 1)));
}

TEST_CASE("Without a tape accumulate is the sum, and in a graph all terms are recorded") {
    CHECK(accumulate(
              3, [](std::size_t i, const auto& x) { return x[0] + static_cast<double>(i); }, Numbers{2}) == 9);
    const std::vector<Var> x{2};
    CHECK(accumulate(
              3, [](std::size_t, const auto& u) { return u[0] * 2; }, x)
              .value() == 12);
    const ad::Graph graph = ad::record(
        [](const auto& u) {
            return accumulate(
                2, [](std::size_t, const auto& v) { return v[0] * v[0]; }, u);
        },
        1);
    CHECK(ad::gradient(graph)(Numbers{3}) == Numbers{12});
}

TEST_CASE("What goes wrong in a term is reported, and the tape stays as it was") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{2, 3});
    const Var captured = x[0] * x[1];
    const auto before = tape.position();
    CHECK_THROWS_AS(accumulate(
                        5, [&](std::size_t, const auto& u) { return u[0] * captured; }, x),
                    TapeError);
    CHECK_THROWS_WITH(accumulate(
                          5, [&](std::size_t, const auto&) { return captured; }, x),
                      ContainsSubstring("accumulate: ") && ContainsSubstring("pass it in as an input"));
    CHECK_THROWS_AS(accumulate(
                        5,
                        [](std::size_t i, const auto& u) {
                            if (i == 4) throw std::runtime_error("mine");
                            return u[0] * u[1];
                        },
                        x),
                    std::runtime_error);
    CHECK(tape.active());
    CHECK(tape.position() == before);
    Numbers gradient(3);
    CHECK_THROWS_AS(ad::value_and_gradient_of_sum_into(gradient, 2, term, {1.0, 2.0}), ad::ShapeError);
}
