#include <catch.hpp>

#include <autodiff/dual/dual.hpp>
#include <autodiff/dual/limits.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using autodiff::Dual;

namespace {

const double infinity = std::numeric_limits<double>::infinity();
const double undefined = std::numeric_limits<double>::quiet_NaN();

Dual<double> moving(double value, double rate) { return Dual<double>::variable(value, 0, rate); }

} // namespace

TEST_CASE("A dual carries the rates of all directions at once") {
    const auto x = Dual<double, 3>::variable(2, 0, 5);
    const auto y = Dual<double, 3>::variable(3, 2, -7);
    const auto z = x * y + x;
    CHECK(z.value() == 8);
    CHECK(z.tangents() == std::array<double, 3>{5 * 4, 0, -7 * 2});
}

TEST_CASE("Plain numbers of every type mix with duals as constants") {
    const Dual<double> x = moving(2, 3);
    CHECK((x + 1).tangent() == 3);
    CHECK((1 - x).tangent() == -3);
    CHECK((2.5F * x).tangent() == 7.5);
    CHECK((1 / x).tangent() == -0.75);
    CHECK((x / 2U).tangent() == 1.5);
    CHECK(pow(x, 3).tangent() == 36);
    CHECK(pow(2, x).tangent() == Approx(12 * std::log(2.0)).epsilon(1e-15));
    CHECK(Dual<double>(4).tangent() == 0);
    CHECK(max(x, 1).value() == 2);
}

TEST_CASE("Assignments and increments do what their operators say") {
    Dual<double> x = moving(2, 3);
    x += 1;
    x *= x;
    CHECK(x.value() == 9);
    CHECK(x.tangent() == 18);
    x /= 3;
    x -= moving(1, 1);
    CHECK(x.value() == 2);
    CHECK(x.tangent() == 5);
    CHECK((x++).value() == 2);
    CHECK((++x).value() == 4);
    CHECK((x--).value() == 4);
    CHECK((--x).value() == 2);
    CHECK(x.tangent() == 5);
}

TEST_CASE("Comparisons of duals look at values alone and are bools") {
    const Dual<double> x = moving(2, 3);
    const Dual<double> y = moving(2, -5);
    CHECK(x == y);
    CHECK(x <= 2);
    CHECK_FALSE(x < y);
    CHECK(1 < x);
    CHECK(x != 3.0);
    static_assert(std::is_same_v<decltype(x < y), bool>);
    std::vector<Dual<double>> numbers{moving(3, 1), moving(1, 2), moving(2, 3)};
    std::sort(numbers.begin(), numbers.end());
    CHECK(numbers[0].tangent() == 2);
    CHECK(std::accumulate(numbers.begin(), numbers.end(), Dual<double>(0)).tangent() == 6);
}

TEST_CASE("What does not move contributes nothing, however steep the function is there") {
    const Dual<double> still = 0;
    const Dual<double> x = moving(2, 3);
    CHECK((x + sqrt(still)).tangent() == 3);
    CHECK((x + acos(Dual<double>(1))).tangent() == 3);
    CHECK((x + exp(log(still))).tangent() == 3);
    CHECK((x / Dual<double>(infinity)).tangent() == 0);
    CHECK((Dual<double>(infinity) * still).tangent() == 0);
    CHECK((1 / still).tangent() == 0);
    CHECK(atan2(still, x).tangent() == 0);
    const auto first = Dual<double, 2>::variable(0, 0, 2);
    CHECK(sqrt(first).tangent(0) == infinity);
    CHECK(sqrt(first).tangent(1) == 0);
    CHECK(log(first).tangent(1) == 0);
}

TEST_CASE("An untaken branch of select, min and max does not matter, infinite or undefined") {
    const Dual<double> x = moving(0, 3);
    const Dual<double> bad = Dual<double>::variable(undefined, 0, undefined);
    CHECK(select(x < 1, 2 * x, bad).tangent() == 6);
    CHECK(select(x > 1, bad, 2 * x).tangent() == 6);
    CHECK(select(x > 0, log(x), x).tangent() == 3);
    CHECK(min(x + 1, Dual<double>::variable(5, 0, undefined)).tangent() == 3);
    CHECK(max(moving(1, 4), moving(1, 8)).tangent() == 6); // half of each at a tie
}

TEST_CASE("Limits and classification are those of the value") {
    using Limits = std::numeric_limits<Dual<double>>;
    static_assert(Limits::is_specialized && Limits::digits == 53);
    CHECK(isnan(moving(undefined, 1)));
    CHECK_FALSE(isnan(moving(1, undefined)));
    CHECK(isinf(moving(-infinity, 1)));
    CHECK(isfinite(moving(2, infinity)));
    CHECK_FALSE(isfinite(1 / moving(0, 1)));
    CHECK_FALSE(isfinite(moving(undefined, 1)));
    CHECK(isnormal(moving(2, 0)));
    CHECK_FALSE(isnormal(moving(1e-310, 1)));
    CHECK(signbit(moving(-0.0, 1)));
    CHECK(isnan(Dual<Dual<double>>(moving(undefined, 1), {moving(0, 0)})));
}

TEST_CASE("Nested duals are second derivatives") {
    using Second = Dual<Dual<double>>;
    const Second x(Dual<double>(0.5, {1.0}), {Dual<double>(1)});
    const Second y = exp(sin(x)) * x * x;
    const double s = std::sin(0.5);
    const double c = std::cos(0.5);
    const double e = std::exp(s);
    CHECK(y.value().value() == e * 0.5 * 0.5);
    const double first = e * (c * 0.25 + 1);
    CHECK(y.value().tangent() == Approx(first).epsilon(1e-15));
    CHECK(y.tangent().value() == Approx(first).epsilon(1e-15));
    // (e^s x^2)'' = e^s ((c^2 - s) x^2 + 4 c x + 2)
    CHECK(y.tangent().tangent() == Approx(e * ((c * c - s) * 0.25 + 4 * c * 0.5 + 2)).epsilon(1e-14));
    CHECK((2 * x + 1).tangent().tangent() == 0);
}

TEST_CASE("Reductions of duals move with their arguments") {
    const std::vector<Dual<double>> x{moving(3, 2), Dual<double>(4), moving(0, -1)};
    const std::vector<double> weights{2, 7, 5};
    CHECK(sum(x).tangent() == 1);
    CHECK(dot(x, weights).tangent() == -1);
    CHECK(norm(x).value() == 5);
    CHECK(norm(x).tangent() == Approx(2 * 0.6).epsilon(1e-15));
    const double total = std::exp(3.0) + std::exp(4.0) + 1;
    CHECK(log_sum_exp(x).tangent() == Approx((2 * std::exp(3.0) - 1) / total).epsilon(1e-14));
    CHECK(norm(std::vector<Dual<double>>{moving(0, 1), moving(0, 2)}).tangent() == 0);
}

TEST_CASE("Duals of float and long double keep their precision") {
    const auto x = Dual<float>::variable(2.0F, 0, 3.0F);
    static_assert(std::is_same_v<decltype(sin(x)), Dual<float>>);
    CHECK(sin(x).value() == std::sin(2.0F));
    CHECK((x * 0.1).value() == 2.0F * 0.1F);
    const auto y = Dual<long double>::variable(2.0L, 0, 3.0L);
    CHECK(exp(y).tangent() == 3 * std::exp(2.0L));
}

TEST_CASE("Values of duals are computed at compile time where the arithmetic allows it") {
    constexpr auto x = Dual<double>::variable(3, 0, 2);
    constexpr auto y = x * x + 1;
    static_assert(y.value() == 10 && y.tangent() == 12);
    CHECK(y.tangent() == 12);
}
