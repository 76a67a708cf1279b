// Every operation of the catalogue, enclosed by running its rule on balls, against the independent reference.
#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/enclosures/ball.hpp>
#include <autodiff/enclosures/enclose.hpp>

#include <reference/ball.hpp>
#include <reference/reference.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <random>
#include <set>

using autodiff::Enclosure;
using autodiff::Graph;
using reference::Point;
using reference::Truth;

namespace {

Graph graph_of(autodiff::ops::Opcode operation, std::size_t arguments) {
    Graph graph;
    std::vector<autodiff::NodeId> inputs;
    for (std::size_t i = 0; i < arguments; ++i) inputs.push_back(graph.add_input());
    graph.add_output(graph.add(operation, inputs));
    return graph;
}

bool overlap(const Enclosure& enclosure, const Truth& truth) {
    if (enclosure.ball()->is_infinite()) return arb_equal(enclosure.ball()->get(), truth.ball()->get()) != 0;
    return arb_overlaps(enclosure.ball()->get(), truth.ball()->get()) != 0;
}

/// The real function, as an enclosure has it, knows no sign of zero and no infinity at a finite point.
bool about_signed_zeros(const Point& x) {
    return std::any_of(x.begin(), x.end(), [](double part) { return part == 0 && std::signbit(part); });
}

/// The errors of wrong results, where the unit of the last place does not change right at the truth.
void check_errors(const Enclosure& enclosure, const Truth& truth) {
    int exponent = 0;
    const double nearest = truth.nearest();
    if (std::isinf(nearest) || std::abs(std::frexp(nearest, &exponent)) == 0.5) return;
    for (const double wrong : {0.0, 1.0, std::nextafter(nearest, 0.0), -2 * nearest}) {
        if (wrong == nearest || std::isinf(wrong)) continue;
        CHECK(enclosure.ulp_error(wrong) == Approx(truth.ulp_error(wrong)).epsilon(2e-3));
    }
    CHECK(std::isinf(enclosure.ulp_error(HUGE_VAL)));
    CHECK(std::isinf(enclosure.ulp_error(std::nan(""))));
}

void check(const Graph& graph, std::string_view name, const Point& x) {
    const Truth truth = reference::value(name, x);
    const Enclosure enclosure = autodiff::enclose(graph, x).front();
    const bool finite_point = std::all_of(x.begin(), x.end(), [](double part) { return std::isfinite(part); });
    INFO(fmt::format("{}({:.17g}): enclosed as {}, in truth {}", name, fmt::join(x, ", "), enclosure,
                     truth.to_string()));
    if (!truth.defined() || (finite_point && std::isinf(truth.nearest()) && truth.to_string().ends_with("inf"))) {
        CHECK_FALSE(enclosure.defined());
        return;
    }
    REQUIRE(enclosure.defined());
    CHECK(overlap(enclosure, truth));
    // known to 70 bits, or to 2^-10 of the smallest denormal: enough but for ties that only more could tell
    CHECK(truth.ulp_error(enclosure.nearest()) < 0.501);
    CHECK(truth.ulp_error(enclosure.nearest_float()) < 0.501);
    check_errors(enclosure, truth);
}

} // namespace

TEST_CASE("every operation's enclosure holds its true value at hard and at random points") {
    const auto seed = test_seed();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::set<std::string> checked;
    autodiff::ops::for_each_operation([&]<class Op>(Op) {
        const std::string name(Op::notation.name);
        if (!reference::knows(name)) return;
        checked.insert(name);
        std::vector<Point> points = reference::hard_points(name);
        const std::vector<Point> drawn = reference::random_points(name, 200, random);
        points.insert(points.end(), drawn.begin(), drawn.end());
        for (const Point& x : points) {
            if (about_signed_zeros(x)) continue;
            const Graph graph = graph_of(autodiff::ops::opcode<Op>, x.size());
            check(graph, name, x);
        }
    });
    CHECK(checked.size() >= 60);
}
