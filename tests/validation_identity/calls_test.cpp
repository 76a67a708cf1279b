// Graphs that call graphs, at the doors of validation: each is what the same graph without calls is.
#include "catch.hpp"

#include <autodiff/autodiff.hpp>
#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/validation/accuracy.hpp>
#include <autodiff/validation/exact_derivative.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/suggest.hpp>

#include <cmath>
#include <vector>

namespace ad = autodiff;

namespace {

using Vars = std::vector<ad::Var>;

/// tanh(x)^8 by three squarings in a loop, plus a call of 1 - tanh(x)^2, which cancels.
ad::Graph with_call_and_repeat() {
    const auto squaring = [](const Vars& state) { return Vars{state[0] * state[0]}; };
    const auto cancelling = [](const Vars& x) { return 1 - square(tanh(x[0])); };
    return ad::record(
        [&](const Vars& x) { return ad::repeat(squaring, 3, Vars{tanh(x[0])})[0] + ad::call(cancelling, Vars{x[0]}); },
        1);
}

ad::Graph by_hand() {
    return ad::record([](const Vars& x) { return pow(tanh(x[0]), 8) + 1 - square(tanh(x[0])); }, 1);
}

/// t^8 + 1 - t^2 for t = tanh(x), differentiated.
ad::Graph slope_by_hand() {
    return ad::record(
        [](const Vars& x) {
            const ad::Var t = tanh(x[0]);
            return (8 * pow(t, 7) - 2 * t) * (1 - t * t);
        },
        1);
}

} // namespace

TEST_CASE("graphs with calls and loops are proved equal, and their derivatives right") {
    const ad::Graph graph = with_call_and_repeat();
    REQUIRE(graph.functions().size() == 2);
    CHECK(ad::prove_equal(graph, by_hand()).verdict == ad::Verdict::proved);
    CHECK(ad::prove_equal(graph, slope_by_hand()).verdict == ad::Verdict::refuted);
    CHECK(ad::prove_derivative(graph, slope_by_hand(), 0).verdict == ad::Verdict::proved);
    CHECK(ad::prove_derivative(by_hand(), ad::derivative(graph), 0).verdict == ad::Verdict::proved);
    CHECK(ad::prove_derivative(graph, graph, 0).verdict == ad::Verdict::refuted);
    CHECK(ad::prove_equal(ad::exact_derivative(graph, 0), slope_by_hand()).verdict == ad::Verdict::proved);
}

TEST_CASE("graphs with calls and loops are enclosed and measured, and better forms of them found") {
    const ad::Graph graph = with_call_and_repeat();
    const std::vector<double> x{0.75};
    const ad::Enclosure value = ad::enclose(graph, x).front();
    CHECK(value.defined());
    CHECK(value.nearest() == ad::enclose(by_hand(), x).front().nearest());
    const std::vector<ad::Interval> domain{{-1, 1}};
    const ad::AccuracyMap map = ad::accuracy(graph, graph, domain, {.samples = 2000});
    CHECK(map.worst.ulp < 16);
    CHECK(map.samples.size() > 1000);
    const ad::Graph call =
        ad::record([](const Vars& y) { return ad::call([](const Vars& z) { return exp(z[0]) - 1; }, Vars{y[0]}); }, 1);
    const auto better = ad::suggest(call, domain);
    REQUIRE(better);
    CHECK(better->after.worst.ulp < 3);
}

TEST_CASE("functions that call graphs and run loops are checked like others") {
    const auto f = [](const Vars& x) {
        const auto squaring = [](const Vars& state) { return Vars{state[0] * state[0]}; };
        const auto called = [](const Vars& z) { return sin(z[0]) * z[0]; };
        return ad::repeat(squaring, 2, Vars{x[0]})[0] + ad::call(called, Vars{x[1]});
    };
    const ad::Report report = ad::check_gradient(f, std::vector{0.5, 1.25});
    CAPTURE(fmt::format("{}", report));
    CHECK(report);
}
