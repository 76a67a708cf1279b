#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/prune.hpp>

#include <autodiff/base/error.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace autodiff;
using namespace passes_test;

namespace {

using Symbols = std::vector<Symbol>;
using Function = Symbol (*)(const Symbols&);

const double infinity = std::numeric_limits<double>::infinity();
const double nan = std::numeric_limits<double>::quiet_NaN();

struct Row {
    const char* folded; ///< what the function becomes
    Function function;
};

// At every level, exact to the last bit.
const std::vector<Row> exact_rows{
    {"x0", [](const Symbols& x) { return x[0] * 1.0; }},
    {"x0", [](const Symbols& x) { return 1.0 * x[0]; }},
    {"x0", [](const Symbols& x) { return x[0] / 1.0; }},
    {"x0", [](const Symbols& x) { return x[0] + -0.0; }},
    {"x0", [](const Symbols& x) { return -0.0 + x[0]; }},
    {"x0", [](const Symbols& x) { return x[0] - 0.0; }},
    {"x0", [](const Symbols& x) { return -(-x[0]); }},
    {"x0", [](const Symbols& x) { return pow(x[0], 1.0); }},
    {"1", [](const Symbols& x) { return pow(x[0], 0.0); }},
    {"1", [](const Symbols& x) { return pow(1.0, x[0]); }},
    {"neg(x0)", [](const Symbols& x) { return x[0] * -1.0; }},
    {"neg(x0)", [](const Symbols& x) { return -1.0 * x[0]; }},
    {"neg(x0)", [](const Symbols& x) { return x[0] / -1.0; }},
    {"neg(x0)", [](const Symbols& x) { return -0.0 - x[0]; }},
    {"sub(x0, x1)", [](const Symbols& x) { return x[0] + -x[1]; }},
    {"sub(x1, x0)", [](const Symbols& x) { return -x[0] + x[1]; }},
    {"add(x0, x1)", [](const Symbols& x) { return x[0] - -x[1]; }},
    {"sub(neg(x0), x1)", [](const Symbols& x) { return -x[0] + -x[1]; }},
    {"sub(x0, 3)", [](const Symbols& x) { return x[0] + -3.0; }},
    {"sub(x0, 3)", [](const Symbols& x) { return -3.0 + x[0]; }},
    {"add(x0, 3)", [](const Symbols& x) { return x[0] - -3.0; }},
    {"mul(2, x0)", [](const Symbols& x) { return x[0] + x[0]; }},
    {"mul(-2, x0)", [](const Symbols& x) { return -x[0] + -x[0]; }},
    {"mul(x0, x1)", [](const Symbols& x) { return -x[0] * -x[1]; }},
    {"neg(mul(x0, x1))", [](const Symbols& x) { return -x[0] * x[1]; }},
    {"neg(mul(x0, x1))", [](const Symbols& x) { return x[0] * -x[1]; }},
    {"mul(x0, -3)", [](const Symbols& x) { return -x[0] * 3.0; }},
    {"mul(-3, x0)", [](const Symbols& x) { return 3.0 * -x[0]; }},
    {"mul(-3, x0)", [](const Symbols& x) { return -(3.0 * x[0]); }},
    {"mul(3, x0)", [](const Symbols& x) { return -3.0 * -x[0]; }},
    {"sub(x0, mul(2, x1))", [](const Symbols& x) { return x[0] + -2.0 * x[1]; }},
    {"add(x0, mul(2, x1))", [](const Symbols& x) { return x[0] - -2.0 * x[1]; }},
    {"sub(x0, div(1, x1))", [](const Symbols& x) { return x[0] + -1.0 / x[1]; }},
    {"div(x0, x1)", [](const Symbols& x) { return -x[0] / -x[1]; }},
    {"neg(div(x0, x1))", [](const Symbols& x) { return x[0] / -x[1]; }},
    {"neg(div(x0, x1))", [](const Symbols& x) { return -x[0] / x[1]; }},
    {"div(-3, x0)", [](const Symbols& x) { return 3.0 / -x[0]; }},
    {"div(-3, x0)", [](const Symbols& x) { return -(3.0 / x[0]); }},
    {"div(x0, 3)", [](const Symbols& x) { return -x[0] / -3.0; }},
    {"cos(x0)", [](const Symbols& x) { return cos(-x[0]); }},
    {"cosh(mul(2, x0))", [](const Symbols& x) { return cosh(-2.0 * x[0]); }},
    {"abs(x0)", [](const Symbols& x) { return abs(-x[0]); }},
    {"square(x0)", [](const Symbols& x) { return square(-x[0]); }},
    {"x0", [](const Symbols& x) { return select(1.0, x[0], x[1]); }},
    {"x1", [](const Symbols& x) { return select(0.0, x[0], x[1]); }},
    {"x0", [](const Symbols& x) { return select(nan, x[0], x[1]); }},
    {"x1", [](const Symbols& x) { return select(x[0] < x[1], x[1], x[1]); }},
    {"add(x0, x1)", [](const Symbols& x) { return fma(x[0], 1.0, x[1]); }},
    {"sub(x1, x0)", [](const Symbols& x) { return fma(-1.0, x[0], x[1]); }},
    {"mul(x0, x1)", [](const Symbols& x) { return fma(x[0], x[1], -0.0); }},
    {"0", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(0.0, x[0]); }},
    {"0", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], -0.0); }},
    {"mul(x0, x0)", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], x[0]); }},
};

// From zero_signs on: equal but for the sign of a zero.
const std::vector<Row> zero_sign_rows{
    {"x0", [](const Symbols& x) { return x[0] + 0.0; }},
    {"x0", [](const Symbols& x) { return 0.0 + x[0]; }},
    {"x0", [](const Symbols& x) { return x[0] - -0.0; }},
    {"neg(x0)", [](const Symbols& x) { return 0.0 - x[0]; }},
    {"sub(x1, x0)", [](const Symbols& x) { return -(x[0] - x[1]); }},
    {"mul(x0, x1)", [](const Symbols& x) { return fma(x[0], x[1], 0.0); }},
    {"x0", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], 1.0); }},
    {"x0", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(1.0, x[0]); }},
    {"neg(x0)", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], -1.0); }},
    {"mul(2, x0)", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(2.0, x[0]); }},
    {"mul(x0, 2)", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], 2.0); }},
    {"neg(chain_product(x0, x1))", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(-x[0], x[1]); }},
    {"neg(chain_product(x0, x1))", [](const Symbols& x) { return ops::apply<ops::ChainProduct>(x[0], -x[1]); }},
};

// From finite on: equal for finite operands.
const std::vector<Row> finite_rows{
    {"0", [](const Symbols& x) { return 0.0 * x[0]; }},
    {"0", [](const Symbols& x) { return x[0] * -0.0; }},
    {"0", [](const Symbols& x) { return 0.0 / x[0]; }},
    {"x1", [](const Symbols& x) { return x[1] + 0.0 * x[0]; }},
    {"x1", [](const Symbols& x) { return fma(0.0, x[0], x[1]); }},
};

const std::vector<double> hard_values{0.0,     -0.0,      1.0,      -1.0,     0.1,       -3.7, 1e-320,           5e-324,
                                      -1e-310, 1e300,     -1.7e308, infinity, -infinity, nan,  std::numbers::pi, 1e-16,
                                      -2.0,    123456.789};

template <class Equal>
void check_at_hard_values(const Graph& graph, const Graph& folded, Equal equal) {
    for (const double a : hard_values)
        for (const double b : hard_values) {
            const double before = graph({a, b})[0], after = folded({a, b})[0];
            CAPTURE(text(graph), a, b, before, after);
            REQUIRE(equal(a, b, before, after));
        }
}

bool equal_but_for_zero_sign(double, double, double before, double after) {
    return before == 0 ? after == 0 : same_bits(before, after);
}

} // namespace

TEST_CASE("identities of the level bits hold to the last bit for zeros of both signs, infinities and NaN") {
    for (const Row& row : exact_rows)
        for (const Exactness level : {Exactness::bits, Exactness::finite}) {
            const Graph graph = graph_of(2, row.function);
            const Graph folded = fold(graph, {.exactness = level});
            REQUIRE(text(folded) == row.folded);
            check_at_hard_values(graph, folded,
                                 [](double, double, double before, double after) { return same_bits(before, after); });
        }
}

TEST_CASE("identities of the level zero_signs change nothing but the sign of a zero, and are left out at bits") {
    for (const Row& row : zero_sign_rows) {
        const Graph graph = graph_of(2, row.function);
        CHECK(text(fold(graph, {.exactness = Exactness::bits})) != row.folded);
        for (const Exactness level : {Exactness::zero_signs, Exactness::finite}) {
            const Graph folded = fold(graph, {.exactness = level});
            REQUIRE(text(folded) == row.folded);
            check_at_hard_values(graph, folded, equal_but_for_zero_sign);
        }
    }
}

TEST_CASE("identities of the level finite hold for finite operands and are left out below") {
    for (const Row& row : finite_rows) {
        const Graph graph = graph_of(2, row.function);
        CHECK(text(fold(graph, {.exactness = Exactness::zero_signs})) != row.folded);
        const Graph folded = fold(graph);
        REQUIRE(text(folded) == row.folded);
        check_at_hard_values(graph, folded, [&](double a, double b, double before, double after) {
            const bool divides = text(graph).find("div") != std::string::npos;
            if (!std::isfinite(a) || !std::isfinite(b) || (divides && a == 0)) return true;
            return equal_but_for_zero_sign(a, b, before, after);
        });
    }
}

TEST_CASE("a constant zero wins over an infinite or undefined operand, as a structural zero of the chain rule does") {
    const Graph graph = graph_of(1, [](const auto& x) { return 3.0 + 0.0 * log(x[0]); });
    CHECK(std::isnan(graph(-1.0)));
    CHECK(fold(graph)(-1.0) == 3);
    CHECK(fold(graph)(0.0) == 3);
    CHECK(std::isnan(fold(graph, {.exactness = Exactness::zero_signs})(0.0)));
}

TEST_CASE("every level leaves alone what it has no right to change") {
    for (const Function function : std::vector<Function>{
             [](const Symbols& x) { return (x[0] + 1.0) + 2.0; }, // another rounding
             [](const Symbols& x) { return 3.0 * (2.0 * x[0]); },
             [](const Symbols& x) { return x[0] / 3.0; },
             [](const Symbols& x) { return x[0] - x[0]; }, // NaN for an infinite x
             [](const Symbols& x) { return x[0] / x[0]; },
             [](const Symbols& x) { return pow(x[0], 2.0); }, // pow rounds otherwise than a product
             [](const Symbols& x) { return pow(x[0], 0.5); },
             [](const Symbols& x) { return sqrt(square(x[0])); },
             [](const Symbols& x) { return max(x[0], x[0]); },
             [](const Symbols& x) { return x[0] == x[0]; }, // false for NaN
             [](const Symbols& x) { return sin(-x[0]); },
         }) {
        const Graph graph = graph_of(1, function);
        CHECK(text(fold(graph)) == text(graph));
    }
}

TEST_CASE("operations on constants are computed as evaluation computes them, n-ary ones too") {
    Graph graph;
    const NodeId a = graph.add_constant(0.1), b = graph.add_constant(0.7);
    graph.add_output(graph.add<ops::Pow>({a, b}));
    graph.add_output(graph.add(ops::opcode<ops::LogSumExp>, {a, b, b}));
    graph.add_output(graph.add(ops::opcode<ops::Sum>, std::span<const NodeId>{}));
    graph.add_output(graph.add<ops::Sqrt>({graph.add<ops::Negate>({b})}));
    const Graph folded = prune(fold(graph));
    CHECK(folded.size() == 4);
    const auto before = graph(std::span<const double>{}), after = folded(std::span<const double>{});
    for (std::size_t i = 0; i < 4; ++i) CHECK(same_bits(before[i], after[i]));
    CHECK(same_bits(after[0], std::pow(0.1, 0.7)));
}

TEST_CASE("a guard on constants that holds is dropped; one that does not hold stays and still refuses") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId one = graph.add_constant(1), two = graph.add_constant(2);
    const NodeId less = graph.add<ops::Less>({one, two}), greater = graph.add<ops::Greater>({one, two});
    graph.add_guard(less, true);
    graph.add_guard(greater, false);
    graph.add_guard(graph.add<ops::Less>({x, two}), true);
    graph.add_output(graph.add<ops::Add>({x, less}));
    const Graph folded = fold(graph);
    CHECK(folded.guards().size() == 1);
    CHECK(folded(1.5) == 2.5);
    CHECK_THROWS_AS(folded(2.5), GuardError);

    graph.add_guard(greater, true);
    const Graph refusing = prune(fold(graph));
    CHECK(refusing.guards().size() == 2);
    CHECK_THROWS_AS(refusing(1.5), GuardError);
    CHECK(same(prune(fold(refusing)), refusing));
}

TEST_CASE("folding keeps the number and order of inputs, also of those that are folded away") {
    const Graph graph = graph_of(3, [](const auto& x) { return x[1] + 0.0 * x[0] * x[2]; });
    const Graph folded = prune(fold(graph));
    CHECK(folded.size() == 3);
    CHECK(folded({1.0, 2.0, 3.0}) == std::vector{2.0});
}

TEST_CASE("folding random graphs changes no bit at the level bits and nothing for finite values at the others, and "
          "folding again changes nothing") {
    RandomGraph shape{.operations = 30, .codes = {}, .constants = {0.0, -0.0, 1.0, -1.0, 2.0, -2.5}};
    using namespace ops;
    shape.codes = {opcode<Add>,          opcode<Subtract>, opcode<Multiply>,
                   opcode<Divide>,       opcode<Negate>,   opcode<FusedMultiplyAdd>,
                   opcode<ChainProduct>, opcode<Square>,   opcode<Abs>,
                   opcode<Cos>,          opcode<Pow>,      opcode<Select>,
                   opcode<Less>,         opcode<Negate>,   opcode<Add>,
                   opcode<Multiply>,     opcode<Sum>};
    const std::uint64_t seed = 5;
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(-2, 2);
    for (std::size_t i = 0; i < 3000; ++i) {
        const std::vector<double> x{uniform(random), uniform(random), hard_values[i % hard_values.size()]};
        const Graph graph = make(shape, random, x);
        const auto before = graph(x);
        const Graph exact = fold(graph, {.exactness = Exactness::bits});
        const auto after = exact(x);
        for (std::size_t k = 0; k < before.size(); ++k) {
            CAPTURE(i, x, before[k], after[k], text(graph, k), text(exact, k));
            REQUIRE(same_bits(before[k], after[k]));
        }
        for (const Exactness level : {Exactness::bits, Exactness::zero_signs, Exactness::finite}) {
            const Graph once = prune(fold(graph, {.exactness = level}));
            REQUIRE(same(prune(fold(once, {.exactness = level})), once));
        }
    }
}
