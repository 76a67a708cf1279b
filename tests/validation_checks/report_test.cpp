#include <catch.hpp>

#include <autodiff/derivatives/preaccumulate.hpp>
#include <autodiff/validation/checks/check.hpp>
#include <autodiff/variable/external.hpp>

#include <fmt/format.h>
#include <memory>
#include <sstream>
#include <vector>

namespace ad = autodiff;
using ad::Var;
using Catch::Matchers::ContainsSubstring;

namespace {

/// x^2, with an adjoint that has the wrong sign.
struct WrongSquare : ad::ExternalFunction<double> {
    explicit WrongSquare(double value) : x(value) {}
    void reverse(std::span<const double> w, std::span<double> result) override { result[0] = -2 * x * w[0]; }
    double x;
};

Var wrong_square(const Var& x) {
    return ad::external(std::vector{x}, std::vector{x.value() * x.value()},
                        std::make_unique<WrongSquare>(x.value()))[0];
}

const auto wrong = [](const std::vector<Var>& x) { return wrong_square(x[0]) + x[1]; };

} // namespace

TEST_CASE("A report says what was wrong, where, both numbers and the likely cause") {
    ad::CheckOptions options;
    options.seed = 7;
    const ad::Report report = ad::check_gradient(wrong, {3.0, 1.0}, options);
    CHECK_FALSE(report);
    const std::string text = to_text(report);
    CHECK_THAT(text, ContainsSubstring("check_gradient: 1 failure"));
    CHECK_THAT(text, ContainsSubstring("(seed 7)"));
    CHECK_THAT(text, ContainsSubstring("d f / d x0 at x = (3, 1)"));
    CHECK_THAT(text, ContainsSubstring("reverse against differences: -6, expected 6"));
    CHECK_THAT(text, ContainsSubstring("likely cause: wrong sign: it is the negative of what it should be"));
}

TEST_CASE("A report prints with fmt, with iostreams and in a failing CHECK") {
    const ad::Report report = ad::check_gradient(wrong, {3.0, 1.0});
    std::ostringstream stream;
    stream << report;
    CHECK(stream.str() == to_text(report));
    CHECK(fmt::format("{}", report) == to_text(report));
    CHECK(Catch::Detail::stringify(report) == to_text(report));
}

TEST_CASE("Inputs are called as the options say") {
    ad::CheckOptions options;
    options.names = {"rate", "time"};
    CHECK_THAT(to_text(ad::check_gradient(wrong, {3.0, 1.0}, options)), ContainsSubstring("d f / d rate"));
}

TEST_CASE("An engine that cannot take part is a remark, not a failure") {
    const ad::Report report = ad::check_gradient(
        [](const std::vector<Var>& x) { return ad::preaccumulate([](const auto& z) { return z[0] * z[1]; }, x); },
        {2.0, 3.0});
    CHECK(report);
    const ad::Report external = ad::check_gradient(wrong, {3.0, 1.0});
    bool said = false;
    for (const ad::Finding& finding : external.findings)
        said = said || (finding.cause == ad::Cause::engine_fails && !finding.fails && finding.check == "graph");
    CHECK(said);
}

TEST_CASE("A function that is nowhere finite does not pass") {
    const ad::Report report = ad::check_function([](const auto& x) { return log(x); }, ad::Interval{-2, -1});
    CHECK_FALSE(report);
    CHECK(report.undefined == 100);
    CHECK_THAT(to_text(report), ContainsSubstring("nothing checked"));
    CHECK_FALSE(ad::check_gradient([](const auto& x) { return sqrt(x); }, -1.0));
}

TEST_CASE("Infinite slopes at the ends of a domain are right") {
    CHECK(ad::check_gradient([](const auto& x) { return sqrt(x); }, 0.0));
    CHECK(ad::check_gradient([](const auto& x) { return cbrt(x); }, 0.0));
    CHECK(ad::check_function([](const auto& x) { return asin(x); }, ad::Interval{-1, 1}));
    CHECK(ad::check_function([](const auto& x) { return x * log(x); }, ad::Interval{0, 1}));
}
