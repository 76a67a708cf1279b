#include <catch.hpp>

#include <autodiff/variable/tape.hpp>

#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

using autodiff::Tape;
using autodiff::Var;

namespace {

std::size_t statements(const Tape& tape) { return tape.statistics().statements; }

} // namespace

TEST_CASE("A sum of terms is one statement, whichever way it is written") {
    Tape tape;
    const Var a = tape.variable(2);
    const Var b = tape.variable(-3);
    SECTION("x += e") {
        Var x = 0;
        for (int i = 0; i < 10; ++i) x += a * b;
        CHECK(statements(tape) == 1);
        tape.reverse(x, 0.5);
        CHECK(tape.adjoint(a) == -15);
        CHECK(tape.adjoint(b) == 10);
    }
    SECTION("x = x - e") {
        Var x = a * a;
        for (int i = 0; i < 10; ++i) x = x - a * b;
        CHECK(statements(tape) == 1);
        tape.reverse(x, -2);
        CHECK(tape.adjoint(a) == -2 * (4 + 30));
        CHECK(tape.adjoint(b) == -2 * -20);
    }
    SECTION("std::accumulate") {
        const std::vector<Var> terms{a, b, a, a};
        const Var x = std::accumulate(terms.begin(), terms.end(), Var(0));
        CHECK(statements(tape) <= 2);
        tape.reverse(x, 3);
        CHECK(tape.adjoint(a) == 9);
        CHECK(tape.adjoint(b) == 3);
    }
}

TEST_CASE("A sum of a thousand terms is one statement") {
    Tape tape;
    const std::vector<Var> terms = tape.variables(std::vector<double>(1000, 0.25));
    Var x = 1;
    for (std::size_t i = 0; i < terms.size(); ++i) x += terms[i] * static_cast<double>(i);
    CHECK(x.value() == 1 + 0.25 * 999 * 500);
    CHECK(statements(tape) == 1);
    tape.reverse(x, -1.5);
    for (std::size_t i = 0; i < terms.size(); ++i) CHECK(tape.adjoint(terms[i]) == -1.5 * static_cast<double>(i));
}

TEST_CASE("A copy taken before or after keeps its own derivative") {
    Tape tape;
    const Var a = tape.variable(2);
    const Var b = tape.variable(5);
    Var x = a * b;
    const Var before = x;
    x += a;
    const Var after = x;
    x -= b;
    tape.reverse(before, 2);
    CHECK(tape.adjoint(a) == 10);
    CHECK(tape.adjoint(b) == 4);
    tape.reverse(after, 2);
    CHECK(tape.adjoint(a) == 12);
    CHECK(tape.adjoint(b) == 4);
    tape.reverse(x, 2);
    CHECK(tape.adjoint(a) == 12);
    CHECK(tape.adjoint(b) == 2);
}

TEST_CASE("An expression kept in an auto variable means the values at its making") {
    Tape tape;
    const Var a = tape.variable(2);
    const Var b = tape.variable(5);
    SECTION("while one of its operands grows") {
        Var x = a * a;
        auto kept = x * b;
        x += a;
        const Var y = kept;
        tape.reverse(y, 3);
        CHECK(y.value() == 20);
        CHECK(tape.adjoint(a) == 3 * 20);
        CHECK(tape.adjoint(b) == 3 * 4);
    }
    SECTION("while it is assigned to that operand and used again") {
        Var x = a * a;
        auto kept = x + b;
        x = kept;
        const Var y = x * kept;
        tape.reverse(y, 3);
        CHECK(y.value() == 81);
        CHECK(tape.adjoint(a) == 3 * 2 * 9 * 4);
        CHECK(tape.adjoint(b) == 3 * 2 * 9);
    }
    SECTION("and a copy of it lives on when it is moved from") {
        Var x = a * a;
        auto kept = x + b;
        auto copy = kept;
        x = std::move(kept);
        const Var y = copy * a;
        tape.reverse(y, 3);
        CHECK(y.value() == 18);
        CHECK(tape.adjoint(a) == 3 * (9 + 2 * 4));
        CHECK(tape.adjoint(b) == 3 * 2);
    }
    SECTION("in a lambda") {
        Var x = a * a;
        const auto later = [e = x + b] { return Var(e * e); };
        x += b;
        tape.reverse(later(), 3);
        CHECK(tape.adjoint(b) == 3 * 18);
    }
}

TEST_CASE("A term that contains the sum itself sees the sum as it was") {
    Tape tape;
    const Var a = tape.variable(3);
    Var x = a * 1;
    SECTION("x += x") {
        x += x;
        CHECK(x.value() == 6);
        tape.reverse(x, 5);
        CHECK(tape.adjoint(a) == 10);
    }
    SECTION("x += x * a") {
        x += x * a;
        tape.reverse(x, 5);
        CHECK(tape.adjoint(a) == 5 * (1 + 6));
    }
    SECTION("x = x - x * x") {
        x = x - x * x;
        tape.reverse(x, 5);
        CHECK(tape.adjoint(a) == 5 * (1 - 6));
    }
    SECTION("x -= x") {
        const Var& same = x; // written out, compilers warn of it
        x -= same;
        tape.reverse(x, 5);
        CHECK(tape.adjoint(a) == 0);
    }
    SECTION("x *= x") {
        x *= x;
        tape.reverse(x, 5);
        CHECK(tape.adjoint(a) == 30);
    }
}

TEST_CASE("What a tape was asked in between is not touched by later terms") {
    Tape tape;
    const Var a = tape.variable(3);
    const Var b = tape.variable(4);
    Var x = a * b;
    SECTION("a seed") {
        tape.clear_adjoints();
        tape.seed(x, 2);
        x += 7 * a;
        tape.sweep();
        CHECK(tape.adjoint(a) == 8);
        CHECK(tape.adjoint(b) == 6);
    }
    SECTION("a position") {
        const autodiff::Position position = tape.position();
        x += 7 * a;
        tape.rewind(position);
        Var y = a * b;
        tape.reverse(y, 2);
        CHECK(tape.adjoint(a) == 8);
    }
    SECTION("a sweep") {
        tape.reverse(x, 2);
        const double before = tape.adjoint(a);
        x += 7 * a;
        CHECK(tape.adjoint(a) == before);
        CHECK(tape.adjoint(x) == 0);
        tape.reverse(x, 2);
        CHECK(tape.adjoint(a) == 2 * (4 + 7));
    }
    SECTION("a nested tape, a pause") {
        {
            Tape inner;
            Var y = inner.variable(1) * 2;
            y += 3;
        }
        x += a;
        {
            const autodiff::Pause pause;
            Var y = b * 2;
            y += a;
            CHECK(y.value() == 11);
        }
        x += b;
        tape.reverse(x, 2);
        CHECK(tape.adjoint(a) == 10);
        CHECK(tape.adjoint(b) == 8);
    }
}

TEST_CASE("A constant added to a sum costs nothing and a sum of constants stays one") {
    Tape tape;
    const Var a = tape.variable(3);
    Var x = a * 2;
    const std::size_t before = statements(tape);
    x += 1;
    x -= 2.5;
    ++x;
    CHECK(statements(tape) == before);
    CHECK(x.value() == 5.5);
    Var c = 4;
    c += 1;
    c = c * 2;
    CHECK(!c.active());
    CHECK(c.value() == 10);
    c += a; // becomes active here
    tape.reverse(c, 3);
    CHECK(tape.adjoint(a) == 3);
}

TEST_CASE("Sums that grow in turn are one statement each") {
    Tape tape;
    const std::vector<Var> a = tape.variables(std::vector<double>{2, 3, 5});
    std::vector<Var> sums(4, Var(0));
    for (int round = 0; round < 10; ++round)
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const Var factor = exp(a[0] * 0.125) * static_cast<double>(i); // a statement in between
            sums[i] += factor * a[1];
            sums[i] = sums[i] - a[2];
        }
    CHECK(statements(tape) == 4 + 40);
    const double e = std::exp(0.25);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto k = static_cast<double>(i);
        CAPTURE(i);
        CHECK(sums[i].value() == Approx(10 * (k * e * 3 - 5)).epsilon(1e-14));
        tape.reverse(sums[i], -2);
        CHECK(tape.adjoint(a[0]) == Approx(-2 * 10 * k * 3 * e / 8).epsilon(1e-14).margin(1e-300));
        CHECK(tape.adjoint(a[1]) == Approx(-2 * 10 * k * e).epsilon(1e-14).margin(1e-300));
        CHECK(tape.adjoint(a[2]) == 20);
        CHECK(tape.forward(a, std::vector<double>{0, 0, 3}, std::vector<Var>{sums[i]})[0] == -30);
    }
}

TEST_CASE("A sum that was recorded before a position does not grow beyond it") {
    Tape tape;
    const Var a = tape.variable(2);
    Var x = a * 3;
    const auto position = tape.position();
    x += a * a;
    tape.seed(x, 0.5);
    tape.sweep_to(position);
    CHECK(tape.adjoint(a) == 2); // of a * a alone
    tape.rewind(position);
    CHECK_THROWS_AS(tape.reverse(x), autodiff::TapeError);
}
