// Every engine on every operation: value and partials of tape, dual and graph against the one rule of the catalogue, at
// hard points and at random ones. Nothing is seeded with 1 and no inner factor is 1; all factors are powers of two, so
// that exact rules must agree to the last bit.
#include <catch.hpp>
#include <engines/agreement.hpp>
#include <engines/operation.hpp>
#include <reference/reference.hpp>
#include <seed.hpp>

#include <autodiff/derivatives/record.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/passes/differentiate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

using autodiff::Dual;
using autodiff::Graph;
using autodiff::Tape;
using autodiff::Var;
using engines::operation;
using engines::Row;
using reference::Point;

namespace {

/// u[k] = inner[k] * x[k], then the operation on u.
struct Chain {
    const Row& row;
    Point inner;
    std::size_t plain = engines::none;

    template <class S>
    S operator()(const std::vector<S>& x) const {
        std::vector<S> u;
        for (std::size_t k = 0; k < x.size(); ++k) u.push_back(S(inner[k] * x[k]));
        return operation<S>(row.code, u, plain);
    }
};

/// A point, the chain that leads to it exactly, and what the rule says there.
struct Case {
    Chain chain;
    Point u;        // the operation's arguments
    Point x;        // the chain's
    double value;   // of the operation at u
    Point partials; // of the operation at u
    Point seeds;    // one an argument: products with the partial are exact
};

Case make_case(const Row& row, const Point& u, std::mt19937_64& random) {
    Case c{{row, {}}, u, {}, row.value(u), {}, {}};
    for (std::size_t k = 0; k < u.size(); ++k) {
        c.chain.inner.push_back(1 / engines::exact_factor(u[k], random));
        c.x.push_back(u[k] / c.chain.inner[k]);
        c.partials.push_back(row.partial(u, k, c.value));
        c.seeds.push_back(engines::exact_factor(c.partials[k], random));
    }
    return c;
}

/// seeds[k] * d chain / d x[k] by the tape, a sweep for each k.
Point tape_partials(const Case& c, double& value) {
    Tape tape;
    const std::vector<Var> x = tape.variables(c.x);
    const Var y = c.chain(x);
    value = y.value();
    Point result;
    for (std::size_t k = 0; k < x.size(); ++k) {
        tape.reverse(y, c.seeds[k]);
        result.push_back(tape.adjoint(x[k]));
    }
    return result;
}

/// The same by duals: x[k] moves with rate seeds[k], the others are at rest.
Point dual_partials(const Case& c, double& value) {
    Point result;
    for (std::size_t k = 0; k < c.x.size(); ++k) {
        std::vector<Dual<double>> x(c.x.begin(), c.x.end());
        x[k].tangent() = c.seeds[k];
        const Dual<double> y = c.chain(x);
        value = y.value();
        result.push_back(y.tangent());
    }
    return result;
}

/// What the reference calls it. The chain rule's product is a product but for its zeros, which it has from its rule.
std::string_view name_in_reference(const Row& row) { return row.name == "chain_product" ? "mul" : row.name; }

/// Long enough to meet every branch of the rules, short enough for every engine.
std::vector<Point> points_of(const Row& row, std::mt19937_64& random) {
    const std::string_view name = name_in_reference(row);
    std::vector<Point> points = reference::hard_points(name);
    for (Point& point : reference::random_points(name, 60, random)) points.push_back(std::move(point));
    return points;
}

/// Calls check(case) for every point of every operation.
template <class Check>
void for_every_case(std::uint64_t seed, Check check) {
    std::mt19937_64 random(seed);
    for (const Row& row : engines::rows())
        for (const Point& u : points_of(row, random)) check(make_case(row, u, random));
}

std::uint64_t new_seed() { return test_seed(); }

} // namespace

TEST_CASE("Every operation of the catalogue has a row and a reference") {
    CHECK(engines::rows().size() == autodiff::ops::Catalogue::size);
    for (const Row& row : engines::rows()) {
        CAPTURE(row.name);
        REQUIRE(reference::knows(name_in_reference(row)));
        CHECK(reference::hard_points(name_in_reference(row)).size() >= 15);
    }
}

TEST_CASE("Tape and dual give every operation's value and partials to the last bit") {
    const auto seed = new_seed();
    std::size_t points = 0;
    for_every_case(seed, [&](const Case& c) {
        ++points;
        double tape_value = c.value;
        double dual_value = c.value;
        const Point tape = tape_partials(c, tape_value);
        const Point dual = dual_partials(c, dual_value);
        for (std::size_t k = 0; k < c.u.size(); ++k) {
            const double expected = c.seeds[k] * c.partials[k] * c.chain.inner[k];
            if (engines::identical(tape_value, c.value) && engines::identical(dual_value, c.value) &&
                engines::same(tape[k], expected) && engines::same(dual[k], expected))
                continue;
            CAPTURE(seed, c.chain.row.name, c.u, k);
            CHECK(engines::identical(tape_value, c.value));
            CHECK(engines::identical(dual_value, c.value));
            CHECK(tape[k] == expected);
            CHECK(dual[k] == expected);
        }
    });
    CHECK(points > 5000);
}

TEST_CASE("A plain operand changes neither the value nor the partial of the other operand") {
    const auto seed = new_seed();
    for_every_case(seed, [&](Case c) {
        if (c.chain.row.arity < 2) return;
        for (std::size_t plain = 0; plain < c.u.size(); ++plain) {
            c.chain.plain = plain;
            double tape_value = 0;
            double dual_value = 0;
            const Point tape = tape_partials(c, tape_value);
            const Point dual = dual_partials(c, dual_value);
            for (std::size_t k = 0; k < c.u.size(); ++k) {
                const double expected = k == plain ? 0 : c.seeds[k] * c.partials[k] * c.chain.inner[k];
                if (engines::identical(tape_value, c.value) && engines::identical(dual_value, c.value) &&
                    engines::same(tape[k], expected) && engines::same(dual[k], expected))
                    continue;
                CAPTURE(seed, c.chain.row.name, c.u, plain, k, tape_value, dual_value, c.value);
                CHECK(tape[k] == expected);
                CHECK(dual[k] == expected);
            }
        }
    });
}

TEST_CASE("A recorded operation evaluates to the same bits at every other point") {
    const auto seed = new_seed();
    std::mt19937_64 random(seed);
    for (const Row& row : engines::rows()) {
        // Recorded once for each number of arguments and evaluated everywhere: there is nothing to branch on.
        std::vector<std::pair<std::size_t, Graph>> graphs;
        for (const Point& u : points_of(row, random)) {
            const Case c = make_case(row, u, random);
            auto found = std::find_if(graphs.begin(), graphs.end(), [&](const auto& g) { return g.first == u.size(); });
            if (found == graphs.end())
                found = graphs.insert(found, {u.size(), autodiff::record(Chain{row, Point(u.size(), 1)}, u)});
            const double result = autodiff::evaluate(found->second, u).front();
            if (engines::identical(result, c.value)) continue;
            CAPTURE(seed, row.name, u, result, c.value);
            CHECK(result == c.value);
        }
    }
}

/// How far, in ulp, the partial of a graph may lie from the one of the tape at u. The rules for double put right what
/// rounding does inside exponentials; in a graph the same rules are plain formulas, and the error of an exponent is
/// magnified by its size.
double graph_tolerance(const Row& row, const Point& u) {
    using Names = std::vector<std::string_view>;
    const auto among = [&](const Names& names) {
        return std::find(names.begin(), names.end(), row.name) != names.end();
    };
    if (among({"erf", "erfc", "normal_cdf", "gelu"})) return 16 + u[0] * u[0];
    if (among({"log_sum_exp"})) {
        const auto [least, largest] = std::minmax_element(u.begin(), u.end());
        return 16 + std::abs(*largest) + (*largest - *least);
    }
    if (among({"pow"}) && u[0] != 0) return 8 + std::abs((u[1] - 1) * std::log(std::abs(u[0])));
    if (among({"logaddexp"})) return 16 + std::abs(u[0] - u[1]);
    if (among({"cbrt"})) return 16; // its error counts twice
    if (among({"silu", "mish"})) return 32;
    if (among({"pow"}) && u[0] != 0) return 8 + std::abs(std::log(std::abs(u[0]))); // from the rounding of y - 1
    return 8;
}

/// The least partial that counts with all of its digits: near the zeros of these slopes two terms cancel.
double full_digits_from(const Row& row, const Point& u) {
    const bool crosses_zero = row.name == "silu" || row.name == "mish" || row.name == "gelu";
    return crosses_zero && std::abs(u[0]) < 3 ? 0.01 : std::numeric_limits<double>::min();
}

/// Below this the partials of tape and graph are compared by their difference alone.
constexpr double negligible = 1e-290;

/// Points at which a graph's partial is not meant to be the tape's: a norm or a power that leaves the range on the way
/// to a partial that does not, and the sign of an infinite partial at -0.
bool beyond_graphs(const Case& c, double expected, double slope) {
    for (const std::string_view name : {"norm", "hypot", "pow"})
        if (c.chain.row.name == name && !(std::abs(c.value) > negligible && std::isfinite(c.value))) return true;
    // Terms that tie at infinity: the short form of a graph does not count them.
    if (c.chain.row.name == "log_sum_exp" && std::isinf(c.value)) return true;
    // In y pow(x, y - 1), 1 / x overflows for the least x, and y - 1 rounds to a number of the same parity for the
    // largest y.
    if (c.chain.row.name == "pow" && c.u[0] != 0 && std::abs(c.u[0]) < negligible) return true;
    if (c.chain.row.name == "pow" && c.u[0] < 0 && std::abs(c.u[1]) > 0x1p53) return true;
    if (c.chain.row.name == "pow" && c.u[0] != 0 && std::isinf(slope)) return true;
    return std::isinf(expected) && std::isinf(slope) && c.u[0] == 0 && std::signbit(c.u[0]);
}

TEST_CASE("Differentiated graphs give every operation's partials to a few ulp") {
    const auto seed = new_seed();
    double worst = 0;
    std::string where;
    const auto compare = [&](const Case& c, const char* direction, const std::vector<double>& slopes) {
        for (std::size_t k = 0; k < c.u.size(); ++k) {
            const double expected = c.partials[k] * c.chain.inner[k];
            if (beyond_graphs(c, expected, slopes[k])) continue;
            if (std::abs(expected - slopes[k]) < negligible) continue;
            const double ulps = engines::ulps(slopes[k], expected, full_digits_from(c.chain.row, c.u));
            const double error = ulps / graph_tolerance(c.chain.row, c.u);
            if (error > worst) {
                worst = error;
                where = fmt::format("{} {} at ({})", direction, c.chain.row.name, fmt::join(c.u, ", "));
            }
            if (error <= 1) continue;
            CAPTURE(seed, c.chain.row.name, c.u, k, direction, expected, slopes[k]);
            CHECK(error <= 1);
        }
    };
    for_every_case(seed, [&](const Case& c) {
        if (c.u.empty()) return;
        const Graph graph = autodiff::record(c.chain, c.x);
        compare(c, "reverse", evaluate(autodiff::differentiate_reverse(graph), c.x));
        compare(c, "forward", evaluate(autodiff::differentiate_forward(graph), c.x));
    });
    INFO("worst difference of a differentiated graph from the tape: " << worst << " of its tolerance, " << where);
    CHECK(worst <= 1);
    std::puts(fmt::format("worst graph partial: {:.2f} of its tolerance, {}", worst, where).c_str());
}

/// The stated bound; log_sum_exp's partial exp(x - r) has the rounding error of r in it as well.
double truth_tolerance(const Case& c, std::size_t k) {
    const double rounding = c.chain.row.name == "log_sum_exp" ? std::abs(c.u[k] - c.value) + std::abs(c.value) : 0;
    return c.chain.row.contract.partial_ulp + rounding;
}

TEST_CASE("The tape is within the stated bounds of the truth at random points") {
    const auto seed = new_seed();
    std::mt19937_64 random(seed);
    for (const Row& row : engines::rows())
        for (const Point& u : reference::random_points(name_in_reference(row), 40, random)) {
            const Case c = make_case(row, u, random);
            const auto truth = reference::value(name_in_reference(row), u);
            double value = c.value;
            const Point tape = tape_partials(c, value);
            const double size = std::abs(truth.nearest());
            if (size < negligible || size > 1 / negligible) continue; // the ends of the range are the rules' own tests
            for (std::size_t k = 0; k < u.size(); ++k) {
                const auto slope = reference::partial(name_in_reference(row), u, k);
                if (!slope.defined() || std::abs(slope.nearest()) < negligible) continue;
                const double partial = tape[k] / c.seeds[k] / c.chain.inner[k];
                if (slope.ulp_error(partial) <= truth_tolerance(c, k)) continue;
                CAPTURE(seed, row.name, u, k, partial, slope.to_string());
                CHECK(slope.ulp_error(partial) <= truth_tolerance(c, k));
            }
        }
}
