#include "catch.hpp"

#include <benchmarks/report/statistics.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>

using benchmarks::geometric_mean;
using benchmarks::median;
using benchmarks::relative_difference;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("the median is the middle value whatever the order, and the mean of the two middle ones of an even number") {
    CHECK(median({5.0}) == 5.0);
    CHECK(median({9.0, 1.0, 4.0}) == 4.0);
    CHECK(median({8.0, 1.0, 3.0, 2.0}) == 2.5);
    CHECK(median({7.0, 7.0, 7.0, 100.0, 1.0}) == 7.0);
    CHECK_THROWS_AS(median({}), std::invalid_argument);
}

TEST_CASE("the geometric mean of a ratio and its inverse is 1") {
    CHECK(geometric_mean(std::vector{4.0, 0.25}) == Approx(1.0));
    CHECK(geometric_mean(std::vector{2.0, 4.0, 8.0}) == Approx(4.0));
    CHECK(geometric_mean(std::vector{3.0}) == Approx(3.0));
}

TEST_CASE("the geometric mean of numbers whose product overflows is their mean") {
    CHECK(geometric_mean(std::vector{1e300, 1e300, 1e-300}) == Approx(1e100));
}

TEST_CASE("there is no geometric mean of nothing, of zero, of negative numbers and of not-a-number") {
    CHECK_THROWS_AS(geometric_mean({}), std::invalid_argument);
    for (const double bad : {0.0, -1.0, not_a_number}) {
        CHECK_THROWS_AS(geometric_mean(std::vector{1.0, bad}), std::invalid_argument);
    }
}

TEST_CASE("a difference is relative to the largest number of the result that is expected") {
    CHECK(relative_difference(std::vector{1.0, -200.0}, std::vector{1.0, -200.0}) == 0.0);
    CHECK(relative_difference(std::vector{1.5, -200.0}, std::vector{1.0, -200.0}) == Approx(0.5 / 200.0));
    CHECK(relative_difference(std::vector{0.25, 0.0}, std::vector{0.0, 0.0}) == 0.25);
}

TEST_CASE("a number that is missing or not finite is infinitely wrong, wherever it stands") {
    CHECK(relative_difference(std::vector{1.0}, std::vector{1.0, 2.0}) == infinity);
    CHECK(relative_difference(std::vector{not_a_number, 2.0}, std::vector{1.0, 2.0}) == infinity);
    CHECK(relative_difference(std::vector{1.0, infinity}, std::vector{1.0, infinity}) == infinity);
    CHECK(relative_difference(std::vector{1.0, 2.0}, std::vector{1.0, not_a_number}) == infinity);
}
