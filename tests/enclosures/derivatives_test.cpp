// Derivative graphs are graphs like any other: enclosed, they hold the derivatives that the reference finds by power
// series, and the differences of enclosures a little apart.
#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/enclosures/ball.hpp>
#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/gradient.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/record.hpp>

#include <reference/reference.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <random>

using autodiff::enclose;
using autodiff::Enclosure;
using autodiff::Graph;
using autodiff::NodeId;
using autodiff::enclosures::Ball;
using autodiff::enclosures::WorkingPrecision;

namespace {

Graph graph_of(autodiff::ops::Opcode operation, std::size_t arguments) {
    Graph graph;
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < arguments; ++i) inputs.push_back(graph.add_input());
    graph.add_output(graph.add(operation, inputs));
    return graph;
}

bool moderate(const reference::Point& x) {
    return std::all_of(x.begin(), x.end(), [](double p) { return std::abs(p) > 1e-100 && std::abs(p) < 1e100; });
}

/// Rules give graphs constants such as ln 2 as doubles, so that the slope of a graph is the derivative to 2^-53 or so.
void compare_slopes(const Graph& slopes, std::string_view name, const reference::Point& x) {
    const std::vector<Enclosure> enclosed = enclose(slopes, x);
    for (std::size_t k = 0; k < x.size(); ++k) {
        const reference::Truth truth = reference::partial(name, x, k);
        if (!truth.defined() || !std::isfinite(truth.nearest()) || truth.nearest() == 0) continue;
        INFO(fmt::format("the partial {} of {}({:.17g}): {}, in truth {}", k, name, fmt::join(x, ", "), enclosed[k],
                         truth.to_string()));
        REQUIRE(enclosed[k].defined());
        const bool tiny_rest = std::abs(enclosed[k].nearest() - truth.nearest()) < 1e-16; // of terms that cancel
        CHECK((tiny_rest || truth.ulp_error(enclosed[k].nearest()) < 4));
    }
}

/// A random smooth function of two inputs, as a chain of operations on values that stay moderate.
Graph random_function(std::mt19937_64& random) {
    Graph graph;
    std::vector<NodeId> nodes{graph.add_input(), graph.add_input()};
    const auto pick = [&] { return nodes[random() % nodes.size()]; };
    for (int i = 0; i < 12; ++i) {
        switch (random() % 7) {
        case 0:
            nodes.push_back(graph.add<autodiff::ops::Add>({pick(), pick()}));
            break;
        case 1:
            nodes.push_back(graph.add<autodiff::ops::Multiply>({pick(), pick()}));
            break;
        case 2:
            nodes.push_back(graph.add<autodiff::ops::Sin>({pick()}));
            break;
        case 3:
            nodes.push_back(graph.add<autodiff::ops::Tanh>({pick()}));
            break;
        case 4:
            nodes.push_back(graph.add<autodiff::ops::Sigmoid>({pick()}));
            break;
        case 5:
            nodes.push_back(graph.add<autodiff::ops::Softplus>({pick()}));
            break;
        default:
            nodes.push_back(graph.add<autodiff::ops::Erf>({pick()}));
            break;
        }
    }
    NodeId sum = nodes[2];
    for (std::size_t i = 3; i < nodes.size(); ++i) sum = graph.add<autodiff::ops::Add>({sum, nodes[i]});
    graph.add_output(sum);
    return graph;
}

/// (f(x + h) - f(x - h)) / 2h at x[0] for h = 2^-200, from enclosures of 1000 bits; right to about 2^-400.
double central_difference(const Graph& function, std::vector<double> x) {
    // f(x0 + h, x1) as a function of x0, x1 and h, the exact number 2^-200
    Graph shifted;
    std::vector<NodeId> places(function.size());
    const NodeId x0 = shifted.add_input();
    const NodeId x1 = shifted.add_input();
    const NodeId h = shifted.add_constant(0x1p-200);
    const auto copy = [&](NodeId first) {
        for (std::size_t i = 0; i < function.size(); ++i) {
            const auto& node = function.node(static_cast<NodeId>(i));
            std::vector<NodeId> arguments;
            for (const NodeId a : function.arguments(static_cast<NodeId>(i))) arguments.push_back(places[index(a)]);
            places[i] =
                node.is_input() ? (node.input_number() == 0 ? first : x1) : shifted.add(node.opcode(), arguments);
        }
        return places[index(function.outputs()[0])];
    };
    const NodeId above = copy(shifted.add<autodiff::ops::Add>({x0, h}));
    const NodeId below = copy(shifted.add<autodiff::ops::Subtract>({x0, h}));
    const NodeId rise = shifted.add<autodiff::ops::Subtract>({above, below});
    shifted.add_output(shifted.add<autodiff::ops::Divide>({rise, shifted.add_constant(0x1p-199)}));
    return enclose(shifted, x).front().nearest();
}

} // namespace

TEST_CASE("the enclosed slope of every operation is its derivative") {
    const auto seed = test_seed();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    autodiff::ops::for_each_operation([&]<class Op>(Op) {
        const std::string name(Op::notation.name);
        // of no single slope, or of one that the rule gives for a fixed order only
        if (!reference::knows(name) || Op::compares || name == "select" || name == "polygamma") return;
        for (const auto& x : reference::random_points(name, 60, random)) {
            if (!moderate(x)) continue;
            compare_slopes(autodiff::differentiate_reverse(graph_of(autodiff::ops::opcode<Op>, x.size())), name, x);
        }
    });
}

TEST_CASE("the enclosed derivatives of random functions are the limits of their difference quotients") {
    const auto seed = test_seed();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(-2, 2);
    int compared = 0;
    for (int i = 0; i < 60; ++i) {
        const Graph function = random_function(random);
        const Graph slopes = autodiff::gradient(function);
        const std::vector<double> x{uniform(random), uniform(random)};
        const Enclosure slope = enclose(slopes, x).front();
        REQUIRE(slope.defined());
        const double quotient = central_difference(function, x);
        if (slope.nearest() == 0) continue;
        // 2/sqrt(pi), in the rule of erf, is the nearest double
        CHECK(slope.ulp_error(quotient) < 4);
        ++compared;
    }
    CHECK(compared > 40);
}
