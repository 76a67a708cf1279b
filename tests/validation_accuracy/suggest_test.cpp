// What suggest() finds, with the errors that it claims judged by exact values, and its equality by the proof.
#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/accuracy.hpp>
#include <autodiff/gradient.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/record.hpp>
#include <autodiff/validation/rewriting.hpp>

#include <reference/reference.hpp>

#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <random>

using autodiff::Graph;
using autodiff::Interval;
using autodiff::parse;
using autodiff::ParseOptions;
using autodiff::record;
using autodiff::suggest;
using autodiff::Suggestion;

namespace {

/// The suggestion for a formula, which there has to be.
Suggestion suggestion_for(std::string_view text, std::vector<Interval> domain, const ParseOptions& options = {}) {
    INFO(text);
    auto suggestion = suggest(parse(text, options), domain);
    REQUIRE(suggestion.has_value());
    return *suggestion;
}

struct Row {
    const char* formula;
    std::vector<Interval> domain;
    const char* suggested;
    double error; ///< at most, in ulp
};

} // namespace

TEST_CASE("s(1-s) of the sigmoid leads to sigmoid(x) * sigmoid(-x)") {
    const ParseOptions options{.variables = {"x"}, .lets = {"s=1/(1+exp(-x))"}};
    for (const std::vector<Interval>& domain : {std::vector<Interval>{{-50, 50}}, std::vector<Interval>{}}) {
        const Suggestion found = suggestion_for("s*(1-s)", domain, options);
        CHECK(to_text(found.formula) == "sigmoid(x) * sigmoid(-x)");
        CHECK(found.rule == "sigmoid from 1 + exp(x), then complement of sigmoid");
        CHECK(found.proof.verdict == autodiff::Verdict::proved);
        CHECK(found.before.bits_lost > 52);
        CHECK(found.after.within_bound());
        // judged by the reference: the slope of the sigmoid
        for (const double x : {-700.0, -40.0, 0.5, 40.0, 700.0})
            CHECK(reference::partial("sigmoid", std::vector{x}, 0).ulp_error(found.formula(x)) < 4);
    }
}

TEST_CASE("the chain rule's derivative of a sigmoid by hand leads there too") {
    const Graph slope = autodiff::derivative(record([](const auto& x) { return 1 / (1 + exp(-x)); }, 0.5));
    const auto found = suggest(slope, std::vector<Interval>{{-740, 740}});
    REQUIRE(found.has_value());
    const std::string text = to_text(found->formula);
    CHECK((text == "sigmoid(x) * sigmoid(-x)" || text == "sigmoid(-x) * sigmoid(x)"));
    CHECK(found->proof);
}

TEST_CASE("formulas that lose digits are given back in a form that does not") {
    const std::vector<Row> rows{
        {"1-tanh(x)^2", {{-20, 20}}, "4 * (sigmoid(2 * x) * sigmoid(-2 * x))", 4},
        {"1/sqrt(1-x*x)", {{-1, 1}}, "1 / sqrt((1 - x) * (1 + x))", 2.5},
        {"log(1+exp(x))", {}, "softplus(x)", 2},
        {"exp(x)-1", {}, "expm1(x)", 2},
        {"sqrt(x+1)-sqrt(x)", {{0, 1e20}}, "1 / (sqrt(x + 1) + sqrt(x))", 4},
        {"cosh(x)-1", {{-10, 10}}, "2 * square(sinh(x / 2))", 4.5},
        {"1/x-1/(x+1)", {{1, 1e10}}, "1 / (x * (x + 1))", 4},
        {"log(x+1)-log(x)", {{1, 1e20}}, "log1p(1 / x)", 2},
        {"log(x+sqrt(x^2+1))", {{-10, 1e10}}, "asinh(x)", 2},
        {"log((1+x)/(1-x))", {{-1, 1}}, "2 * atanh(x)", 2},
        {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", {}, "tanh(x)", 2.5},
        {"(1-cos(x))/sin(x)", {{-1, 1}}, "tan(x / 2)", 2},
        {"1/(1+exp(-x)) - 0.5", {{-10, 10}}, "0.5 * tanh(x / 2)", 3},
        {"(1+x)^0.5-1", {{-0.5, 1}}, "expm1(0.5 * log1p(x))", 3},
        {"x^2-y^2", {{1, 2}, {1, 2}}, "(x0 - x1) * (x0 + x1)", 2.5},
        {"sqrt(x^2+y^2)", {}, "hypot(x0, x1)", 1.5},
        {"1-normal_cdf(x)", {{-5, 30}}, "normal_cdf(-x)", 4.5},
    };
    for (const Row& row : rows) {
        INFO(row.formula);
        const Suggestion found = suggestion_for(row.formula, row.domain);
        CHECK(to_text(found.formula) == row.suggested);
        CHECK(found.after.worst.ulp < row.error);
        CHECK(found.before.worst.ulp > 1000 * found.after.worst.ulp);
        CHECK(found.proof.verdict == autodiff::Verdict::proved);
    }
}

TEST_CASE("where no single form is accurate everywhere a branch joins two that are") {
    const Suggestion found = suggestion_for("log(1-exp(x))", {{-50, 0}});
    CHECK(to_text(found.formula) == "select(x < -0.5, log1p(-exp(x)), log(-expm1(x)))");
    CHECK(found.after.within_bound());
    CHECK(found.proof);
    // log(1 - exp(-1e-10)), to 17 digits: log(1e-10) - 1e-10/2 = -23.02585092994045684 - 5e-11
    CHECK(found.formula(-1e-10) == Approx(-23.02585092999045684).epsilon(1e-15));
    CHECK(found.formula(-45) == Approx(-std::exp(-45.0)).epsilon(1e-15));
}

TEST_CASE("the removable singularity of (1 - cos(x)) / x^2 is kept away from") {
    const Suggestion found = suggestion_for("(1-cos(x))/x^2", {{-1, 1}});
    CHECK(to_text(found.formula) == "2 * square(sin(x / 2) / x)");
    for (const double x : {1e-300, 1e-170, 1e-9, -1e-5}) // 1/2 - x^2/24
        CHECK(found.formula(x) == Approx(0.5 - x * x / 24).epsilon(1e-15));
}

TEST_CASE("the citardauq form of a quadratic's root is found") {
    const Suggestion found = suggestion_for("-b+sqrt(b*b-4*c)", {{1, 1e8}, {0.01, 0.1}});
    CHECK(found.before.bits_lost > 50);
    CHECK(found.after.within_bound());
    CHECK(found.proof);
    // b = 1e8, c = 1/16: -2c/b (1 + c/b^2 + ...) * 2
    CHECK(found.formula(std::vector{1e8, 0.0625})[0] == Approx(-1.25e-9).epsilon(1e-15));
}

TEST_CASE("accurate formulas, and those with no better form among the known, are left alone") {
    CHECK_FALSE(suggest(parse("sigmoid(x)")).has_value());
    CHECK_FALSE(suggest(parse("log(x)/(x-1)"), std::vector<Interval>{{0, 10}}).has_value());
    CHECK_FALSE(suggest(parse("x-sin(x)"), std::vector<Interval>{{-10, 10}}).has_value());
}

TEST_CASE("the search for a suggestion is bounded") {
    const std::clock_t begin = std::clock(); // of this process: other programs may be running
    const auto found =
        suggest(parse("sin(x)^2 * (sqrt(x^2+1) - x) + log(1+exp(x)) * (1-cos(x))"), std::vector<Interval>{{-100, 100}});
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 30); // 0.5 but for sanitizers
    if (found) CHECK(found->after.worst.ulp < found->before.worst.ulp);
}

TEST_CASE("every identity holds wherever its sides are defined") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    for (const auto& identity : autodiff::validation::all_identities()) {
        autodiff::Encloser pattern(identity.pattern);
        autodiff::Encloser replacement(identity.replacement);
        int compared = 0;
        for (int i = 0; i < 200; ++i) {
            // both signs, small and large; equal variables, where many a side is 0/0, are left out
            std::vector<double> x;
            for (std::size_t j = 0; j < identity.pattern.inputs().size(); ++j)
                x.push_back((i % 2 == 0 ? 1 : -1) * std::ldexp(1 + static_cast<double>(random() % 1000) / 1000,
                                                               static_cast<int>(random() % 9) - 6));
            const auto left = pattern(x).front();
            const auto right = replacement(x).front();
            if (!left.defined() || !right.defined()) continue;
            INFO(identity.name << " at " << x[0] << ": " << left.to_string() << " and " << right.to_string());
            CHECK_FALSE(certainly_differ(left, right));
            ++compared;
        }
        INFO(identity.name);
        CHECK(compared >= 20);
    }
}

TEST_CASE("a rewriting replaces one subexpression and keeps the rest") {
    const Graph graph = record([](const auto& x) { return sin(exp(x) - 1) * (1 - cos(x)); }, 0.5);
    std::vector<std::string> texts;
    for (const auto& next : autodiff::validation::rewritten_once(graph)) texts.push_back(to_text(next.graph));
    CHECK(std::find(texts.begin(), texts.end(), "sin(expm1(x)) * (1 - cos(x))") != texts.end());
    CHECK(std::find(texts.begin(), texts.end(), "sin(exp(x) - 1) * (2 * square(sin(x / 2)))") != texts.end());
}

TEST_CASE("a suggestion reads as a few lines") {
    const std::string text = fmt::format("{}", suggestion_for("exp(x)-1", {}));
    CHECK(text.starts_with("expm1(x)\nworst error 0."));
    CHECK(text.find(" instead of 9.01e+15 ulp, by: expm1\nequal to the formula: proved") != std::string::npos);
}
