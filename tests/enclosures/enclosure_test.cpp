#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/record.hpp>

#include <cmath>
#include <fmt/format.h>
#include <sstream>

using autodiff::certainly_differ;
using autodiff::enclose;
using autodiff::Enclosure;
using autodiff::ExactReal;
using autodiff::Graph;
using autodiff::record;

namespace {

Enclosure enclosed(const auto& f, double x) { return enclose(record(f, 0.5), std::vector{x}).front(); }

const auto identity = [](const auto& x) { return 1 * x; };

} // namespace

TEST_CASE("an enclosure prints the digits that are certain") {
    // pi to 50 digits: 3.14159265358979323846264338327950288419716939937510
    const Graph graph = record([](const auto& x) { return 4 * atan(x); }, 1);
    const Enclosure pi = enclose(graph, std::vector{1.0}, {.relative_bits = 200}).front();
    CHECK(pi.to_string(50) == "3.1415926535897932384626433832795028841971693993751");
    CHECK(fmt::format("{} {:.6}", pi, pi) == "3.1415926535897932 3.14159");
    CHECK((std::ostringstream() << pi).str() == "3.1415926535897932");
    CHECK(pi.lower() == 0x1.921fb54442d18p+1);
    CHECK(pi.upper() == std::nextafter(0x1.921fb54442d18p+1, 4));
    CHECK(enclosed(identity, 2).to_string() == "2");
    CHECK(enclosed(identity, 0.25).to_string() == "0.25");
}

TEST_CASE("a real function has no value outside of its domain, and neither has its enclosure") {
    CHECK_FALSE(enclosed([](const auto& x) { return log(x); }, -1).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return log(x); }, 0).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return 1 / x; }, 0).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return x / x; }, 0).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return sqrt(x); }, -5e-324).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return asin(x); }, std::nextafter(1, 2)).defined());
    CHECK_FALSE(enclosed(identity, std::nan("")).defined());
    CHECK(enclosed([](const auto& x) { return log(x); }, -1).to_string() == "undefined");
    CHECK(std::isnan(enclosed([](const auto& x) { return log(x); }, -1).nearest()));
    CHECK(std::isnan(enclosed([](const auto& x) { return log(x); }, -1).ulp_error(1.0)));
}

TEST_CASE("at infinity an enclosure is the limit, where there is one") {
    CHECK(enclosed([](const auto& x) { return exp(x); }, HUGE_VAL).to_string() == "inf");
    CHECK(enclosed([](const auto& x) { return 1 / (1 + exp(-x)); }, HUGE_VAL).nearest() == 1);
    CHECK(enclosed([](const auto& x) { return 1 / (1 + exp(-x)); }, -HUGE_VAL).nearest() == 0);
    CHECK(enclosed([](const auto& x) { return atan(x); }, -HUGE_VAL).to_string(20) == "-1.5707963267948966192");
    CHECK_FALSE(enclosed([](const auto& x) { return sin(x); }, HUGE_VAL).defined());
    CHECK_FALSE(enclosed([](const auto& x) { return x - x; }, HUGE_VAL).defined());
    CHECK(enclosed([](const auto& x) { return exp(x); }, HUGE_VAL).finite() == false);
}

TEST_CASE("numbers that no double can hold are enclosed too") {
    const Enclosure big = enclosed([](const auto& x) { return exp(x); }, 1000);
    CHECK(big.to_string(10) == "1.970071114e+434");
    CHECK(big.nearest() == HUGE_VAL);
    CHECK(big.ulp_error(HUGE_VAL) == 0);
    CHECK(big.lower() == std::numeric_limits<double>::max());
    const Enclosure tiny = enclosed([](const auto& x) { return exp(x); }, -1000);
    CHECK(tiny.nearest() == 0);
    CHECK(tiny.ulp_error(0.0) == 0);
    CHECK(tiny.ulp_error(5e-324) == Approx(1));
    // and are intermediate results like any other
    CHECK(enclosed([](const auto& x) { return log(exp(x)); }, 1e300).nearest() == 1e300);
}

TEST_CASE("cancellation costs precision, which is then raised") {
    const auto difference = [](const auto& x) { return (1 - cos(x)) / (x * x); };
    CHECK(enclosed(difference, 1e-300).nearest() == 0.5);
    // sin of the double next to pi is what that double lacks to pi
    CHECK(enclosed([](const auto& x) { return sin(x); }, 0x1.921fb54442d18p+1).to_string() == "1.2246467991473532e-16");
    CHECK(enclosed([](const auto& x) { return x - x; }, 0.1).nearest() == 0);
    CHECK(enclosed([](const auto& x) { return log(exp(x)) - x; }, 0.1).nearest() == 0);
}

TEST_CASE("a condition that balls decide is decided, and an undecided one gives both values or none") {
    const auto relu = [](const auto& x) { return select(x > 0, x, 0.0); };
    CHECK(enclosed(relu, 0).nearest() == 0);
    CHECK(enclosed(relu, 5e-324).nearest() == 5e-324);
    // sqrt(x)^2 - x is 0 in truth, and no precision can tell: both branches agree there, or do not
    const auto kink = [](const auto& x) { return abs(sqrt(x) * sqrt(x) - x); };
    CHECK(enclosed(kink, 2).nearest() == 0);
    const auto jump = [](const auto& x) { return select(sqrt(x) * sqrt(x) > x, 1.0, 2.0); };
    CHECK_FALSE(enclosed(jump, 2).defined());
    CHECK(enclosed(jump, 4).nearest() == 2);
    // the branch that is not taken does not matter
    CHECK(enclosed([](const auto& x) { return select(x > 0, log(x), x); }, -2).nearest() == -2);
}

TEST_CASE("a graph with guards is enclosed where its program takes the recorded branches") {
    const auto branching = [](const auto& x) { return x > 1 ? 2 * x : 3 * x; };
    const Graph graph = record(branching, 4.0);
    CHECK(enclose(graph, std::vector{5.0}).front().nearest() == 10);
    CHECK_FALSE(enclose(graph, std::vector{0.5}).front().defined());
}

TEST_CASE("exact numbers enter as the last inputs") {
    const Graph product = record([](const auto& x) { return x[0] * x[1] + x[2] - x[3]; }, 4);
    const std::vector<ExactReal> numbers{
        {ExactReal::Kind::rational, "1", "10"}, {ExactReal::Kind::pi}, {ExactReal::Kind::e}};
    const Enclosure sum = enclose(product, std::vector{10.0}, numbers).front();
    CHECK(sum.to_string(20) == "1.4233108251307480031"); // 1 + pi - e
    CHECK_THROWS_AS(enclose(product, std::vector{1.0, 2.0}, numbers), autodiff::ShapeError);
    CHECK_THROWS_AS(
        enclose(product, std::vector{1.0, 2.0, 3.0}, std::vector<ExactReal>{{ExactReal::Kind::rational, "one", "10"}}),
        autodiff::GraphError);
    CHECK_FALSE(
        enclose(product, std::vector{1.0, 2.0, 3.0}, std::vector<ExactReal>{{ExactReal::Kind::rational, "1", "0"}})
            .front()
            .defined());
}

TEST_CASE("enclosures that are apart certainly differ, those that overlap may be equal") {
    const Enclosure third = enclosed([](const auto& x) { return x / 3; }, 1);
    const Enclosure nearly = enclosed(identity, 1.0 / 3);
    CHECK(certainly_differ(third, nearly));
    CHECK_FALSE(certainly_differ(third, enclosed([](const auto& x) { return 1 - 2 * x / 3; }, 1)));
    CHECK_FALSE(certainly_differ(third, Enclosure()));
    CHECK(third.sign() == 1);
}

TEST_CASE("an error is counted in units of the last place of the truth") {
    const Enclosure one = enclosed(identity, 1);
    CHECK(one.ulp_error(1 + 0x1p-52) == 1);
    CHECK(one.ulp_error(1 - 0x1p-53) == 0.5);
    CHECK(one.ulp_error(1.0F + 0x1p-23F) == 1);
    CHECK(one.ulp_error(0.0) == 0x1p52);
    const Enclosure denormal = enclosed(identity, 5e-324);
    CHECK(denormal.ulp_error(1.5e-323) == 2);
    CHECK(denormal.nearest_float() == 0);
    CHECK(denormal.ulp_error(0.0F) == 0);
    CHECK(enclosed(identity, 1e39).ulp_error(HUGE_VALF) == 0);
}
