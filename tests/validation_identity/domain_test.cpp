// What a domain decides: signs that tell which of two branches or roots is meant.
#include "catch.hpp"
#include "graph/random_graph.hpp"
#include "seed.hpp"

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/proofs/ranges.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace autodiff;

namespace {

struct Claim {
    std::string function, derivative;
    Interval domain;
};

Proof prove(const Claim& claim) {
    ProofOptions options;
    options.domain = {claim.domain};
    return prove_derivative(parse(claim.function), parse(claim.derivative), 0, options);
}

void check_all(const std::vector<Claim>& claims, Verdict verdict) {
    for (const Claim& claim : claims) {
        const Proof proof = prove(claim);
        INFO("(" << claim.function << ")' = " << claim.derivative << " on " << claim.domain.low << " .. "
                 << claim.domain.high << "\n"
                 << to_text(proof));
        CHECK(proof.verdict == verdict);
    }
}

} // namespace

TEST_CASE("derivatives that hold on a domain only are proved on it, zeros at its ends included") {
    const std::vector<Claim> claims{
        {"asin(2*x/(1+x^2))", "2/(1+x^2)", {-1, 1}},
        {"asin(2*x/(1+x^2))", "-2/(1+x^2)", {1, 5}},
        {"acos((1-x^2)/(1+x^2))", "2/(1+x^2)", {0, 10}},
        {"acos((1-x^2)/(1+x^2))", "-2/(1+x^2)", {-5, 0}},
        {"asin(3*x-4*x^3)", "3/sqrt(1-x^2)", {-0.5, 0.5}},
        {"acos(4*x^3-3*x)", "-3/sqrt(1-x^2)", {0.5, 1}},
        {"asin(2*x*sqrt(1-x^2))", "2/sqrt(1-x^2)", {-0.7, 0.7}},
        {"acos(2*x^2-1)", "-2/sqrt(1-x^2)", {0, 1}},
        {"acos(2*x^2-1)", "2/sqrt(1-x^2)", {-1, 0}},
        {"asin(sqrt(1-x^2))", "-1/sqrt(1-x^2)", {0, 1}},
        {"2*asin(sqrt((1-x)/2))", "-1/sqrt(1-x^2)", {-1, 1}},
        {"atan((sqrt(1+x^2)-1)/x)", "1/(2*(1+x^2))", {0.1, 9}},
        {"atan(sqrt((1-x)/(1+x)))", "-1/(2*sqrt(1-x^2))", {-1, 1}},
        {"acosh((1+x^2)/(2*x))", "1/x", {1, 9}},
        {"acosh((1+x^2)/(2*x))", "-1/x", {0.1, 1}},
        {"asin(sin(x))", "-1", {1.6, 4}},
        {"atan(tan(x))", "1", {-1.5, 1.5}},
        {"sqrt(1-sin(x)^2)", "-sin(x)", {-1.5, 1.5}},
        {"abs(sin(x))", "cos(x)", {0.1, 3}},
        {"abs(exp(x)-1)", "exp(x)", {0, 3}},
        {"abs(ln(x))", "-1/x", {0.01, 1}},
        {"abs(x^3-x)", "3*x^2-1", {1, 3}},
        {"sqrt(x^4-2*x^2+1)", "2*x", {1, 9}},
        {"sqrt(x^4-2*x^2+1)", "-2*x", {-1, 1}},
        {"max(x,x^2)", "2*x", {1, 5}},
        {"max(x,x^2)", "1", {0, 1}},
        {"min(x^2,1)", "2*x", {-1, 1}},
    };
    check_all(claims, Verdict::proved);
}

TEST_CASE("the same derivatives are refuted where the domain goes on beyond the sign, however little") {
    const std::vector<Claim> claims{
        {"asin(2*x/(1+x^2))", "2/(1+x^2)", {-1, 1.001}},
        {"asin(3*x-4*x^3)", "3/sqrt(1-x^2)", {-0.501, 0.5}},
        {"acos(4*x^3-3*x)", "-3/sqrt(1-x^2)", {0.499, 1}},
        {"asin(2*x*sqrt(1-x^2))", "2/sqrt(1-x^2)", {-0.7, 0.71}},
        {"acos(2*x^2-1)", "-2/sqrt(1-x^2)", {-0.001, 1}},
        {"acosh((1+x^2)/(2*x))", "1/x", {0.999, 9}},
        {"asin(sin(x))", "-1", {1.57, 4}},
        {"abs(sin(x))", "cos(x)", {0.1, 3.15}},
        {"abs(exp(x)-1)", "exp(x)", {-0.001, 3}},
        {"abs(x^3-x)", "3*x^2-1", {0.999, 3}},
        {"sqrt(x^4-2*x^2+1)", "-2*x", {-1, 1.001}},
        {"max(x,x^2)", "2*x", {0.999, 5}},
    };
    check_all(claims, Verdict::refuted);
}

TEST_CASE("interval arithmetic on a graph holds the values at all points of a box") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    using namespace autodiff::ops;
    const std::vector<Opcode> operations{
        opcode<Add>,  opcode<Subtract>, opcode<Negate>,      opcode<Multiply>, opcode<Divide>,  opcode<Square>,
        opcode<Pow>,  opcode<Sqrt>,     opcode<Exp>,         opcode<Expm1>,    opcode<Log>,     opcode<Log1p>,
        opcode<Tanh>, opcode<Sinh>,     opcode<Atan>,        opcode<Asin>,     opcode<Acos>,    opcode<Sigmoid>,
        opcode<Sin>,  opcode<Cos>,      opcode<Equal>,       opcode<Less>,     opcode<Greater>, opcode<Select>,
        opcode<Abs>,  opcode<Gelu>,     opcode<ChainProduct>};
    const std::vector<double> constants{0, 1, -1, 2, 3, 0.5, -2.25};
    const std::vector<double> middle{0.5, -1.25};
    std::size_t checked = 0, tight = 0;
    for (int i = 0; i < 1500; ++i) {
        Graph graph = random_graph::make(middle, std::size_t(1 + i % 12), operations, constants, random);
        graph.clear_guards();
        proofs::Ranges ranges(graph);
        const double size = std::exp2(-std::uniform_int_distribution<>(-2, 30)(random));
        std::vector<Interval> box;
        for (std::size_t k = 0; k < 2; ++k) {
            const double low = std::round(8 * std::uniform_real_distribution<>(-2, 2)(random)) / 8;
            box.push_back({low, low + size});
        }
        const Interval range = ranges(box);
        for (int sample = 0; sample < 6; ++sample) {
            std::vector<double> x;
            for (const Interval& side : box)
                x.push_back(sample == 0   ? side.low
                            : sample == 1 ? side.high
                                          : std::uniform_real_distribution<>(side.low, side.high)(random));
            const Enclosure value = enclose(graph, x)[0];
            if (!value.defined() || !value.finite()) continue;
            ++checked;
            tight += range.high - range.low < 1e9 ? 1 : 0;
            INFO(to_text(graph) << "\nat " << x[0] << ", " << x[1] << ": " << value << ", in " << range.low << " .. "
                                << range.high);
            REQUIRE(value.upper() >= range.low);
            REQUIRE(value.lower() <= range.high);
        }
    }
    CHECK(checked > 3000);
    CHECK(tight > checked / 2);
}
