#include "catch.hpp"

#include <autodiff/accuracy.hpp>
#include <autodiff/base/error.hpp>
#include <autodiff/notation/parse.hpp>

#include <cmath>

using autodiff::accuracy;
using autodiff::enclose;
using autodiff::Formula;
using autodiff::Interval;
using autodiff::parse;

TEST_CASE("the numbers of a formula are enclosed as they are written") {
    CHECK(enclose(parse("0.1 * x - 1"), std::vector{10.0}).nearest() == 0);
    CHECK(enclose(parse("sin(pi * x)"), std::vector{1.0}).nearest() == 0);
    CHECK(enclose(parse("log(e) + 0 * x"), std::vector{1.0}).nearest() == 1);
    // the doubles nearest to them are other numbers
    CHECK(enclose(parse("sin(pi * x)").graph, std::vector{1.0}).front().to_string() == "1.2246467991473532e-16");
}

TEST_CASE("a formula is accurate as it is written, not as its doubles are") {
    const auto map = accuracy(parse("sin(pi * x)"), std::vector<Interval>{{0, 1}});
    CHECK(map.worst.ulp > 1e10); // at 1, where the double next to pi leaves 1.2e-16 of nothing
    CHECK(map.worst.x[0] > 0.9);
    CHECK(map.worst.truth == 0);
    CHECK(accuracy(parse("0.1 * x"), std::vector<Interval>{{0, 1}}).within_bound());
}

TEST_CASE("two formulas of the same variables are compared") {
    const auto domain = std::vector<Interval>{{-1, 1}};
    const auto map = accuracy(parse("1 - x*x/2"), parse("cos(x)"), domain);
    CHECK(std::abs(map.worst.x[0]) > 0.99);
    CHECK(map.worst.ulp == Approx((std::cos(1) - 0.5) / 0x1p-53).epsilon(0.01));
    CHECK_THROWS_AS(accuracy(parse("x + 1"), parse("y + 1"), domain), autodiff::Error);
}
