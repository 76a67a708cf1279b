#include "catch.hpp"

#include <autodiff/autodiff.hpp>
#include <reference/reference.hpp>

#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace ad = autodiff;

namespace {

const auto by_hand = [](const auto& x) { return 1 / (1 + exp(-x)); };

/// The whole line: random points, and the saturated ends.
std::vector<double> points(double low, double high, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(low, high);
    std::vector<double> result{low, high};
    for (int i = 0; i < 3000; ++i) result.push_back(uniform(random));
    for (double x = 1; x > 1e-300; x /= 64) {
        if (x <= high && low <= x) result.push_back(x);
        if (-x <= high && low <= -x) result.push_back(-x);
    }
    return result;
}

double ulp_error(double computed, double x) {
    return reference::partial("sigmoid", std::array{x}, 0).ulp_error(computed);
}

constexpr std::uint64_t seed = 20260501;
constexpr double weight = -3.25; // of the output, so that the seed is not 1

} // namespace

TEST_CASE("The chain rule on 1/(1+exp(-x)) gives the sigmoid's derivative on the tape, in the graph and by duals") {
    CAPTURE(seed);
    const ad::Graph slope = ad::derivative(ad::record(by_hand, 1));
    double worst = 0;
    ad::Tape tape;
    // Below -350 the partial -1/(1+exp(-x))^2 underflows: see the next case.
    for (const double x : points(-350, 750, seed)) {
        tape.reset();
        const ad::Var input = tape.variable(x);
        const ad::Var y = by_hand(input);
        tape.reverse(y, weight);
        const auto moved = by_hand(ad::Dual<double>::variable(x, 0, weight));
        CAPTURE(x);
        for (const double derivative : {tape.adjoint(input) / weight, moved.tangent() / weight, slope(x)}) {
            CHECK(ulp_error(derivative, x) <= 6);
            worst = std::max(worst, ulp_error(derivative, x));
        }
    }
    INFO("worst error in ulp: " << worst);
    CHECK(worst > 0); // rounding happens: a test that sees none compares nothing
}

TEST_CASE("At the saturated left end the generic chain rule goes to zero, and never to NaN") {
    const ad::Graph slope = ad::derivative(ad::record(by_hand, 1));
    for (const double x : points(-1e4, -350, seed)) {
        CAPTURE(x);
        const double truth = reference::partial("sigmoid", std::array{x}, 0).nearest();
        for (const double derivative : {ad::derivative(by_hand, x), slope(x),
                                        by_hand(ad::Dual<double>::variable(x, 0, weight)).tangent() / weight}) {
            CHECK(derivative >= 0);
            CHECK(std::abs(derivative - truth) < 1e-150);
        }
    }
}

TEST_CASE("The fused sigmoid node has the derivative to 4 ulp on the whole line") {
    CAPTURE(seed);
    const ad::Graph fused = ad::fuse(ad::record(by_hand, 1));
    REQUIRE(ad::to_text(fused) == "sigmoid(x)");
    const ad::Graph slope = ad::derivative(fused);
    for (const double x : points(-745, 745, seed)) {
        CAPTURE(x);
        const auto node = [](const auto& v) { return sigmoid(v); };
        CHECK(ulp_error(slope(x), x) <= 4.5);
        CHECK(ulp_error(ad::derivative(node, x), x) <= 4);
        CHECK(ulp_error(node(ad::Dual<double>::variable(x)).tangent(), x) <= 4);
    }
}

TEST_CASE("The closed form s(1-s) is as good left of zero, loses digits right of it and is zero beyond 37") {
    CAPTURE(seed);
    for (const double x : points(-745, 0, seed)) {
        const double s = ad::sigmoid(x);
        CAPTURE(x);
        CHECK(ulp_error(s * (1 - s), x) <= 4);
    }
    const double s = ad::sigmoid(40.0);
    CHECK(s * (1 - s) == 0);
    CHECK(ad::derivative([](const auto& x) { return sigmoid(x); }, 40.0) == 4.248354255291589e-18);
}

TEST_CASE("The closed form as a graph of the sigmoid node agrees with the chain rule where it does not cancel") {
    const ad::Graph closed = ad::record(
        [](const auto& x) {
            const ad::Var s = sigmoid(x);
            return s * (1 - s);
        },
        1);
    const ad::Graph slope = ad::derivative(ad::record(by_hand, 1));
    for (const double x : points(-350, 1, seed)) {
        CAPTURE(x);
        CHECK(std::abs(closed(x) - slope(x)) <= 4e-15 * slope(x));
    }
}

TEST_CASE("The slope at zero is exactly a quarter, whoever computes it") {
    CHECK(ad::derivative(by_hand, 0.0) == 0.25);
    CHECK(ad::derivative([](const auto& x) { return sigmoid(x); }, 0.0) == 0.25);
    CHECK(ad::derivative(ad::record(by_hand, 1))(0.0) == 0.25);
    CHECK(ad::derivative(ad::fuse(ad::record(by_hand, 1)))(0.0) == 0.25);
    CHECK(by_hand(ad::Dual<double>::variable(0.0, 0, 8.0)).tangent() == 2);
    CHECK(ad::sigmoid(0.0) * (1 - ad::sigmoid(0.0)) == 0.25);
}

TEST_CASE("The recording holds a negation, an exponential, an addition and a division, in this order") {
    const ad::Graph graph = ad::record(by_hand, 1);
    std::vector<std::string_view> operations;
    for (const ad::Node& node : graph.nodes())
        if (node.is_operation()) operations.push_back(ad::notation(node.opcode()).name);
    CHECK(operations == std::vector<std::string_view>{"neg", "exp", "add", "div"});
}
