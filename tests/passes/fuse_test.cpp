#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/simplify.hpp>

#include <autodiff/base/error.hpp>

#include <chrono>
#include <cmath>

using namespace autodiff;
using namespace passes_test;

namespace {

using Symbols = std::vector<Symbol>;

} // namespace

TEST_CASE("an inner node that somebody else needs stays, and the rewrite is done all the same") {
    const Graph graph = graph_of(1, [](const auto& x) {
        const Symbol e = exp(-x[0]);
        return Symbols{1 / (1 + e), e, 1 + e};
    });
    const Graph fused = fuse(graph);
    CHECK(text(fused, 0) == "sigmoid(x0)");
    CHECK(text(fused, 1) == "exp(neg(x0))");
    CHECK(text(fused, 2) == "add(1, exp(neg(x0)))");
    const Graph softmax = graph_of(2, [](const auto& x) {
        const Symbol total = exp(x[0]) + exp(x[1]) + exp(x[0] * x[1]);
        return Symbols{log(total), 3.0 / total};
    });
    CHECK(text(fuse(softmax), 0) == "log_sum_exp(x0, x1, mul(x0, x1))");
}

TEST_CASE("fusing keeps inputs, outputs and guards") {
    Graph graph;
    graph.add_input();
    const NodeId x = graph.add_input();
    const NodeId one = graph.add_constant(1);
    const NodeId s = graph.add<ops::Divide>({one, graph.add<ops::Add>({one, graph.add<ops::Exp>({x})})});
    const NodeId half = graph.add_constant(0.5);
    graph.add_guard(graph.add<ops::Less>({s, half}), true);
    for (const NodeId output : {x, s, s, one}) graph.add_output(output);
    const Graph fused = fuse(graph);
    CHECK(fused.inputs().size() == 2);
    REQUIRE(fused.guards().size() == 1);
    CHECK(text(fused, 1) == "sigmoid(neg(x1))");
    const auto y = fused({7.0, 2.0});
    CHECK(y == std::vector{2.0, fused({0.0, 2.0})[1], y[1], 1.0});
    CHECK_THROWS_AS(fused({7.0, -2.0}), GuardError);
}

TEST_CASE("where the spelled-out form overflows or cancels, the fused one and its derivative are right") {
    const Graph sigmoid_by_hand = graph_of(1, [](const auto& x) { return 1 / (1 + exp(-x[0])); });
    const Graph slope = fuse(differentiate_reverse(sigmoid_by_hand));
    CHECK(text(slope) == "mul(sigmoid(neg(x0)), sigmoid(x0))");
    CHECK(slope(-800.0) == 0);
    CHECK(slope(0.0) == 0.25);
    CHECK(ulps(slope(40.0), 4.248354255291589e-18L) <= 4);

    const Graph softplus_by_hand = graph_of(1, [](const auto& x) { return log(1 + exp(x[0])); });
    const Graph slope_by_hand = differentiate_reverse(softplus_by_hand);
    CHECK(slope_by_hand(800.0) != 1); // the limit: inf has swallowed it
    CHECK(text(fuse(slope_by_hand)) == "sigmoid(x0)");
    CHECK(fuse(slope_by_hand)(800.0) == 1);

    const Graph distance = graph_of(2, [](const auto& x) { return sqrt(x[0] * x[0] + x[1] * x[1]); });
    CHECK(std::isinf(distance({3e200, 4e200})[0]));
    CHECK(ulps(fuse(distance)({3e200, 4e200})[0], 5e200L) <= 1);
}

TEST_CASE("fusing takes a time in proportion to the size of the graph, however long its chains and sums") {
    // Logistic losses in one long chain, then the log of the sum of as many exponentials.
    const auto long_graph = [](std::size_t n) {
        return graph_of(2, [n](const auto& x) {
            Symbol chain = x[0], total = exp(x[1]);
            for (std::size_t i = 0; i < n; ++i) {
                chain = log(1 + exp(-(chain * x[1])));
                total = total + exp(chain);
            }
            return log(total);
        });
    };
    const auto nanoseconds_a_node = [](const Graph& graph) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(fuse(graph).outputs().size() == 1);
        return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() /
               static_cast<double>(graph.size());
    };
    const Graph small = long_graph(500), large = long_graph(20000);
    const double first = nanoseconds_a_node(small), second = nanoseconds_a_node(large);
    CAPTURE(small.size(), large.size(), first, second);
    CHECK(count<ops::LogSumExp>(fuse(large)) == 1);
    CHECK(count<ops::Softplus>(fuse(large)) == 20000);
    CHECK(second < 20 * first); // quadratic time would be 40 times as much
}

TEST_CASE("sums that share their beginnings are not written out again in each log_sum_exp") {
    const std::size_t n = 300;
    const Graph running = graph_of(n, [](const auto& x) {
        Symbols logs;
        Symbol total = exp(x[0]);
        for (std::size_t i = 1; i < x.size(); ++i) logs.push_back(log(total = total + exp(x[i])));
        return logs;
    });
    const Graph fused = fuse(running);
    CHECK(text(fused, 0) == "logaddexp(x0, x1)");
    CHECK(text(fused, 1) == "logaddexp(logaddexp(x0, x1), x2)");
    CHECK(count<ops::LogAddExp>(fused) == n - 1);
    CHECK(fused.size() == 2 * n - 1);
    // Where the sums come first and the logs in the opposite order, the graph does not become larger than it was.
    const Graph backwards = graph_of(n, [](const auto& x) {
        Symbols totals{exp(x[0])}, logs;
        for (std::size_t i = 1; i < x.size(); ++i) totals.push_back(totals.back() + exp(x[i]));
        for (std::size_t i = x.size(); i-- > 1;) logs.push_back(log(totals[i]));
        return logs;
    });
    std::size_t arguments = 0;
    const Graph same_outputs = fuse(backwards);
    for (std::size_t i = 0; i < same_outputs.size(); ++i)
        arguments += same_outputs.arguments(static_cast<NodeId>(i)).size();
    CHECK(arguments < 5 * n);
}

TEST_CASE("a sum that need not be positive is no sum of exponentials, though its logarithm is fused") {
    const Graph graph = graph_of(2, [](const auto& x) {
        const Symbol sum = 1 + x[0];
        return Symbols{log(sum), log(sum + exp(x[1]))};
    });
    const Graph fused = fuse(graph);
    CHECK(text(fused, 0) == "log1p(x0)");
    CHECK(text(fused, 1) == "log(add(add(1, x0), exp(x1)))");
    CHECK(ulps(fused({-3.0, 5.0})[1], graph({-3.0, 5.0})[1]) == 0);
}

TEST_CASE("fusing random graphs of spelled-out pieces changes values by rounding only, and fusing again nothing") {
    RandomGraph shape{.inputs = 3, .operations = 25, .codes = {}, .constants = {1.0, -1.0, 2.0, 0.5, 0.0}};
    using namespace ops;
    shape.codes = {opcode<Add>,    opcode<Subtract>, opcode<Multiply>, opcode<Divide>, opcode<Negate>,
                   opcode<Exp>,    opcode<Log>,      opcode<Exp>,      opcode<Add>,    opcode<Sigmoid>,
                   opcode<Square>, opcode<Sqrt>,     opcode<Softplus>, opcode<Less>};
    const std::uint64_t seed = 9;
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(0.5, 2);
    std::size_t rewritten = 0, compared = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::vector<double> x{uniform(random), uniform(random), uniform(random)};
        const Graph graph = make(shape, random, x);
        const Graph fused = fuse(graph, {.fma = i % 2 == 0});
        REQUIRE(same(fuse(fused, {.fma = i % 2 == 0}), fused));
        if (!same(fused, simplify(graph, {.exactness = Exactness::zero_signs}))) ++rewritten;
        // The spelled-out graph is a judge only where it is accurate itself.
        const auto truth = outputs_in_long_double(graph, x), spelled = outputs_in_long_double(fused, x);
        const std::vector<double> before = outputs(graph, x), after = outputs(fused, x);
        for (std::size_t k = 0; k < truth.size(); ++k) {
            if (before[k] == 0 || !std::isfinite(before[k]) || ulps(before[k], truth[k]) > 64) continue;
            ++compared;
            CAPTURE(i, k, x, text(graph, k), text(fused, k), before[k], after[k], truth[k], spelled[k]);
            REQUIRE(ulps(after[k], truth[k]) <= 512);
        }
    }
    CHECK(rewritten > 500);
    CHECK(compared > 5000);
}
