#include <catch.hpp>

#include <autodiff/autodiff.hpp>

#include <cmath>
#include <limits>

namespace ad = autodiff;
using ad::Var;

TEST_CASE("A conversion to an integer truncates the value, and leaves a guard inside a recording") {
    CHECK(static_cast<int>(Var(2.9)) == 2);
    CHECK(static_cast<long>(Var(-2.9)) == -2);
    const ad::Graph graph = ad::record([](const Var& x) { return x * static_cast<int>(x); }, 3.5);
    CHECK(graph(3.25) == 9.75);
    CHECK_THROWS_AS(graph(4.25), ad::GuardError);
}

TEST_CASE("A Var as a condition compares with zero, and leaves a guard inside a recording") {
    CHECK(static_cast<bool>(Var(0.5)));
    CHECK_FALSE(static_cast<bool>(Var(-0.0)));
    const ad::Graph graph = ad::record([](const Var& x) -> Var { return x ? 1 / x : Var(0); }, 4.0);
    CHECK(graph(2.0) == 0.5);
    CHECK_THROWS_AS(graph(0.0), ad::GuardError);
}

TEST_CASE("ldexp and frexp scale by powers of two, exactly and up to the ends of the range") {
    for (const double x : {1.0, -3.7, 1e300, 5e-324, 0.0}) {
        for (const int n : {0, 1, -1, 60, -60, 1000, -1000, 2000, -2000}) {
            CAPTURE(x, n);
            CHECK(Var(ldexp(Var(x), n)).value() == std::ldexp(x, n));
        }
        int expected = 0;
        int exponent = 0;
        const double mantissa = std::frexp(x, &expected);
        CHECK(Var(frexp(Var(x), &exponent)).value() == mantissa);
        CHECK(exponent == expected);
    }
    CHECK(ad::derivative([](const Var& x) { return ldexp(x, 7); }, -0.3) == 128);
    int exponent = 0;
    CHECK(ad::derivative([&](const Var& x) { return frexp(x, &exponent); }, 12.0) == 1.0 / 16);
    CHECK(ad::ldexp(ad::Dual<double>::variable(3.0, 0, 5.0), -1).tangent() == 2.5);
}

TEST_CASE("A conversion to an integer type that has no such number is an error, not undefined behaviour") {
    CHECK_THROWS_AS(static_cast<int>(Var(1e10)), ad::Error);
    CHECK_THROWS_AS(static_cast<unsigned>(Var(-1)), ad::Error);
    CHECK_THROWS_AS(static_cast<long>(Var(std::numeric_limits<double>::quiet_NaN())), ad::Error);
    CHECK_THROWS_AS(static_cast<long>(Var(0x1p63)), ad::Error);
    CHECK(static_cast<long>(Var(-0x1p63)) == std::numeric_limits<long>::min());
    CHECK(static_cast<unsigned>(Var(-0.5)) == 0);
}
