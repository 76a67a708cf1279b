#include <catch.hpp>

#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <optional>

using autodiff::Position;
using autodiff::Tape;
using autodiff::TapeError;
using autodiff::Var;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("One recording answers for several outputs, any number of times") {
    Tape tape;
    const Var x = tape.variable(2);
    const Var y = tape.variable(3);
    const Var product = x * y;
    const Var quotient = x / y;
    for (int repeat = 0; repeat < 3; ++repeat) {
        tape.reverse(product, -2);
        CHECK(tape.adjoint(x) == -6);
        CHECK(tape.adjoint(y) == -4);
        tape.reverse(quotient, 9);
        CHECK(tape.adjoint(x) == 3);
        CHECK(tape.adjoint(y) == -2);
        CHECK(tape.adjoint(product) == 0);
        CHECK(tape.adjoint(quotient) == 9);
    }
}

TEST_CASE("Seeds add up, also on one value and on an input") {
    Tape tape;
    const Var x = tape.variable(2);
    const Var square = x * x;
    const Var cube = square * x;
    tape.clear_adjoints();
    tape.seed(square, 3);
    tape.seed(cube, 0.5);
    tape.seed(square, -1);
    tape.seed(x, 10);
    tape.seed(Var(7), 100); // a constant depends on nothing
    tape.sweep();
    CHECK(tape.adjoint(x) == 10 + 2 * 4 + 0.5 * 12);
}

TEST_CASE("A constant output has the gradient zero") {
    Tape tape;
    const Var x = tape.variable(2);
    tape.reverse(x * 3, 1.5);
    tape.reverse(Var(5), 1.5);
    CHECK(tape.adjoint(x) == 0);
}

TEST_CASE("Tapes nest: the innermost records, and what the outer one recorded is a constant to nobody") {
    Tape outer;
    const Var x = outer.variable(2);
    Var y = x * x;
    {
        Tape inner;
        CHECK(inner.active());
        CHECK(!outer.active());
        const Var a = inner.variable(5);
        const Var b = a * a * a;
        inner.reverse(b, 2);
        CHECK(inner.adjoint(a) == 150);
        {
            Tape innermost;
            const Var c = innermost.variable(1);
            innermost.reverse(c + c, 3);
            CHECK(innermost.adjoint(c) == 6);
        }
        CHECK(inner.active());
        const Var d = b * a;
        inner.reverse(d, 1.5);
        CHECK(inner.adjoint(a) == 750);
    }
    CHECK(outer.active());
    y += x;
    outer.reverse(y, 3);
    CHECK(outer.adjoint(x) == 15);
}

TEST_CASE("Tapes may end in any order") {
    auto first = std::make_unique<Tape>();
    auto second = std::make_unique<Tape>();
    auto third = std::make_unique<Tape>();
    SECTION("the oldest first") {
        first.reset();
        CHECK(third->active());
        second.reset();
        const Var x = third->variable(3);
        third->reverse(x * x, 2);
        CHECK(third->adjoint(x) == 12);
        third.reset();
    }
    SECTION("the one in the middle first") {
        second.reset();
        CHECK(third->active());
        third.reset();
        CHECK(first->active());
        first.reset();
    }
    SECTION("below a pause") {
        auto pause = std::make_unique<autodiff::Pause>();
        third.reset();
        CHECK(!second->active());
        pause.reset();
        CHECK(second->active());
        const Var x = second->variable(3);
        second->reverse(x * x, 2);
        CHECK(second->adjoint(x) == 12);
        second.reset();
        first.reset();
    }
    CHECK(!Var(Var(2) * 3).active());
}

TEST_CASE("Without a recorder a Var is a plain number, and so it is during a pause") {
    Var x = 2;
    x = x * x + sin(x);
    CHECK(x.value() == 4 + std::sin(2.0));
    CHECK(!x.active());
    Tape tape;
    const Var a = tape.variable(3);
    std::optional<autodiff::Pause> pause(std::in_place);
    const Var b = a * a;
    CHECK(b.value() == 9);
    CHECK(!b.active());
    CHECK_THROWS_AS(tape.variable(1), TapeError);
    pause.reset();
    const Var c = a * b;
    tape.reverse(c, 2);
    CHECK(tape.adjoint(a) == 18);
}

TEST_CASE("A variable of one tape used on another is an error that says so") {
    Tape outer;
    const Var x = outer.variable(2);
    Tape inner;
    const Var a = inner.variable(3);
    CHECK_THROWS_WITH(inner.adjoint(x), ContainsSubstring("not recorded on this tape"));
    CHECK_THROWS_AS(inner.reverse(x), TapeError);
    CHECK_THROWS_AS(inner.seed(x, 2), TapeError);
    CHECK_THROWS_WITH(outer.variable(1), ContainsSubstring("another tape"));
    const Var mixed = a * x;
    CHECK_THROWS_WITH(inner.reverse(mixed), ContainsSubstring("variable of another tape"));
    CHECK_THROWS_WITH(inner.adjoint(Var(3)), ContainsSubstring("constant"));
    CHECK_THROWS_AS(outer.adjoint(a), TapeError);
}

TEST_CASE("A variable from before a reset is an error, also when something else was recorded since") {
    Tape tape;
    const Var old_input = tape.variable(2);
    const Var old_value = old_input * old_input;
    tape.reset();
    CHECK_THROWS_AS(tape.reverse(old_value), TapeError);
    const Var x = tape.variable(3);
    const Var y = x * x;
    CHECK_THROWS_AS(tape.adjoint(old_input), TapeError);
    CHECK_THROWS_AS(tape.reverse(old_value), TapeError);
    tape.reverse(y, 2);
    CHECK(tape.adjoint(x) == 12);
    const Var mixed = y * old_input;
    CHECK_THROWS_AS(tape.reverse(mixed), TapeError);
}

TEST_CASE("A variable of a tape that is gone is an error on the next one") {
    auto gone = std::make_unique<Tape>();
    const Var x = gone->variable(2);
    gone.reset();
    Tape tape;
    const Var y = tape.variable(1) * x;
    CHECK_THROWS_AS(tape.reverse(y), TapeError);
}

TEST_CASE("Reset keeps the memory and forgets the rest") {
    Tape tape;
    for (int round = 0; round < 100; ++round) {
        const std::vector<Var> x = tape.variables(std::vector<double>(100, 0.5));
        Var y = 1;
        for (int i = 0; i < 50; ++i)
            for (const Var& element : x) y = y * element + 0.5;
        tape.reverse(y, 2);
        CHECK(tape.adjoint(x.back()) == Approx(2).epsilon(1e-14));
        const auto full = tape.statistics();
        CHECK(full.statements == 5000);
        tape.reset();
        const auto empty = tape.statistics();
        CHECK(empty.statements == 0);
        CHECK(empty.variables == 0);
        CHECK(empty.partials == 0);
        CHECK(empty.bytes <= 4);
        CHECK(empty.reserved_bytes > 5000 * 12);
    }
}

TEST_CASE("Rewinding to a position forgets what came after it") {
    Tape tape;
    const Var x = tape.variable(2);
    const Var common = x * x;
    const Position position = tape.position();
    for (int i = 1; i < 5; ++i) {
        const Var y = common * x * i + exp(common);
        tape.reverse(y, 0.5);
        CHECK(tape.adjoint(x) == Approx(0.5 * (12 * i + 4 * std::exp(4.0))).epsilon(1e-15));
        tape.rewind(position);
        CHECK(tape.position() == position);
    }
    CHECK_THROWS_AS(tape.rewind({.statements = 1000, .partials = 0, .words = 1}), TapeError);
    CHECK_THROWS_AS(tape.rewind({.statements = 1, .partials = 1000, .words = 1}), TapeError);
    CHECK_THROWS_AS(tape.rewind({.statements = 1, .partials = 0, .words = 1000}), TapeError);
    CHECK_THROWS_AS(tape.rewind({}), TapeError);
}

TEST_CASE("A position that the tape has been rewound past is an error") {
    Tape tape;
    const Var x = tape.variable(2);
    const Position start = tape.position();
    Var y = x * 2;
    for (int i = 0; i < 5; ++i) y = y * 1.5; // one argument a statement
    const Position later = tape.position();
    tape.rewind(start);
    Var z = x * x * x * x;
    for (int i = 0; i < 10; ++i) z = sin(z) * cos(z) * x; // three arguments a statement
    CHECK_THROWS_WITH(tape.rewind(later), ContainsSubstring("rewound"));
    CHECK_THROWS_WITH(tape.sweep_to(later), ContainsSubstring("sweep_to"));
    tape.reverse(z, 2);
    CHECK(std::isfinite(tape.adjoint(x)));
}

TEST_CASE("Sweeping in parts gives the same as sweeping at once") {
    Tape tape;
    const Var x = tape.variable(0.5);
    const Var y = tape.variable(-1.5);
    const Var u = sin(x) * y;
    const Var v = exp(y) + x;
    const Position position = tape.position();
    const Var w = u * v + x;
    tape.reverse(w, 1.5);
    const double dx = tape.adjoint(x);
    const double dy = tape.adjoint(y);
    tape.clear_adjoints();
    tape.seed(w, 1.5);
    tape.sweep_to(position);
    CHECK(tape.adjoint(u) == 1.5 * v.value());
    CHECK(tape.adjoint(v) == 1.5 * u.value());
    CHECK(tape.adjoint(x) == 1.5);
    const double of_u = tape.adjoint(u);
    const double of_v = tape.adjoint(v);
    tape.rewind(position);
    tape.clear_adjoints();
    tape.seed(u, of_u);
    tape.seed(v, of_v);
    tape.seed(x, 1.5);
    tape.sweep();
    CHECK(tape.adjoint(x) == Approx(dx).epsilon(1e-15));
    CHECK(tape.adjoint(y) == Approx(dy).epsilon(1e-15));
}

TEST_CASE("The first partial that is not finite is found with its statement and argument") {
    Tape tape;
    const Var x = tape.variable(0);
    const Var y = tape.variable(4);
    const Var fine = y * y;
    CHECK(!tape.first_non_finite_partial());
    const Var root = y * sqrt(x);
    const auto found = tape.first_non_finite_partial();
    REQUIRE(found);
    CHECK(found->statement == 4);
    CHECK(found->argument == 1); // x
    CHECK(found->partial == std::numeric_limits<double>::infinity());
    static_cast<void>(fine);
    static_cast<void>(root);
}

TEST_CASE("Statistics count what is recorded") {
    Tape tape;
    const auto x = tape.variables(std::vector<double>{1, 2, 3});
    Var y = x[0] * x[1] + x[2];
    y = exp(y) * x[0];
    y += 3;
    const auto statistics = tape.statistics();
    CHECK(statistics.variables == 3);
    CHECK(statistics.statements == 2);
    CHECK(statistics.partials == 5);
    CHECK(statistics.bytes == 5 * 8 + 4 * (1 + 3 + 5)); // partials; words of statement 0, variables, arguments
    CHECK(statistics.reserved_bytes >= statistics.bytes);
}
