// What happens at the edges is the same in every engine: kinks, ends of domains, zeros that meet infinities, branches
// that are not taken. Each function is differentiated by the tape, by duals, and by the graph in both directions, raw
// and simplified.
#include <catch.hpp>
#include <engines/agreement.hpp>

#include <autodiff/derivatives/gradient.hpp>
#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/dual/dual.hpp>
#include <autodiff/passes/differentiate.hpp>

#include <limits>
#include <string>
#include <vector>

using autodiff::Dual;
using autodiff::Graph;
using autodiff::norm;
using autodiff::select;
using autodiff::square;
using autodiff::Tape;
using autodiff::Var;
using Numbers = std::vector<double>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double seed = -3;

template <class F>
Numbers by_tape(F f, const Numbers& point) {
    Tape tape;
    const std::vector<Var> x = tape.variables(point);
    tape.reverse(f(x), seed);
    Numbers result;
    for (const Var& input : x) result.push_back(tape.adjoint(input) / seed);
    return result;
}

template <class F>
Numbers by_dual(F f, const Numbers& point) {
    Numbers result;
    for (std::size_t j = 0; j < point.size(); ++j) {
        std::vector<Dual<double>> x(point.begin(), point.end());
        x[j].tangent() = seed;
        result.push_back(Dual<double>(f(x)).tangent() / seed);
    }
    return result;
}

template <class F>
void check(const char* what, F f, const Numbers& point, const Numbers& expected) {
    const Graph graph = autodiff::record(f, point);
    const std::pair<const char*, Numbers> results[] = {
        {"tape", by_tape(f, point)},
        {"dual", by_dual(f, point)},
        {"graph, reverse", differentiate_reverse(graph)(point)},
        {"graph, forward", differentiate_forward(graph)(point)},
        {"graph, simplified", gradient(graph)(point)},
    };
    for (const auto& [engine, result] : results) {
        REQUIRE(result.size() == expected.size());
        for (std::size_t j = 0; j < expected.size(); ++j) {
            CAPTURE(what, engine, j, result[j], expected[j]);
            CHECK(engines::ulps(result[j], expected[j]) <= 4);
        }
    }
}

template <class X>
using ScalarOf = std::decay_t<decltype(std::declval<X>()[0])>;

} // namespace

TEST_CASE("At kinks and steps every engine takes the subgradient of least norm") {
    check("abs(0)", [](const auto& x) { return abs(x[0]); }, {0}, {0});
    check("sign(0)", [](const auto& x) { return sign(x[0]) + x[0]; }, {0}, {1});
    check("floor", [](const auto& x) { return floor(x[0]) + ceil(x[0]) + trunc(x[0]) + round(x[0]); }, {2}, {0});
    check("max at a tie", [](const auto& x) { return 3 * max(x[0], x[1]); }, {2, 2}, {1.5, 1.5});
    check("min at a tie", [](const auto& x) { return min(x[0], x[1]); }, {-2, -2}, {0.5, 0.5});
    check("max with itself", [](const auto& x) { return max(x[0], x[0]); }, {2}, {1});
    check("hypot(0, 0)", [](const auto& x) { return hypot(x[0], x[1]); }, {0, 0}, {0, 0});
    check("norm of zeros", [](const auto& x) { return norm(x); }, {0, 0, 0}, {0, 0, 0});
    check("atan2(0, 0)", [](const auto& x) { return atan2(x[0], x[1]); }, {0, 0}, {0, 0});
    check("copysign to -0", [](const auto& x) { return copysign(x[0], x[1]); }, {3, -0.0}, {-1, 0});
    check("relu(0)", [](const auto& x) { return relu(x[0]); }, {0}, {0});
}

TEST_CASE("Where a derivative is infinite every engine says so") {
    check("sqrt(0)", [](const auto& x) { return 2 * sqrt(x[0]); }, {0}, {infinity});
    check("cbrt(0)", [](const auto& x) { return cbrt(x[0]); }, {0}, {infinity});
    check("log(0)", [](const auto& x) { return log(x[0]); }, {0}, {infinity});
    check("pow(0, 1/2)", [](const auto& x) { return pow(x[0], 0.5); }, {0}, {infinity});
    check("asin(1)", [](const auto& x) { return -asin(x[0]); }, {1}, {-infinity});
    check("atanh(1)", [](const auto& x) { return atanh(x[0]); }, {1}, {infinity});
}

TEST_CASE("Powers keep the agreed partials at zero and of negative numbers") {
    for (const double base : {0.0, -2.0, 3.0, 1e200, -1e-200})
        check("pow(x, 0)", [](const auto& x) { return pow(x[0], 0); }, {base}, {0});
    check("pow(0, 2)", [](const auto& x) { return pow(x[0], x[1]); }, {0, 2}, {0, 0});
    check("pow(0, 1)", [](const auto& x) { return pow(x[0], x[1]); }, {0, 1}, {1, 0});
    check("pow(0, 0)", [](const auto& x) { return pow(x[0], x[1]); }, {0, 0}, {0, 0});
    check("pow(-2, 3)", [](const auto& x) { return pow(x[0], 3); }, {-2}, {12});
    check("pow(-2, -1)", [](const auto& x) { return pow(x[0], -1); }, {-2}, {-0.25});
    check("pow(-2, y)", [](const auto& x) { return pow(x[0], x[1]); }, {-2, 3}, {12, undefined});
    check("pow(2, y)", [](const auto& x) { return pow(0, x[0]); }, {1.5}, {0});
    check("pow(1e-200, 1.5)", [](const auto& x) { return pow(x[0], 1.5); }, {1e-200}, {1.5e-100});
}

TEST_CASE("fmod and remainder count whole quotients, with their signs") {
    check("fmod(-7, 2)", [](const auto& x) { return fmod(x[0], x[1]); }, {-7, 2}, {1, 3});
    check("fmod(7, -2)", [](const auto& x) { return fmod(x[0], x[1]); }, {7, -2}, {1, 3});
    check("fmod(1e6 + 1/2, 1)", [](const auto& x) { return fmod(x[0], x[1]); }, {1e6 + 0.5, 1}, {1, -1e6});
    check("remainder(7, 2)", [](const auto& x) { return remainder(x[0], x[1]); }, {7, 2}, {1, -4});
    check("remainder(-5, 2)", [](const auto& x) { return remainder(x[0], x[1]); }, {-5, 2}, {1, 2});
}

TEST_CASE("Nothing behind an untaken branch reaches the result, infinite or undefined") {
    check("log of a negative number", [](const auto& x) { return select(x[0] > 0, log(x[0]), 2 * x[0]); }, {-1}, {2});
    check("sqrt of a negative number", [](const auto& x) { return select(x[0] > 0, 3 * x[0], sqrt(-x[0])); }, {1}, {3});
    check("x log x at 0", [](const auto& x) { return select(x[0] == 0, 0 * x[0], x[0] * log(x[0])) + x[0]; }, {0}, {1});
    check("in statements of its own",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              const S logarithm = log(x[0]);
              const S root = sqrt(logarithm * x[1]);
              return S(select(x[0] > 0, root, x[1] * x[0]));
          },
          {-2, 5}, {5, -2});
    check("nested",
          [](const auto& x) {
              return select(x[0] < 1, select(x[0] < 0, sqrt(-x[0]), square(x[0])), log(x[0] - 1) * x[1]);
          },
          {0.5, 3}, {1, 0});
    check("of max", [](const auto& x) { return max(x[0], sqrt(x[1])); }, {2, 0}, {1, 0});
    check("of min", [](const auto& x) { return min(x[0] * 2, 1 / x[1]); }, {2, 0}, {2, 0});
    check("a condition that moves", [](const auto& x) { return select(sqrt(x[0]) - 1, x[0] * 3, x[1]); }, {0, 7},
          {3, 0});
}

TEST_CASE("A zero factor wins over an infinite partial") {
    check("0 sqrt(x)", [](const auto& x) { return 0 * sqrt(x[0]) + 5 * x[0]; }, {0}, {5});
    check("sqrt(x) y at y = 0", [](const auto& x) { return sqrt(x[0]) * x[1]; }, {0, 0}, {0, 0});
    check("pow(x, 1/2) y", [](const auto& x) { return pow(x[0], 0.5) * x[1]; }, {0, 0}, {0, 0});
    check("acos(x) y", [](const auto& x) { return acos(x[0]) * x[1]; }, {1, 0}, {0, 0});
    check("the same in two statements",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              const S root = cbrt(x[0]);
              const S product = root * x[1];
              return S(product + x[1]);
          },
          {0, 0}, {0, 1});
    check("exp(-exp(x)) far out", [](const auto& x) { return exp(-exp(x[0])); }, {1000}, {0});
    check("1/(1+exp(-x)) at -1000", [](const auto& x) { return 1 / (1 + exp(-x[0])); }, {-1000}, {0});
    check("1/(1+exp(-x)) at 1000", [](const auto& x) { return 1 / (1 + exp(-x[0])); }, {1000}, {0});
    check("tanh of a steep function", [](const auto& x) { return tanh(exp(x[0])); }, {800}, {0});
}

TEST_CASE("A function of constants alone poisons nothing") {
    check("acos(1)",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              return x[0] * 2 + acos(S(1));
          },
          {3}, {2});
    check("log(0)",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              return x[0] * 2 + exp(log(S(0)));
          },
          {3}, {2});
    check("sqrt(0)",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              return x[0] + x[0] * sqrt(S(0));
          },
          {3}, {1});
    check("atan2",
          [](const auto& x) {
              using S = ScalarOf<decltype(x)>;
              return x[0] + atan2(S(0), 0);
          },
          {3}, {1});
}
