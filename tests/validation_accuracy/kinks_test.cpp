#include "catch.hpp"

#include <autodiff/accuracy.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/kinks.hpp>

#include <cmath>
#include <string>
#include <vector>

using autodiff::parse;
using autodiff::Precision;
using autodiff::validation::Kinks;

namespace {

bool kink(const std::string& function, double x, Precision precision = Precision::double_) {
    return Kinks(parse(function), 0, precision)(std::vector{x});
}

} // namespace

TEST_CASE("a kink is where an operation changes its piece, and not beside it") {
    for (const char* function : {"relu(x)", "abs(x)", "elu(x, 2)", "leaky_relu(x, 0.1)", "selu(x)", "max(x, -x)",
                                 "select(x < 0, 1, x)", "floor(x)", "max(1 + x, 1)", "max(exp(x) - 1, 0)"}) {
        INFO(function);
        CHECK(kink(function, 0));
        for (const double x : {5e-324, 1e-300, 1e-17, 0.25}) CHECK_FALSE(kink(function, x));
        for (const double x : {-1e-300, -1e-17, -0.25}) CHECK_FALSE(kink(function, x));
    }
    CHECK(kink("x*min(max(x+3,0),6)/6", -3));
    CHECK(kink("x*min(max(x+3,0),6)/6", 3));
    CHECK_FALSE(kink("x*min(max(x+3,0),6)/6", std::nextafter(3, 0)));
}

TEST_CASE("steps are kinks wherever they are") {
    CHECK(kink("floor(x)", 7));
    CHECK(kink("round(x)", 2.5));
    CHECK_FALSE(kink("round(x)", 2));
    CHECK_FALSE(kink("floor(x)", 2.5));
    CHECK(kink("fmod(x, 1.5)", 4.5));
    CHECK_FALSE(kink("fmod(x, 1.5)", 4));
}

TEST_CASE("a kink between two numbers belongs to both") {
    const double root = std::sqrt(2.0); // above the root of 2
    CHECK(kink("abs(x^2-2)", root));
    CHECK(kink("abs(x^2-2)", std::nextafter(root, 0)));
    CHECK_FALSE(kink("abs(x^2-2)", std::nextafter(root, 2)));
    CHECK_FALSE(kink("abs(x^2-2)", std::nextafter(std::nextafter(root, 0), 0)));
    CHECK(kink("abs(x^2-2)", std::sqrt(2.0F), Precision::float_));
    CHECK_FALSE(kink("abs(x^2-2)", std::sqrt(2.0F)));
}

TEST_CASE("equal pieces, touching ones and smooth functions have no kink") {
    for (const char* function :
         {"max(x, x)", "max(x^2, -x^2)*0 + max(x^2, 0)", "sin(x)", "x^3", "max(sin(x)^2 + cos(x)^2, 1)"})
        for (const double x : {-1.0, 0.0, 2.5}) {
            INFO(function << " at " << x);
            CHECK_FALSE(kink(function, x));
        }
}

TEST_CASE("only kinks along the variable count") {
    const auto f = parse("abs(x) + relu(y - 1)");
    Kinks along_x(f, 0, Precision::double_);
    Kinks along_y(f, 1, Precision::double_);
    CHECK(along_x(std::vector{0.0, 1.0}));
    CHECK_FALSE(along_x(std::vector{2.0, 1.0}));
    CHECK(along_y(std::vector{2.0, 1.0}));
    CHECK_FALSE(along_y(std::vector{0.0, 2.0}));
}

TEST_CASE("points that are left out are counted, and only those above the bound are asked about") {
    std::size_t asked = 0;
    autodiff::AccuracyOptions options;
    options.samples = 2000;
    options.leaves_out = [&](std::span<const double> x) {
        ++asked;
        return x[0] > 0;
    };
    const std::vector<autodiff::Interval> domain{{-8, 8}};
    const auto map = autodiff::accuracy(parse("select(abs(x) < 4, x, 2*x)"), parse("x + 0"), domain, options);
    CHECK(map.left_out > 0);
    CHECK(asked >= map.left_out);
    CHECK(map.worst.x[0] <= -4);
    CHECK_FALSE(map.within_bound());
    for (const auto& sample : map.samples) CHECK((sample.x[0] < 4 || sample.ulp <= options.bound_ulp));
    options.leaves_out = [&](std::span<const double> x) { return std::abs(x[0]) >= 4; };
    CHECK(autodiff::accuracy(parse("select(abs(x) < 4, x, 2*x)"), parse("x + 0"), domain, options).within_bound());
}
