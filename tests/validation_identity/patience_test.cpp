// Who asks for a proof may stop it: then nothing is decided, whatever the truth is.
#include "catch.hpp"
#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/patience.hpp>

using autodiff::parse;
using autodiff::Proof;
using autodiff::ProofOptions;
using autodiff::Verdict;
using autodiff::validation::OutOfPatience;
using autodiff::validation::Patience;

TEST_CASE("a proof that is stopped at once decides nothing and says so") {
    ProofOptions options;
    options.progress = [](double) { return false; };
    for (const char* claimed : {"cos(x)", "sin(x)"}) {
        const Proof proof = prove_derivative(parse("sin(x)"), parse(claimed), 0, options);
        CHECK(proof.verdict == Verdict::unknown);
        CHECK(proof.stopped);
        CHECK(proof.obstacle.starts_with("stopped after "));
    }
}

TEST_CASE("a proof that is not stopped is as without being asked") {
    int questions = 0;
    ProofOptions options;
    options.progress = [&](double) { return ++questions > 0; };
    const Proof proof = prove_derivative(parse("sin(x)"), parse("cos(x)"), 0, options);
    CHECK(proof);
    CHECK_FALSE(proof.stopped);
    CHECK(questions > 0);
    CHECK(prove_derivative(parse("sin(x)"), parse("sin(x)"), 0, options).verdict == Verdict::refuted);
}

TEST_CASE("who has said no is not asked again, and what is to be told is told without asking") {
    int questions = 0;
    Patience patience([&](double done) {
        ++questions;
        return done < 0.5;
    });
    patience.report(0.25);
    CHECK_THROWS_AS(patience.report(0.75), OutOfPatience);
    CHECK_THROWS_AS(patience.report(0.1), OutOfPatience);
    CHECK(questions == 2);
    CHECK(patience.over());
    patience.forgive();
    patience.report(0.9);
    for (int i = 0; i < 100; ++i) patience.ask();
    CHECK(questions == 2);
}
