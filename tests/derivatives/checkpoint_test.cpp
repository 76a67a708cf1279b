#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/record.hpp>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <vector>

namespace ad = autodiff;
using ad::checkpoint;
using ad::Tape;
using ad::TapeError;
using ad::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

/// A nonlinear step that mixes three numbers, the number of the step and two parameters.
const auto step = [](std::size_t i, const auto& s, const auto& p) {
    using Scalar = std::remove_cvref_t<decltype(s[0])>;
    const double t = 0.01 * static_cast<double>(i);
    std::vector<Scalar> next;
    next.push_back(s[0] + 0.05 * sin(s[1]) * p[0]);
    next.push_back(s[1] * (1 - 0.1 * p[1] * s[2]) + t * 0.01);
    next.push_back(s[2] + 0.02 * (s[0] - s[2]) * p[0]);
    return next;
};

template <class Scalar>
std::vector<Scalar> in_a_loop(std::size_t steps, std::vector<Scalar> s, const std::vector<Scalar>& p) {
    for (std::size_t i = 0; i < steps; ++i) s = step(i, s, p);
    return s;
}

/// A program around the loop, whose state and parameters depend on common inputs.
template <class Loop, class X>
auto around(const Loop& loop, const X& x) {
    using Scalar = std::remove_cvref_t<decltype(x[0])>;
    const std::vector<Scalar> state{Scalar(x[0] * x[1]), x[1], Scalar(0.25)};
    const std::vector<Scalar> parameters{Scalar(x[2] + x[0]), Scalar(0.75)};
    const auto last = loop(state, parameters);
    return std::vector<Scalar>{Scalar(last[0] * last[1] + x[2]), Scalar(exp(last[2]) - last[1])};
}

auto checkpointed(std::size_t steps, std::size_t snapshots) {
    return [=](const auto& state, const auto& parameters) {
        return checkpoint(steps, snapshots, step, state, parameters);
    };
}
auto plain(std::size_t steps) {
    return [=](const auto& state, const auto& parameters) { return in_a_loop(steps, state, parameters); };
}

const Numbers point{0.7, -1.1, 0.4};

void check_close(const Numbers& a, const Numbers& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-12).margin(1e-13));
}

} // namespace

TEST_CASE("A checkpointed loop has the values and gradients of the loop on one tape") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (const std::size_t steps : std::initializer_list<std::size_t>{0, 1, 2, 3, 4, 7, 20, 61})
        for (const std::size_t snapshots : std::initializer_list<std::size_t>{1, 2, 3, 5, 60, 100}) {
            CAPTURE(steps, snapshots);
            Tape tape;
            const std::vector<Var> x = tape.variables(point);
            const std::vector<Var> y = around(checkpointed(steps, snapshots), x);
            const std::vector<Var> expected = around(plain(steps), x);
            for (std::size_t i = 0; i < y.size(); ++i) {
                CHECK(y[i].value() == expected[i].value());
                const double weight = std::uniform_real_distribution<double>(-3, 3)(random);
                tape.reverse(expected[i], weight);
                const Numbers truth{tape.adjoint(x[0]), tape.adjoint(x[1]), tape.adjoint(x[2])};
                for (int again = 0; again < 2; ++again) { // the snapshots of the first sweep are used up
                    tape.reverse(y[i], weight);
                    check_close({tape.adjoint(x[0]), tape.adjoint(x[1]), tape.adjoint(x[2])}, truth);
                }
            }
            check_close(tape.jacobian(y, x), tape.jacobian(expected, x));
            check_close(tape.forward_jacobian(y, x), tape.jacobian(expected, x));
        }
}

TEST_CASE("Repeated squaring has its exact derivative") {
    const auto squared = [](std::size_t, const auto& s) { return std::vector<Var>{s[0] * s[0]}; };
    for (const std::size_t snapshots : std::initializer_list<std::size_t>{1, 2, 4}) {
        Tape tape;
        const std::vector<Var> x{tape.variable(-2)};
        const std::vector<Var> y = checkpoint(4, snapshots, squared, x);
        CHECK(y[0].value() == 65536);
        tape.reverse(y[0], 0.5);
        CHECK(tape.adjoint(x[0]) == 0.5 * 16 * -32768);
    }
}

TEST_CASE("As many steps are run as the binomial schedule needs, and no more states are kept than allowed") {
    for (const std::size_t steps : std::initializer_list<std::size_t>{1, 2, 5, 37, 200})
        for (const std::size_t snapshots : std::initializer_list<std::size_t>{1, 2, 3, 8, 300}) {
            CAPTURE(steps, snapshots);
            std::uint64_t calls = 0;
            const auto counted = [&calls](std::size_t, const auto& s) {
                ++calls;
                std::vector<Var> next(s.begin(), s.end());
                next[0] = sin(next[0]) + 0.1;
                return next;
            };
            Tape tape;
            std::vector<Var> x = tape.variables(Numbers(1000, 0.3));
            const std::size_t before = tape.statistics().bytes;
            const std::vector<Var> y = checkpoint(steps, snapshots, counted, x);
            CHECK(calls == steps);
            const std::size_t states = std::min(steps, snapshots + 1);
            const std::size_t ids = 3000 * sizeof(ad::Id);
            CHECK(tape.statistics().bytes - before < states * 8000 + ids + 2000);
            tape.reverse(y[0], 2);
            CHECK(calls == ad::binomial_forward_steps(steps, snapshots) + 1 + steps);
        }
}

TEST_CASE("Checkpoints nest: in a step, in a term of a sum, around a preaccumulated step, in a step of a checkpoint") {
    const auto nested = [](const auto& x) {
        using Scalar = std::remove_cvref_t<decltype(x[0])>;
        return ad::accumulate(
            4,
            [](std::size_t k, const auto& u) {
                const auto outer = [k](std::size_t, const auto& s, const auto& p) {
                    const auto shortened = [&](std::size_t i, const auto& t) {
                        return ad::preaccumulate([i, k](const auto& v) { return step(i + k, v, v); }, t);
                    };
                    auto inner = checkpoint(5, 2, shortened, s);
                    inner[0] *= p[0];
                    return inner;
                };
                return checkpoint(6, 2, outer, u, std::vector<Scalar>{u[2]})[0];
            },
            x);
    };
    const auto loops = [](const auto& x) {
        using Scalar = std::remove_cvref_t<decltype(x[0])>;
        Scalar sum = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            std::vector<Scalar> s(x.begin(), x.end());
            for (int j = 0; j < 6; ++j) {
                for (std::size_t i = 0; i < 5; ++i) s = step(i + k, s, s);
                s[0] *= x[2];
            }
            sum += s[0];
        }
        return sum;
    };
    check_close(ad::gradient(nested, point), ad::gradient(loops, point));
    check_close(ad::hessian(nested, point).elements, ad::hessian(loops, point).elements);
}

TEST_CASE("Second derivatives of a checkpointed loop") {
    const auto f = [](const auto& x) { return around(checkpointed(30, 3), x)[0]; };
    const auto expected = [](const auto& x) { return around(plain(30), x)[0]; };
    check_close(ad::hessian(f, point).elements, ad::hessian(expected, point).elements);
    check_close(ad::hessian_vector(f, point, {1, -2, 3}), ad::hessian_vector(expected, point, {1, -2, 3}));
    check_close(ad::jvp(f, point, {1, -2, 3}), ad::jvp(expected, point, {1, -2, 3}));

    Tape outer; // reverse over reverse
    const std::vector<Var> x = outer.variables(point);
    ad::TapeOf<Var> inner;
    std::vector<ad::Real<Var>> z;
    for (const Var& element : x) z.push_back(inner.variable(element));
    inner.reverse(f(z));
    outer.reverse(inner.adjoint(z[0]), -1.5);
    const auto hessian = ad::hessian(expected, point);
    for (std::size_t j = 0; j < 3; ++j) CHECK(outer.adjoint(x[j]) == Approx(-1.5 * hessian(0, j)));
}

TEST_CASE("Without a tape, or without steps, a checkpointed loop is the loop") {
    const Numbers parameters{0.3, 0.4};
    CHECK(checkpoint(20, 3, step, point, parameters) == in_a_loop(20, point, parameters));
    const std::vector<Var> constants{0.7, -1.1, 0.4};
    Tape tape;
    const std::vector<Var> y = checkpoint(20, 3, step, constants, std::vector<Var>{0.3, 0.4});
    CHECK(y[1].value() == in_a_loop(20, point, parameters)[1]);
    CHECK_FALSE(y[1].active());
    const std::vector<Var> x = tape.variables(point);
    const std::vector<Var> same = checkpoint(0, 3, step, x, std::vector<Var>{0.3, 0.4});
    for (std::size_t j = 0; j < 3; ++j) CHECK(same[j].id() == x[j].id());
    const auto f = [](const auto& u) { return around(checkpointed(3, 2), u); };
    CHECK(ad::record(f, point)(point) == f(point));
}

TEST_CASE("Misuse of checkpoints is reported where it happens") {
    Tape tape;
    const std::vector<Var> x = tape.variables(point);
    const std::vector<Var> p = tape.variables(Numbers{0.3, 0.4});
    const auto before = tape.position();
    CHECK_THROWS_AS(checkpoint(5, 0, step, x, p), ad::ShapeError);
    CHECK_THROWS_WITH(checkpoint(5, 0, step, x, p), ContainsSubstring("0 snapshots"));
    const auto growing = [](std::size_t i, const auto& s) {
        std::vector<Var> next(s.begin(), s.end());
        if (i == 2) next.push_back(1);
        return next;
    };
    CHECK_THROWS_AS(checkpoint(5, 2, growing, x), ad::ShapeError);
    const auto capturing = [&](std::size_t, const auto& s) { return std::vector<Var>{s[0] * p[0], s[1], s[2]}; };
    CHECK_THROWS_AS(checkpoint(5, 2, capturing, x), TapeError);
    CHECK_THROWS_WITH(checkpoint(5, 2, capturing, x), ContainsSubstring("checkpoint: "));
    const auto returning = [&](std::size_t, const auto& s) { return std::vector<Var>{p[0], s[1], s[2]}; };
    CHECK_THROWS_AS(checkpoint(5, 2, returning, x), TapeError);
    CHECK(tape.position() == before);
    CHECK(tape.active());

    // Behind the first step a captured variable is found by the sweep at the latest.
    const auto later = [&](std::size_t i, const auto& s) {
        return std::vector<Var>{i == 3 ? Var(s[0] * p[0]) : s[0], s[1], s[2]};
    };
    const std::vector<Var> y = checkpoint(5, 2, later, x);
    CHECK_THROWS_AS(tape.reverse(y[0]), TapeError);
}

TEST_CASE("A step that throws while the tape is swept can be swept again") {
    bool broken = false;
    const auto fragile = [&broken](std::size_t i, const auto& s) {
        if (broken && i == 4) throw std::runtime_error("mine");
        return std::vector<Var>{s[0] * s[0]};
    };
    Tape tape;
    const std::vector<Var> x{tape.variable(0.99)};
    const std::vector<Var> y = checkpoint(9, 3, fragile, x);
    broken = true;
    CHECK_THROWS_WITH(tape.reverse(y[0], 2), "mine");
    broken = false;
    tape.reverse(y[0], 2);
    CHECK(tape.adjoint(x[0]) == Approx(2 * 512 * std::pow(0.99, 511)));
}
