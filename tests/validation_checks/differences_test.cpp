#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/derivatives/record.hpp>
#include <autodiff/validation/checks/check.hpp>
#include <autodiff/validation/checks/complex_step.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace autodiff::checks;
namespace ad = autodiff;

namespace {

Line line_of(double (*f)(double), double x, const ad::Interval& domain = ad::real_line) {
    const PlainFunction function = [f](std::span<const double> point) { return std::vector{f(point[0])}; };
    return {function, std::vector{x}, std::vector{f(x)}, 0, domain};
}

} // namespace

TEST_CASE("The error of a slope is larger than its true error, and small") {
    const std::uint64_t seed = test_seed();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 3000; ++i) {
        const double x = std::uniform_real_distribution(-20.0, 20.0)(random);
        const Slope sine = line_of([](double t) { return std::sin(t); }, x).slope(0);
        const Slope exponential = line_of([](double t) { return std::exp(t); }, x).slope(0);
        INFO("x = " << x);
        // a factor of 20 is what a check allows
        CHECK(std::abs(sine.value - std::cos(x)) <= 20 * sine.error);
        CHECK(std::abs(exponential.value - std::exp(x)) <= 20 * exponential.error);
        CHECK(sine.error < 1e-8);
        CHECK(exponential.error < 1e-8 * std::exp(x));
    }
}

TEST_CASE("Differences that resolve nothing say so") {
    // Doubles at 1e17 are 16 apart: more than two periods of the sine.
    CHECK_FALSE(line_of([](double t) { return std::sin(t); }, 1e17).slope(0).conclusive());
    // Steps that are large enough to agree with each other by skipping everything are not believed.
    const Slope far = line_of([](double t) { return std::sin(t); }, 1e10).slope(0);
    CHECK(std::abs(far.value - std::cos(1e10)) <= 20 * far.error);
}

TEST_CASE("Sides that differ are a kink, values that differ are a jump, and slopes may be infinite") {
    const Behaviour kink = line_of([](double t) { return std::abs(t); }, 0).behaviour(0);
    CHECK(kink.kink());
    CHECK_FALSE(kink.jumps);
    CHECK(kink.left.value == -1);
    CHECK(kink.right.value == 1);
    const Behaviour jump = line_of([](double t) { return std::floor(t) + 3 * t; }, 2).behaviour(0);
    CHECK(jump.jumps);
    CHECK(jump.left.value == Approx(3));
    CHECK(jump.right.value == Approx(3));
    const Behaviour root = line_of([](double t) { return std::sqrt(t); }, 0).behaviour(0);
    CHECK(std::isinf(root.right.value));
    CHECK_FALSE(root.left.conclusive());
    CHECK_FALSE(line_of([](double t) { return std::sin(t); }, 0.7).behaviour(0).kink());
}

TEST_CASE("Nothing is evaluated outside of the domain") {
    const auto only_inside = [](double t) { return t < 1 || t > 2 ? throw 1 : t * t; };
    const Slope at_edge = line_of(only_inside, 1, {1, 2}).slope(0);
    CHECK(std::abs(at_edge.value - 2) <= 20 * at_edge.error);
    CHECK(at_edge.error < 1e-6);
}

TEST_CASE("The complex step has the derivative without a rule for it, or says that it has not") {
    const std::vector<double> x{0.7, 1.3};
    const auto smooth =
        ad::record([](const auto& z) { return exp(sin(z[0]) * z[1]) / sqrt(z[1]) + pow(z[0], z[1]); }, x);
    const auto jacobian = complex_step_jacobian(smooth, x);
    REQUIRE(jacobian.has_value());
    const double e = std::exp(std::sin(0.7) * 1.3) / std::sqrt(1.3);
    CHECK((*jacobian)(0, 0) == Approx(e * std::cos(0.7) * 1.3 + 1.3 * std::pow(0.7, 0.3)).epsilon(1e-14));
    CHECK((*jacobian)(0, 1) ==
          Approx(e * (std::sin(0.7) - 0.5 / 1.3) + std::log(0.7) * std::pow(0.7, 1.3)).epsilon(1e-14));
    const auto special = ad::record([](const auto& z) { return lgamma(z[0]) + z[1]; }, x);
    CHECK_FALSE(complex_step_jacobian(special, x).has_value());
    const auto tie = ad::record([](const auto& z) { return max(z[0], z[1]); }, std::vector<double>{1, 1});
    CHECK_FALSE(complex_step_jacobian(tie, std::vector<double>{1, 1}).has_value());
}

TEST_CASE("Rounding is estimated along all paths, also where everything cancels") {
    const auto cancels = ad::record([](const auto& z) { return (z[0] + 1e6) - 1e6; }, 1);
    const Conditioning c = conditioning(cancels, std::vector{1e-3});
    CHECK(c.rounding[0] >= 1e6 * 0x1p-53);
    CHECK(c.rounding[0] < 1e6 * 0x1p-49);
    const auto twice = ad::record([](const auto& z) { return 3 * z[0] - 3 * z[0]; }, 1);
    CHECK(conditioning(twice, std::vector{2.0}).paths(0, 0) == 6);
}
