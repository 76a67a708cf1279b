#include "catch.hpp"
#include "cli/program.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/cli/domain.hpp>
#include <autodiff/cli/json.hpp>
#include <autodiff/cli/page.hpp>
#include <autodiff/cli/plot.hpp>
#include <autodiff/cli/problem.hpp>
#include <autodiff/cli/progress.hpp>
#include <autodiff/cli/slice.hpp>
#include <autodiff/notation/parse.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

using namespace autodiff;
using namespace autodiff::cli;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Interval interval(const std::string& text) {
    const std::vector<std::string> names{"x"};
    const std::vector<std::string> ranges{text};
    return read_domain(ranges, names, {}).intervals.front();
}

} // namespace

TEST_CASE("ranges are read in every spelling") {
    const double smallest = std::numeric_limits<double>::denorm_min();
    CHECK(interval("x=-1..1") == Interval{-1, 1});
    CHECK(interval(" x = 0 .. inf ") == Interval{0, infinity});
    CHECK(interval("x=-inf..inf") == Interval{-infinity, infinity});
    CHECK(interval("x>0") == Interval{smallest, infinity});
    CHECK(interval("x >= 0") == Interval{0, infinity});
    CHECK(interval("x<0") == Interval{-infinity, -smallest});
    CHECK(interval("0<x<=1") == Interval{smallest, 1});
    CHECK(interval("1>=x") == Interval{-infinity, 1});
    CHECK(interval("x=.5...75") == Interval{0.5, 0.75});
    CHECK(interval("x=0..2*pi") == Interval{0, 2 * 3.14159265358979323846});
    CHECK(interval("x=-5..5,x>0") == Interval{smallest, 5});
}

TEST_CASE("a domain of several variables is said as one reads it") {
    const std::vector<std::string> names{"x", "y", "z"};
    const std::vector<std::string> ranges{"x>0, y=-3..3", "z<0"};
    const Domain domain = read_domain(ranges, names, {});
    CHECK(domain_text(names, domain.intervals) == "x > 0, -3 <= y <= 3, z < 0");
    CHECK_FALSE(domain.assumed);
    CHECK(typical_point(domain.intervals)[0] == 1);
    CHECK(typical_point(domain.intervals)[1] == 1);
    CHECK(typical_point(domain.intervals)[2] < 0);
}

TEST_CASE("ticks are round numbers inside the axis, few, and apart") {
    for (const auto& [low, high] : std::vector<std::pair<double, double>>{{-10, 10},
                                                                          {0, 1},
                                                                          {-750, 750},
                                                                          {1e-10, 1e5},
                                                                          {-1e300, 1e300},
                                                                          {-1.7e308, 1.7e308},
                                                                          {0, 1e-300},
                                                                          {1, 1.0000001},
                                                                          {-3, 0.5},
                                                                          {5e-324, 1.7e308},
                                                                          {7, 7},
                                                                          {-infinity, infinity}}) {
        CAPTURE(low, high);
        const Scale scale = Scale::fitting(low, high);
        const auto ticks = scale.ticks(6);
        CHECK(ticks.size() >= 2);
        double last = -1;
        std::size_t labels = 0;
        for (const Tick& tick : ticks) {
            CHECK(scale.contains(tick.value));
            CHECK(scale.place(tick.value) > last);
            last = scale.place(tick.value);
            labels += tick.label.empty() ? 0 : 1;
        }
        CHECK(labels >= 2);
        CHECK(labels <= 14);
    }
}

TEST_CASE("an axis and its inverse agree") {
    for (const Scale& scale : {Scale(-10, 10, Spacing::linear), Scale(1e-300, 1e300, Spacing::logarithmic),
                               Scale(-1e300, 1e10, Spacing::both_signs)})
        for (const double place : {0.0, 0.1, 0.37, 0.5, 0.93, 1.0})
            CHECK(scale.place(scale.number(place)) == Approx(place).margin(1e-9));
}

TEST_CASE("numbers are pretty") {
    CHECK(pretty_number(0.25) == "0.25");
    CHECK(pretty_number(-3) == "−3");
    CHECK(pretty_number(-0.0) == "0");
    CHECK(pretty_number(750, 1) == "750");
    CHECK(pretty_number(1e-5) == "10⁻⁵");
    CHECK(pretty_number(4.25e-18) == "4.25×10⁻¹⁸");
    CHECK(pretty_number(-infinity) == "−∞");
    CHECK(pretty_number(std::nan("")) == "NaN");
}

TEST_CASE("a plot draws the points that it says, and leaves out what is not finite") {
    Plot plot{"<title> & 'more'", "x", "y", Scale(0, 4, Spacing::linear), Scale(0, 1, Spacing::linear), {}};
    plot.series.push_back({"line", Series::Look::thin, 1, {{0, 0}, {1, 0.5}, {2, infinity}, {3, 0.5}, {4, 1}}});
    plot.series.push_back({"dots", Series::Look::dots, 2, {{0, 0}, {1, std::nan("")}, {2, 1}}});
    const std::string svg = to_svg(plot, 720);
    CHECK_THAT(svg, ContainsSubstring("data-points=\"4\"") && ContainsSubstring("data-points=\"2\""));
    CHECK_THAT(svg, ContainsSubstring("&lt;title&gt; &amp; &#39;more&#39;"));
    CHECK(program::count(svg, "<circle") == 2);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.find("inf") == std::string::npos);
    // The line is interrupted where it is infinite.
    const std::size_t path = svg.find("<path d=\"");
    CHECK(program::count(svg.substr(path, svg.find('"', path + 9) - path), "M") == 2);
}

TEST_CASE("a pole does not press the rest of a plot flat") {
    std::vector<Point> points;
    for (int i = 1; i <= 1000; ++i) points.push_back({i / 100.0, std::sin(i / 100.0)});
    points.push_back({0, 1e4});
    const Scale scale = fitting_heights({{"", Series::Look::thin, 1, points}});
    CHECK(scale.high() < 10);
    CHECK(scale.low() < -0.9);
}

TEST_CASE("kinks are found where a branch changes, and named exactly where they are short numbers") {
    const auto kinks = [](const char* text) {
        const Formula f = parse(text, {.variables = {"x"}, .lets = {}});
        const std::vector<Interval> domain{{-5, 5}};
        return Slice(domain, {1}, 0).kinks(f.graph);
    };
    CHECK(kinks("abs(x)") == std::vector<double>{0});
    CHECK(kinks("abs(x-1.5)+max(x,2)") == std::vector<double>{1.5, 2});
    CHECK(kinks("exp(x)").empty());
    REQUIRE(kinks("abs(x^2-2)").size() == 2);
    CHECK(kinks("abs(x^2-2)")[1] == Approx(std::sqrt(2)).epsilon(1e-14));
}

TEST_CASE("a long measurement shows a bar on a terminal only, takes it away, and stops when its time is up") {
    for (const bool wanted : {true, false}) {
        std::ostringstream out;
        std::ostringstream err;
        const Terminal terminal{out, err, false, wanted};
        {
            Progress progress(terminal, "measuring", 0.55);
            CHECK(progress(0.1));
            CHECK(err.str().empty());
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            CHECK_FALSE(progress(0.5));
            CHECK(progress.time_is_up());
        }
        CHECK(out.str().empty());
        CHECK(err.str().empty() == !wanted);
        if (wanted) CHECK_THAT(err.str(), ContainsSubstring("measuring [###############               ]  50 %"));
        if (wanted) CHECK(err.str().ends_with("\r\x1b[K"));
    }
}

TEST_CASE("any bytes become valid JSON") {
    std::string all;
    for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
    for (const std::string& text : {all, std::string("\xce\xb1"), std::string("\xed\xa0\x80"),
                                    std::string("\xf5\x80\x80\x80"), std::string("\xc0\xaf"), std::string("a\"\\\n\t")})
        CHECK(nlohmann::json::parse(Json(text).text()).is_string());
    CHECK(nlohmann::json::parse(Json("a\"\\\n\xce\xb1").text()) == "a\"\\\n\xce\xb1");
    CHECK(nlohmann::json::parse(Json(0.1).text()) == 0.1);
    CHECK(nlohmann::json::parse(Json::object({{"a", Json::list(std::vector<double>{1, infinity})}}).text()).dump() ==
          R"({"a":[1,"inf"]})");
}

TEST_CASE("shortened texts keep whole characters") {
    std::string greek;
    for (int i = 0; i < 500; ++i) greek += "\xce\xb1";
    const std::string text = shortened(greek, 101);
    CHECK(text.size() < 120);
    CHECK(nlohmann::json::parse(Json(text).text()).get<std::string>() == text);
    CHECK(shortened("short") == "short");
}
