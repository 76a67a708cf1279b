// How a truth is rounded and how far from it a computed number is.
#include <catch.hpp>
#include <reference/ball.hpp>
#include <reference/reference.hpp>

#include <array>
#include <cmath>
#include <limits>

using reference::Truth;
using reference::value;

namespace {

using Limits = std::numeric_limits<double>;
constexpr double inf = Limits::infinity();
constexpr double not_a_number = Limits::quiet_NaN();

Truth sum_of(double a, double b) { return value("add", std::array{a, b}); }
Truth product_of(double a, double b) { return value("mul", std::array{a, b}); }

} // namespace

TEST_CASE("A truth rounds to the nearest double, ties to even") {
    CHECK(sum_of(1, 0x1p-53).nearest() == 1);
    CHECK(sum_of(1 + 0x1p-52, 0x1p-53).nearest() == 1 + 0x1p-51);
    CHECK(sum_of(1, 0x1.0000000000001p-53).nearest() == 1 + 0x1p-52);
    CHECK(sum_of(-1, -0x1p-53).nearest() == -1);
    // one part in 2^1000 decides on which side of the tie the truth is
    CHECK(value("fma", std::array{0x1p-500, 0x1p-500, 1 + 0x1p-52}).nearest() == 1 + 0x1p-52);
    CHECK(value("sum", std::array{1.0, 0x1p-53, 0x1p-1000}).nearest() == 1 + 0x1p-52);
    CHECK(value("sum", std::array{1.0, 0x1p-53, -0x1p-1000}).nearest() == 1);
}

TEST_CASE("A truth rounds to denormals, to zero and to infinity as the format does") {
    CHECK(product_of(0x1p-1000, 0x1p-74).nearest() == Limits::denorm_min());
    CHECK(product_of(0x1p-1000, 0x1p-75).nearest() == 0); // half of the smallest ties to even
    CHECK(product_of(0x1.0000000000001p-1000, 0x1p-75).nearest() == Limits::denorm_min());
    CHECK(product_of(0x1.8p-1000, 0x1p-74).nearest() == 2 * Limits::denorm_min());
    CHECK(product_of(0x1p-1000, 0x1p-1000).nearest() == 0);
    CHECK(product_of(Limits::max(), 2).nearest() == inf);
    CHECK(product_of(Limits::max(), -2).nearest() == -inf);
    CHECK(sum_of(Limits::max(), 0x1p969).nearest() == Limits::max()); // less than half a unit beyond
    CHECK(sum_of(Limits::max(), 0x1p970).nearest() == inf);           // the tie goes to infinity
}

TEST_CASE("A truth rounds to float and long double on its own, not by way of double") {
    // above the float tie 1 + 2^-24 by less than a double can tell
    const Truth truth = value("sum", std::array{1.0, 0x1p-24, 0x1p-60});
    CHECK(truth.nearest_float() == 1 + 0x1p-23F);
    CHECK(truth.nearest() == 1 + 0x1p-24);
    CHECK(truth.nearest_long_double() == 1 + 0x1p-24L + 0x1p-60L);
    CHECK(product_of(0x1p-100, 0x1p-49).nearest_float() == 0x1p-149F);
    CHECK(product_of(0x1p-100, 0x1p-50).nearest_float() == 0);
    CHECK(std::isinf(product_of(0x1p100, 0x1p28).nearest_float()));
    CHECK(product_of(0x1p1000, 0x1p1000).nearest_long_double() == 0x1p2000L);
}

TEST_CASE("The error is counted in units of the last place at the truth") {
    const Truth third = value("div", std::array{1.0, 3.0});
    CHECK(third.ulp_error(1.0 / 3) == Approx(1.0 / 3)); // 0x0.5555...|5 leaves a third of a unit
    CHECK(third.ulp_error(std::nextafter(1.0 / 3, 1)) == Approx(2.0 / 3));
    CHECK(third.ulp_error(1.0F / 3) == Approx(1.0 / 3));
    CHECK(third.ulp_error(1.0L / 3) == Approx(1.0 / 3));
    CHECK(Truth::exactly(10).ulp_error(10.0) == 0);
    CHECK(Truth::exactly(0).ulp_error(-0.0) == 0);
}

TEST_CASE("At a power of two the unit is that of the numbers above it") {
    const Truth one = Truth::exactly(1);
    CHECK(one.ulp_error(1 + 0x1p-52) == 1);
    CHECK(one.ulp_error(1 - 0x1p-53) == 0.5);
    CHECK(Truth::exactly(1 - 0x1p-53).ulp_error(1.0) == 1);
    CHECK(one.ulp_error(1 + 0x1p-23F) == 1);
    CHECK(one.ulp_error(1 + 0x1p-63L) == 1);
}

TEST_CASE("Among denormals the unit is the smallest denormal") {
    const Truth tiny = Truth::exactly(3 * Limits::denorm_min());
    CHECK(tiny.ulp_error(5 * Limits::denorm_min()) == 2);
    CHECK(tiny.ulp_error(0.0) == 3);
    CHECK(tiny.ulp_error(0.0F) == Approx(0).margin(1e-200));
    CHECK(Truth::exactly(0).ulp_error(Limits::denorm_min()) == 1);
    CHECK(product_of(0x1p-1000, 0x1p-1000).ulp_error(0.0) < 1e-200);
    CHECK(Truth::exactly(Limits::min()).ulp_error(Limits::min() - Limits::denorm_min()) == 1);
    const Truth nothing = value("exp", std::array{-1e308});
    CHECK(nothing.ulp_error(0.0) == 0);
    CHECK(nothing.ulp_error(Limits::denorm_min()) == 1);
}

TEST_CASE("Infinities and NaN are right only where the truth is") {
    CHECK(Truth::exactly(inf).ulp_error(inf) == 0);
    CHECK(Truth::exactly(inf).ulp_error(-inf) == inf);
    CHECK(Truth::exactly(inf).ulp_error(Limits::max()) == inf);
    CHECK(Truth::exactly(inf).ulp_error(not_a_number) == inf);
    CHECK(Truth::exactly(1).ulp_error(inf) == inf);
    CHECK(Truth::exactly(1).ulp_error(not_a_number) == inf);
    CHECK(Truth{}.ulp_error(not_a_number) == 0);
    CHECK(Truth{}.ulp_error(1.0) == inf);
    CHECK(std::isnan(Truth{}.nearest()));
    CHECK_FALSE(Truth{}.defined());
    CHECK_FALSE(Truth::exactly(not_a_number).defined());
}

TEST_CASE("A finite truth beyond the largest finite number counts as infinity") {
    const Truth beyond = product_of(Limits::max(), 4);
    CHECK(beyond.ulp_error(inf) == 0);
    CHECK(beyond.ulp_error(-inf) == inf);
    CHECK(beyond.ulp_error(Limits::max()) > 1e15);
    CHECK(beyond.ulp_error(static_cast<long double>(Limits::max()) * 4) == 0);
    CHECK(beyond.ulp_error(std::numeric_limits<float>::infinity()) == 0);
    CHECK(sum_of(Limits::max(), 0x1p960).ulp_error(inf) == 0);
    CHECK(Truth::exactly(Limits::max()).ulp_error(inf) == inf);
    CHECK(Truth::exactly(Limits::max()).ulp_error(std::numeric_limits<float>::infinity()) == 0);
    CHECK(value("exp", std::array{1e308}).ulp_error(inf) == 0);
    CHECK(value("exp", std::array{1e308}).ulp_error(1.0) == inf);
}

TEST_CASE("A truth prints its digits") {
    CHECK(value("digamma", std::array{1.0}).to_string(20) == "-0.57721566490153286061");
    CHECK(Truth::exactly(-inf).to_string() == "-inf");
    CHECK(Truth{}.to_string() == "undefined");
    CHECK(value("exp", std::array{1e308}).to_string() == ">2^20000");
}
