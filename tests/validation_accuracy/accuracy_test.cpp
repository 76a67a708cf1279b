// The errors that accuracy() reports, each judged once more by the independent reference or exact numbers.
#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/accuracy.hpp>
#include <autodiff/base/error.hpp>
#include <autodiff/record.hpp>

#include <reference/reference.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <fmt/format.h>

using autodiff::accuracy;
using autodiff::AccuracyMap;
using autodiff::AccuracyOptions;
using autodiff::AccuracySample;
using autodiff::Graph;
using autodiff::Interval;
using autodiff::record;
using reference::Truth;

namespace {

template <class F>
AccuracyMap map_of(const F& f, std::vector<Interval> domain, const AccuracyOptions& options = {}) {
    const Graph graph = record(f, 0.5);
    return accuracy(graph, graph, domain, options);
}

/// The sample's error by another truth.
void check_error(const AccuracySample& sample, const Truth& truth) {
    INFO(fmt::format("{:.17g} computed as {:.17g}, in truth {}: {} ulp", sample.x[0], sample.computed,
                     truth.to_string(), sample.ulp));
    REQUIRE(truth.defined());
    CHECK(truth.ulp_error(sample.truth) < 0.501);
    const bool rounds_to_it = sample.computed == 0 && truth.nearest() == 0;
    CHECK(sample.ulp == Approx(rounds_to_it ? 0 : truth.ulp_error(sample.computed)).epsilon(1e-3).margin(1e-3));
}

/// All samples of the map, of a function that the reference knows as the operation's value or slope.
void check_samples(const AccuracyMap& map, std::string_view operation, bool slope) {
    for (std::size_t i = 0; i < map.samples.size(); i += 97) {
        const auto& sample = map.samples[i];
        check_error(sample, slope ? reference::partial(operation, sample.x, 0) : reference::value(operation, sample.x));
    }
    check_error(map.worst,
                slope ? reference::partial(operation, map.worst.x, 0) : reference::value(operation, map.worst.x));
}

bool holds(const std::vector<Interval>& box, const std::vector<double>& x) {
    for (std::size_t j = 0; j < box.size(); ++j)
        if (x[j] < box[j].low || x[j] > box[j].high) return false;
    return true;
}

/// Every sample beyond the bound lies in a range.
void check_ranges(const AccuracyMap& map) {
    for (const auto& sample : map.samples)
        if (sample.ulp > map.bound_ulp)
            CHECK(std::any_of(map.exceeding.begin(), map.exceeding.end(),
                              [&](const auto& box) { return holds(box, sample.x); }));
}

const auto by_hand = [](const auto& x) {
    const auto s = 1 / (1 + exp(-x));
    return s * (1 - s);
};

} // namespace

TEST_CASE("s(1-s) is the sigmoid's derivative and loses every bit of it") {
    const AccuracyMap map = map_of(by_hand, {{0, 40}});
    CHECK(map.worst.ulp >= 0x1p52);
    CHECK(map.bits_lost >= 52);
    check_samples(map, "sigmoid", true);
    check_ranges(map);
    // at 40 itself: the end of the domain is a sample
    const auto& end = map.samples.back();
    CHECK(end.x[0] == 40);
    CHECK(end.computed == 0);
    CHECK(end.truth == Approx(4.248354255291589e-18).epsilon(1e-12));
    REQUIRE(map.exceeding.size() == 1);
    CHECK(map.exceeding[0][0].low > 1);
    CHECK(map.exceeding[0][0].low < 3);
    CHECK(map.exceeding[0][0].high == 40);
}

TEST_CASE("the whole real line of the sigmoid's slope is measured in seconds at most") {
    const std::clock_t begin = std::clock(); // of this process: other programs may be running
    const AccuracyMap map = map_of(by_hand, {});
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
#if defined(NDEBUG) || defined(__OPTIMIZE__)
    constexpr double most_seconds = 10; // on a slow machine under sanitizers; 0.2 without
#else
    constexpr double most_seconds = 60;
#endif
    CHECK(seconds < most_seconds);
    check_samples(map, "sigmoid", true);
    check_ranges(map);
    CHECK(map.samples.front().x[0] < -1e300);
    CHECK(map.samples.back().x[0] > 1e300);
    CHECK(std::any_of(map.samples.begin(), map.samples.end(), [](const auto& s) { return s.x[0] == 5e-324; }));
    CHECK(std::any_of(map.samples.begin(), map.samples.end(), [](const auto& s) { return s.x[0] == 0; }));
}

TEST_CASE("1 - tanh^2 loses 26 bits on the way to 10") {
    const AccuracyMap map = map_of(
        [](const auto& x) {
            const auto t = tanh(x);
            return 1 - t * t;
        },
        {{-10, 10}});
    CHECK(map.worst.ulp > 5.5e7);
    CHECK(std::abs(map.worst.x[0]) > 9);
    check_samples(map, "tanh", true);
    check_ranges(map);
}

TEST_CASE("next to the ends of asin the rounding of x^2 costs 24 bits") {
    for (const std::vector<Interval>& domain : {std::vector<Interval>{{-1, 1}}, std::vector<Interval>{}}) {
        const AccuracyMap map = map_of([](const auto& x) { return 1 / sqrt(1 - x * x); }, domain);
        CHECK(map.worst.ulp > 2e6);
        CHECK(std::abs(map.worst.x[0]) > 1 - 1e-7);
        check_samples(map, "asin", true);
        check_ranges(map);
        // the ends are interior points of the second domain and have to be found
        CHECK(std::any_of(map.samples.begin(), map.samples.end(),
                          [](const auto& s) { return s.x[0] == std::nextafter(1, 0); }));
    }
    CHECK(map_of([](const auto& x) { return 1 / sqrt((1 - x) * (1 + x)); }, {}).within_bound());
}

TEST_CASE("log(1 + exp(x)) loses small exponentials and overflows with large ones") {
    const auto f = [](const auto& x) { return log(1 + exp(x)); };
    const AccuracyMap map = map_of(f, {{-50, 50}});
    CHECK(map.worst.x[0] < -36.7);
    CHECK(map.bits_lost > 52);
    check_samples(map, "softplus", false);
    check_ranges(map);
    const AccuracyMap whole = map_of(f, {});
    CHECK(std::isinf(whole.worst.ulp));
    CHECK(whole.worst.x[0] > 709.78);
    CHECK(whole.worst_truth.starts_with(fmt::format("{:.6g}", whole.worst.x[0]).substr(0, 6)));
}

TEST_CASE("differences of nearly equal numbers are found where they cancel") {
    SECTION("exp(x) - 1 near 0") {
        const AccuracyMap map = map_of([](const auto& x) { return exp(x) - 1; }, {});
        CHECK(std::abs(map.worst.x[0]) < 2e-16);
        CHECK(map.bits_lost > 52);
        check_samples(map, "expm1", false);
    }
    SECTION("x - sin(x) near 0, beside x^3/6 (1 - x^2/20)") {
        const AccuracyMap map = map_of([](const auto& x) { return x - sin(x); }, {{-10, 10}});
        const double x = map.worst.x[0];
        CHECK(std::abs(x) < 1e-7);
        CHECK(map.worst.truth == Approx(x * x * x / 6).epsilon(1e-12));
        CHECK(map.worst.ulp > 0x1p50);
    }
    SECTION("(1 - cos(x)) / x^2 near 0, where it is 1/2") {
        const AccuracyMap map = map_of([](const auto& x) { return (1 - cos(x)) / (x * x); }, {{-1, 1}});
        CHECK(std::isinf(map.worst.ulp)); // x * x underflows
        CHECK(map.worst.truth == 0.5);
        const AccuracyMap above = map_of([](const auto& x) { return (1 - cos(x)) / (x * x); }, {{1e-10, 1}});
        CHECK(above.worst.computed == 0);
        CHECK(above.worst.ulp == 0x1p52 * 2);
    }
    SECTION("sqrt(x + 1) - sqrt(x) for large x, beside 1 / (sqrt(x + 1) + sqrt(x)) in long double") {
        const AccuracyMap map = map_of([](const auto& x) { return sqrt(x + 1) - sqrt(x); }, {{0, 1e20}});
        const long double x = map.worst.x[0];
        CHECK(map.worst.truth == Approx(static_cast<double>(1 / (std::sqrt(x + 1) + std::sqrt(x)))).epsilon(1e-14));
        CHECK(x > 1e14L);
        CHECK(map.worst.ulp > 0x1p52);
    }
}

TEST_CASE("zeros of a function are looked at closely") {
    // the neighbours of sqrt(2): their squares minus 2 are rounded off to 2 bits
    const AccuracyMap map = map_of([](const auto& x) { return x * x - 2; }, {{0, 100}});
    CHECK(std::abs(map.worst.x[0] - std::sqrt(2.0)) < 1e-15);
    const long double x = map.worst.x[0];
    const auto exact = static_cast<double>(std::fma(x, x, -2.0L)); // 106 bits minus the 54 that cancel fit
    CHECK(map.worst.truth == exact);
}

TEST_CASE("accurate formulas stay within their bounds") {
    const AccuracyMap sigmoid = map_of([](const auto& x) { return 1 * autodiff::sigmoid(x); }, {});
    CHECK(sigmoid.within_bound());
    CHECK(sigmoid.worst.ulp < 2.5);
    check_samples(sigmoid, "sigmoid", false);
    CHECK(map_of([](const auto& x) { return log(x) / (x - 1); }, {{0, 1e10}}).within_bound());
    CHECK(to_text(sigmoid).find("nowhere more than 4 ulp") != std::string::npos);
}

TEST_CASE("functions of several variables are searched jointly") {
    const Graph difference = record([](const auto& x) { return x[0] * x[0] - x[1] * x[1]; }, 2);
    const std::vector<Interval> box{{-1000, 1000}, {1, 2}};
    const AccuracyMap map = accuracy(difference, difference, box);
    CHECK(map.bits_lost > 45);
    for (std::size_t i = 0; i < map.samples.size(); i += 97) {
        const auto& x = map.samples[i].x;
        check_error(map.samples[i], reference::value("dot", std::vector{x[0], x[1], x[0], -x[1]}));
    }
    check_ranges(map);
    const auto& worst = map.worst.x;
    check_error(map.worst, reference::value("dot", std::vector{worst[0], worst[1], worst[0], -worst[1]}));
    CHECK(std::abs(std::abs(worst[0]) - worst[1]) < 1e-10);
    for (const auto& sample : map.samples) CHECK(holds(box, sample.x));
}

TEST_CASE("a formula is measured against another one that is its reference") {
    const Graph formula = record([](const auto& x) { return x; }, 0.5);
    const Graph truth = record([](const auto& x) { return sin(x); }, 0.5);
    const AccuracyMap map = accuracy(formula, truth, std::vector<Interval>{{-0.1, 0.1}});
    CHECK(std::abs(map.worst.x[0]) > 0.099);
    check_error(map.worst, reference::value("sin", map.worst.x));
}

TEST_CASE("in float the units are float's") {
    const AccuracyMap map = map_of(by_hand, {{0, 20}}, {.precision = autodiff::Precision::float_});
    CHECK(map.worst.ulp == Approx(0x1p24).epsilon(0.5));
    for (const auto& sample : map.samples) CHECK(static_cast<double>(static_cast<float>(sample.x[0])) == sample.x[0]);
    const Truth truth = reference::partial("sigmoid", map.worst.x, 0);
    CHECK(map.worst.ulp == Approx(truth.ulp_error(static_cast<float>(map.worst.computed))).epsilon(1e-3));
}

TEST_CASE("the same seed gives the same map") {
    const AccuracyOptions options{.samples = 3000, .seed = test_seed()};
    const AccuracyMap a = map_of(by_hand, {}, options);
    const AccuracyMap b = map_of(by_hand, {}, options);
    REQUIRE(a.samples.size() == b.samples.size());
    CHECK(std::equal(a.samples.begin(), a.samples.end(), b.samples.begin(),
                     [](const auto& s, const auto& t) { return s.x == t.x && s.ulp == t.ulp; }));
    CHECK(a.samples.size() + a.undefined <= 3000);
}

TEST_CASE("measuring reports its progress and stops when told to") {
    std::vector<double> reports;
    AccuracyOptions options;
    options.progress = [&](double done) {
        reports.push_back(done);
        return done < 0.3;
    };
    const AccuracyMap map = map_of(by_hand, {}, options);
    CHECK(std::is_sorted(reports.begin(), reports.end()));
    CHECK(reports.size() > 10);
    CHECK(reports.back() < 0.35);
    CHECK(map.samples.size() < 7000);
    CHECK(map.stopped);
    CHECK(map.worst.ulp > 4);
}

TEST_CASE("a measurement that is stopped at once says that it has no samples, and nothing is suggested") {
    autodiff::SuggestOptions options;
    options.accuracy.progress = [](double) { return false; };
    const AccuracyMap map = map_of(by_hand, {}, options.accuracy);
    CHECK(map.stopped);
    CHECK(map.samples.empty());
    CHECK(map.undefined == 0);
    CHECK(fmt::format("{}", map) == "no value at any of 0 points; stopped early");
    CHECK_FALSE(autodiff::suggest(record(by_hand, 0.5), {}, options).has_value());
}

TEST_CASE("points without a truth are counted, not judged") {
    const AccuracyMap map = map_of([](const auto& x) { return log(x); }, {{-2, -1}});
    CHECK(map.samples.empty());
    CHECK(map.undefined > 1000);
    CHECK(fmt::format("{}", map) == fmt::format("no value at any of {} points", map.undefined));
    // a recorded branch holds for part of the domain only
    const AccuracyMap half = map_of([](const auto& x) { return x > 0 ? 2 * x : -2 * x; }, {{-2, 2}});
    CHECK(half.undefined > 1000);
    CHECK(half.samples.front().x[0] > 0);
}

TEST_CASE("domains and sizes that do not fit are refused") {
    const Graph one = record([](const auto& x) { return sin(x); }, 0.5);
    const Graph two = record([](const auto& x) { return x[0] * x[1]; }, 2);
    CHECK_THROWS_AS(accuracy(one, two), autodiff::ShapeError);
    CHECK_THROWS_AS(accuracy(two, two, std::vector<Interval>(1)), autodiff::ShapeError);
    CHECK_THROWS_AS(accuracy(one, one, std::vector<Interval>{{2, 1}}), autodiff::Error);
    CHECK_THROWS_AS(accuracy(one, one, std::vector<Interval>{{std::nan(""), 1}}), autodiff::Error);
    CHECK(accuracy(one, one, std::vector<Interval>{{2, 2}}).samples.size() == 1);
}

TEST_CASE("a map reads as a few lines") {
    const std::string text = fmt::format("{}", map_of(by_hand, {{0, 40}}));
    CHECK(text.starts_with("worst error 9.01e+15 ulp at "));
    CHECK(text.find(": computed 0, in truth ") != std::string::npos);
    CHECK(text.find("53.0 bits lost there; half of ") != std::string::npos);
    CHECK(text.find("more than 4 ulp in [1.") != std::string::npos);
}
