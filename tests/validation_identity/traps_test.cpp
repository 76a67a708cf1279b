// Pairs that are equal almost everywhere, almost, or on a part of the domain only.
#include "statements.hpp"

#include "catch.hpp"
#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/exact_derivative.hpp>

#include <fmt/format.h>

using namespace autodiff;
using identity_test::prove;

namespace {

std::string taylor_of_exp(int terms) {
    std::string sum = "1", factorial = "1";
    for (int k = 1; k < terms; ++k) {
        factorial += fmt::format("*{}", k);
        sum += fmt::format("+x^{}/({})", k, factorial);
    }
    return sum;
}

Proof prove_on(const std::string& text, std::vector<Interval> domain) {
    const auto statement = identity_test::read(text);
    return prove_equal(statement.left, statement.right, {.domain = std::move(domain)});
}

} // namespace

TEST_CASE("functions that differ by less than rounding are refuted") {
    for (const char* text : {"x == x+1e-20*x", "x == x+1e-300", "exp(x) == exp(x)+1e-40*sin(x)", "x*(1+1e-30) == x",
                             "sin(x+3.141592653589793/2) == cos(x)", "sqrt(2)*x == 1.4142135623730951*x",
                             "log(2) == 0.6931471805599453094172321214581766", "2305843009213693951*x == 0"}) {
        const Proof proof = prove(text);
        CAPTURE(text, to_text(proof));
        CHECK(proof.verdict == Verdict::refuted);
    }
}

TEST_CASE("a long Taylor sum is not the exponential") {
    const std::string text = fmt::format("exp(x) == {}", taylor_of_exp(40));
    const auto statement = identity_test::read(text);
    const Proof proof = prove_equal(statement.left, statement.right, {.domain = {{-0.5, 0.5}}});
    CAPTURE(to_text(proof));
    CHECK(proof.verdict == Verdict::refuted); // by 1e-60, which enclosures see
}

TEST_CASE("what holds on a part of the domain only is refuted by a point of the other part") {
    for (const char* text :
         {"sqrt(x^2) == x", "abs(x) == x", "sqrt(x^2*y) == x*sqrt(y)", "acosh(cosh(x)) == x", "asin(sin(x)) == x",
          "atan(tan(x)) == x", "acos(cos(x)) == x", "log(x^2) == 2*log(abs(x)+1)", "sqrt((x-1)^2) == x-1",
          "2*atan(x) == atan(2*x/(1-x^2))", "relu(x) == x", "max(x,y) == x", "(x^2)^0.5 == x",
          "atan2(y,x) == atan(y/x)", "sign(x) == 1", "copysign(x,y) == x"}) {
        const Proof proof = prove(text);
        CAPTURE(text, to_text(proof));
        CHECK(proof.verdict != Verdict::proved);
    }
}

TEST_CASE("the same is proved on a domain where it holds") {
    CHECK(prove_on("sqrt(x^2) == x", {{0, 5}}).verdict == Verdict::proved);
    CHECK(prove_on("sqrt(x^2) == -x", {{-5, 0}}).verdict == Verdict::proved);
    CHECK(prove_on("sqrt(x^2*y) == x*sqrt(y)", {{0, 5}, {}}).verdict == Verdict::proved);
    CHECK(prove_on("relu(x-1) == x-1", {{1, 2}}).verdict == Verdict::proved);
    CHECK(prove_on("abs(x+3) == x+3", {{-3, 2}}).verdict == Verdict::proved);
    CHECK(prove_on("log(x*y) == log(-x)+log(-y)", {{-3, -1}, {-2, -1}}).verdict == Verdict::proved);
    CHECK(prove_on("abs(x-y) == x-y", {{1, 2}, {0, 1}}).verdict == Verdict::proved);
    CHECK(prove_on("abs(x-y) == x-y", {{1, 2}, {0, 1.5}}).verdict == Verdict::refuted);
}

TEST_CASE("assumptions say where a proof holds") {
    using Texts = std::vector<std::string>;
    CHECK(prove("log(x^2) == 2*log(x)").assumptions == Texts{"x > 0"});
    CHECK(prove("x/x == 1").assumptions == Texts{"x != 0"});
    CHECK(prove("x^(1/3)*x^(2/3) == x").assumptions == Texts{"x >= 0"});
    CHECK(prove("relu(x) == max(x,0)").assumptions == Texts{"x != 0"});
    CHECK(prove("sigmoid(x) == 1/(1+exp(-x))").assumptions.empty());
    CHECK(prove("asin(x)+acos(x) == pi/2").assumptions == Texts{"x in [-1, 1]"});
    CHECK(prove_on("log(x^2) == 2*log(x)", {{1, 2}}).assumptions.empty());
}

TEST_CASE("nothing is proved of functions that are defined nowhere") {
    for (const char* text : {"log(-exp(x)) == 5", "sqrt(-1-x^2) == x", "log(x)+log(-x) == 1", "1/(x-x) == 1/(x-x)+x"}) {
        const Proof proof = prove(text);
        CAPTURE(text, to_text(proof));
        CHECK(proof.verdict == Verdict::unknown);
        CHECK(!proof.obstacle.empty());
    }
}

TEST_CASE("what the method cannot see is unknown, with the reason, not wrong") {
    for (const char* text : {"floor(x)+1 == floor(x+1)", "atan(x)+atan(1/x) == sign(x)*pi/2", "tgamma(1/2) == sqrt(pi)",
                             "asin(2*x/(1+x^2)) == 2*atan(x)+0*asin(x)"}) {
        const Proof proof = prove(text);
        CAPTURE(text, to_text(proof));
        CHECK(proof.verdict == Verdict::unknown);
        CHECK(!proof.obstacle.empty());
    }
}

TEST_CASE("roots keep the signs of real roots") {
    CHECK(prove("cbrt(-x) == -cbrt(x)").verdict == Verdict::proved);
    CHECK(prove("cbrt(x)^2 == cbrt(x^2)").verdict == Verdict::proved);
    CHECK(prove("sqrt(x)*sqrt(y) == -sqrt(x*y)").verdict == Verdict::refuted);
    CHECK(prove("sqrt(1+x^2) == -sqrt(1+x^2)").verdict == Verdict::refuted);
    CHECK(prove("x^1.5 == x*sqrt(x)").verdict == Verdict::proved);
    CHECK(prove("sqrt(x^4+2*x^2+1) == x^2+1").verdict == Verdict::proved);
    CHECK(prove("sqrt(x^2+2*x+1) == abs(x+1)").verdict == Verdict::proved);
    CHECK(prove("sqrt(x^2+2*x+1) == x+1").verdict == Verdict::refuted);
    CHECK(prove("asinh(sinh(x)) == x").verdict == Verdict::proved);
    CHECK(prove("sqrt(12)+sqrt(27) == sqrt(75)").verdict == Verdict::proved);
    CHECK(prove("sqrt(12)-sqrt(27) == sqrt(75)").verdict == Verdict::refuted);
    CHECK(prove("2*cos(pi/4) == -sqrt(2)").verdict == Verdict::refuted);
    CHECK(prove("2*cos(3*pi/4) == -sqrt(2)").verdict == Verdict::proved);
    CHECK(prove("2*sin(pi/3) == sqrt(3)").verdict == Verdict::proved);
    CHECK(prove("2*sin(5*pi/3) == -sqrt(3)").verdict == Verdict::proved);
    CHECK(prove("cos(2*x) == abs(cos(2*x))").verdict == Verdict::refuted);
}

TEST_CASE("a root that cannot be simplified is compared by its square and its sign") {
    CHECK(prove("sqrt(5+2*sqrt(6)) == sqrt(2)+sqrt(3)").verdict == Verdict::proved);
    CHECK(prove("sqrt(5-2*sqrt(6)) == sqrt(2)-sqrt(3)").verdict == Verdict::refuted);
    CHECK(prove("asin(sin(x)) ' x == sign(cos(x))").verdict == Verdict::proved);
    CHECK(prove("acos(cos(x)) ' x == sin(x)/abs(sin(x))").verdict == Verdict::proved);
    CHECK(prove("sqrt((1+x)/(1-x)) ' x == 1/((1-x)*sqrt(1-x^2))").verdict == Verdict::proved);
    CHECK(prove("sqrt((x+1)/(x-1)) ' x == -1/(abs(x-1)*sqrt(x^2-1))").verdict == Verdict::proved);
    CHECK(prove("sqrt((x+1)/(x-1)) ' x == -1/((x-1)*sqrt(x^2-1))").verdict == Verdict::refuted); // where x < -1
    CHECK(prove("asin(sin(x)) ' x == 1").verdict == Verdict::refuted);
}

TEST_CASE("a sine is positive between 0 and pi, a cosine between -pi/2 and pi/2") {
    CHECK(prove_on("sqrt(cos(x)^2) == cos(x)", {{-1.57, 1.57}}).verdict == Verdict::proved);
    CHECK(prove_on("sqrt(cos(x)^2) == cos(x)", {{-1.58, 1.57}}).verdict != Verdict::proved);
    CHECK(prove_on("abs(sin(x)) == sin(x)", {{0, 3.14}}).verdict == Verdict::proved);
    CHECK(prove_on("abs(sin(x)) == -sin(x)", {{-3.14, 0}}).verdict == Verdict::proved);
    CHECK(prove_on("abs(sin(x)) == sin(x)", {{0, 3.15}}).verdict != Verdict::proved);
    CHECK(prove_on("sqrt(1+tan(x)^2) == 1/cos(x)", {{-1.5, 1.5}}).verdict == Verdict::proved);
}

TEST_CASE("a difference that begins far from zero is found beside the numbers that the formulas name") {
    CHECK(prove("select(x>1000,x,x^2) == x^2").verdict == Verdict::refuted);
    CHECK(prove("select(x>1e10,0,x) == x").verdict == Verdict::refuted);
    CHECK(prove("abs(x-12345.678) == 12345.678-x").verdict == Verdict::refuted);
    CHECK(prove("max(x,-1e6) == x").verdict == Verdict::refuted);
}

TEST_CASE("expressions that are too large for the bound on the error are unknown") {
    std::string text = "x+1";
    for (int k = 0; k < 60; ++k) text = fmt::format("({})^2", text);
    const Proof proof = prove(text + "-y == " + text + "-y*(1+x)/(x+1)");
    CAPTURE(to_text(proof));
    CHECK(proof.verdict == Verdict::unknown);
}

TEST_CASE("an exact derivative rounds nothing") {
    const Formula f = parse("x^(1/3)/3+2^x/7");
    const Formula claimed = parse("x^(-2/3)/9+2^x*log(2)/7");
    CHECK(prove_derivative(f, claimed, 0).verdict == Verdict::proved);
    CHECK(prove_derivative(f, parse("x^(-2/3)/9+2^x*0.6931471805599453/7"), 0).verdict == Verdict::refuted);
    CHECK_THROWS_AS(exact_derivative(f.exact, 7), ShapeError);
}

TEST_CASE("graphs are proved equal with their constants as the doubles that they are") {
    Graph tenth, other;
    for (Graph* graph : {&tenth, &other}) {
        const NodeId x = graph->add_input();
        const NodeId scaled = graph->add<ops::Multiply>({x, graph->add_constant(0.1)});
        graph->add_output(graph == &tenth ? graph->add<ops::Multiply>({scaled, graph->add_constant(10)}) : x);
    }
    CHECK(prove_equal(tenth, other).verdict == Verdict::refuted); // the double 0.1 is not a tenth
    CHECK(prove("x*0.1*10 == x").verdict == Verdict::proved);
    Graph two;
    two.add_output(two.add_input());
    two.add_input();
    CHECK_THROWS_AS(prove_equal(two, other), ShapeError);
}
