#include <catch.hpp>

#include <autodiff/base/id_range.hpp>
#include <autodiff/variable/tape.hpp>

#include <memory>
#include <vector>

using autodiff::IdRange;
using autodiff::Tape;
using autodiff::Var;

TEST_CASE("A tape holds ten million statements") {
    constexpr int statements = 10'000'000;
    Tape tape;
    const Var x = tape.variable(0.75);
    Var y = 0;
    for (int i = 0; i < statements; ++i) y = y * 0.5 + x; // y tends to 2 x
    CHECK(tape.statistics().statements == statements);
    tape.reverse(y, 3);
    CHECK(tape.adjoint(x) == Approx(6).epsilon(1e-14));
}

TEST_CASE("Many living tapes still tell their variables from one another") {
    std::vector<std::unique_ptr<Tape>> tapes;
    std::vector<Var> variables;
    for (int i = 0; i < 50; ++i) {
        tapes.push_back(std::make_unique<Tape>());
        variables.push_back(tapes.back()->variable(i));
    }
    for (std::size_t i = 0; i < tapes.size(); ++i)
        for (std::size_t j = 0; j < tapes.size(); ++j) {
            CAPTURE(i, j);
            if (i == j)
                CHECK(tapes[i]->adjoint(variables[j]) == 0);
            else
                CHECK_THROWS_AS(tapes[i]->adjoint(variables[j]), autodiff::TapeError);
        }
}

TEST_CASE("More tapes than there are ranges of ids record correctly all the same") {
    std::vector<std::unique_ptr<Tape>> tapes;
    for (int i = 0; i < 200; ++i) tapes.push_back(std::make_unique<Tape>());
    while (!tapes.empty()) {
        Tape& tape = *tapes.back();
        const Var x = tape.variable(static_cast<double>(tapes.size()));
        Var y = x * x;
        y += x;
        tape.reverse(y, 2);
        CHECK(tape.adjoint(x) == 2 * (2 * x.value() + 1));
        tapes.pop_back();
    }
}
