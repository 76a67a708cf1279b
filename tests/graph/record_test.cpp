// What recording a program gives: the operations it ran, guards where it branched, errors where it went astray.
#include <catch.hpp>

#include <autodiff/derivatives/record.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <array>
#include <cmath>
#include <span>
#include <vector>

using autodiff::Graph;
using autodiff::GraphError;
using autodiff::GuardError;
using autodiff::record;
using autodiff::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

Var of_one(const Var& x) { return sin(x) * x; }
Var of_span(std::span<const Var> x) { return x[0] * x[1] - x[1]; }
Var of_vector(const std::vector<Var>& x) { return x[0] * x[1] - x[1]; }
std::vector<Var> several(const std::vector<Var>& x) { return {x[0] * x[1], x[0] + 1, x[1], Var(4)}; }
std::array<Var, 2> two(std::span<const Var> x) { return {x[1], x[0]}; }

double power_of_eight(double x) {
    for (int i = 0; i < 3; ++i) x = x * x;
    return x;
}

/// Branches on its argument.
struct Leaky {
    template <class S>
    S operator()(const S& x) const {
        if (x < 0) return S(0.25 * x);
        return S(x * x);
    }
};

} // namespace

TEST_CASE("Every kind of function can be recorded") {
    CHECK(record(of_one, 1)(2.0) == std::sin(2.0) * 2);
    CHECK(record(of_one, 0.5)(2.0) == std::sin(2.0) * 2);
    CHECK(record(of_span, 2)({3, 5}) == Numbers{10});
    CHECK(record(of_vector, 2)({3, 5}) == Numbers{10});
    CHECK(record(of_vector, std::vector<double>{1, 2})({3, 5}) == Numbers{10});
    CHECK(record(of_vector, {1.0, 2.0})({3, 5}) == Numbers{10});
    CHECK(record(of_vector, std::array{1.0, 2.0})({3, 5}) == Numbers{10});
    CHECK(record(several, 2)({3, 5}) == Numbers{15, 4, 5, 4});
    CHECK(record(two, 2)({3, 5}) == Numbers{5, 3});
    CHECK(record([](const auto& x) { return 1 / (1 + exp(-x)); }, 1)(0.0) == 0.5);
    CHECK(record([](const auto& x) { return x[0] * x[1]; }, 2)({3, 5}) == Numbers{15});
    CHECK(record([](const auto& x) { return dot(x, x); }, 2)({3, 5}) == Numbers{34});
    int calls = 0;
    CHECK(record(
              [&calls](const Var& x) {
                  ++calls;
                  return x * 3;
              },
              1)(2.0) == 6);
    CHECK(calls == 1);
}

TEST_CASE("A recording has the operations in the order in which they ran, shared values once") {
    const Graph graph = record(
        [](Var x) {
            for (int i = 0; i < 3; ++i) x = x * x;
            return x;
        },
        1);
    CHECK(graph.size() == 4);
    CHECK(graph.inputs().size() == 1);
    CHECK(graph.guards().empty());
    CHECK(graph(1.5) == power_of_eight(1.5));
    for (std::size_t i = 1; i < graph.size(); ++i) {
        const auto id = static_cast<autodiff::NodeId>(i);
        CHECK(graph.node(id).is<autodiff::ops::Multiply>());
        CHECK(index(graph.arguments(id)[0]) == i - 1);
    }
}

TEST_CASE("What depends on no input is recorded as a constant") {
    const Graph graph = record(
        [](const Var& x) {
            Var c = 2;
            c += exp(Var(1)) * c; // a plain number all the while
            return x * c;
        },
        1);
    CHECK(graph.size() == 3);
    CHECK(graph(3.0) == 3 * (2 + std::exp(1.0) * 2));
    const Graph constant = record([](const std::vector<Var>&) { return Var(7); }, 0);
    CHECK(constant(Numbers{}) == Numbers{7});
    CHECK(record([](const Var&) { return 2.5; }, 1)(1.0) == 2.5);
}

TEST_CASE("Sums that grow are recorded term by term and copies keep their meaning") {
    const Graph graph = record(
        [](const std::vector<Var>& x) {
            Var s = x[0] * x[1];
            const Var before = s;
            auto kept = s + x[1];
            s += x[0];
            s = s - x[1] * before;
            return std::vector<Var>{s, kept, before};
        },
        2);
    CHECK(graph({3, 5}) == Numbers{15 + 3 - 75, 20, 15});
}

TEST_CASE("A branch leaves a guard, and another branch is an error that names the comparison") {
    const Graph graph = record(Leaky{}, 2.0);
    REQUIRE(graph.guards().size() == 1);
    CHECK_FALSE(graph.guards()[0].taken);
    CHECK(graph(3.0) == 9);
    CHECK(graph(0.0) == 0);
    CHECK_THROWS_AS(graph(-1.0), GuardError);
    CHECK_THROWS_WITH(graph(-1.0), ContainsSubstring("-1 < 0") && ContainsSubstring("select"));
    const Graph other = record(Leaky{}, -2.0);
    CHECK(other(-4.0) == -1);
    CHECK_THROWS_AS(other(0.0), GuardError);
    CHECK_THROWS_AS(other(std::nan("")), GuardError);
}

TEST_CASE("Comparisons inside of algorithms and classifications leave guards as well") {
    const Graph largest = record([](const std::vector<Var>& x) { return std::max(x[0], x[1]) * 2; }, {1.0, 3.0});
    CHECK(largest({2, 4}) == Numbers{8});
    CHECK_THROWS_AS(largest({4, 2}), GuardError);
    const Graph finite = record([](const Var& x) { return isfinite(x) ? x * 2 : x * 0; }, 1);
    CHECK(finite(3.0) == 6);
    CHECK_THROWS_AS(finite(INFINITY), GuardError);
    const Graph plain = record([](const Var& x) { return Var(2) < 3 ? x : -x; }, 1);
    CHECK(plain.guards().empty());
    const Graph kept = record([](const Var& x) { return (x < 1) + (x < 2) * 2; }, 1); // a number: no branch
    CHECK(kept.guards().empty());
    CHECK(kept(1.5) == 2);
}

TEST_CASE("select takes no branch and leaves no guard") {
    const Graph graph = record([](const Var& x) { return select(x < 0, 0.25 * x, x * x); }, 1);
    CHECK(graph.guards().empty());
    CHECK(graph(-4.0) == -1);
    CHECK(graph(3.0) == 9);
}

TEST_CASE("A foreign variable is an error, and the recording before goes on") {
    autodiff::Tape tape;
    const Var foreign = tape.variable(2);
    CHECK_THROWS_WITH(record([&](const Var& x) { return x * foreign; }, 1), ContainsSubstring("another recording"));
    CHECK_THROWS_AS(record([&](const Var&) { return foreign; }, 1), GraphError);
    CHECK_THROWS_AS(record([&](const Var& x) { return sum(std::vector<Var>{x, foreign}); }, 1), GraphError);
    CHECK_THROWS_AS(record([&](const Var& x) { return x < foreign ? x : -x; }, 1), GraphError);
    CHECK_NOTHROW(record([&](const Var& x) { return x * foreign.value(); }, 1));
    Var leaked;
    static_cast<void>(record([&](const Var& x) { return leaked = x * 2; }, 1));
    CHECK_THROWS_AS(record([&](const Var& x) { return x * leaked; }, 1), GraphError);
    CHECK(tape.active());
    const Var y = foreign * 3;
    tape.reverse(y, 2);
    CHECK(tape.adjoint(foreign) == 6);
    const Var mixed = foreign * leaked;
    CHECK_THROWS_AS(tape.reverse(mixed), autodiff::TapeError);
}

TEST_CASE("Recordings, tapes and pauses nest in one another") {
    autodiff::Tape tape;
    const Var outside = tape.variable(2);
    const Graph graph = record(
        [](const Var& x) {
            autodiff::Tape inner;
            const Var a = inner.variable(3);
            inner.reverse(a * a, 5);
            return inner.adjoint(a) + (x * 2).value(); // the tape is active: nothing of x is recorded here
        },
        1);
    CHECK(graph(4.0) == 31); // x was 1/2
    const Graph around = record(
        [](const Var& x) {
            double slope = 0;
            {
                autodiff::Tape inner;
                const Var a = inner.variable(x.value());
                inner.reverse(a * a * a);
                slope = inner.adjoint(a);
            }
            {
                const autodiff::Pause pause;
                slope += (x * 2).value();
            }
            const Graph inside = record([](const Var& y) { return y * y; }, 1);
            return x * slope + inside(3.0);
        },
        2.0);
    CHECK(around(1.0) == 12 + 4 + 9);
    const Var y = outside * outside;
    tape.reverse(y, 3);
    CHECK(tape.adjoint(outside) == 12);
}

TEST_CASE("A recording refuses what it cannot take") {
    CHECK_THROWS_AS(record(of_one, 2), autodiff::ShapeError);
    CHECK_THROWS_AS(record(of_one, std::vector<double>{}), autodiff::ShapeError);
    CHECK_THROWS_AS(record([](const Var& x) -> Var { throw std::domain_error(x < 1 ? "a" : "b"); }, 1),
                    std::domain_error);
    const Var x = Var(2) * 3;
    CHECK_FALSE(x.active()); // nothing records any more
}
