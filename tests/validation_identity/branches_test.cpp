// Expressions full of signs, roots and branches, in pairs that agree at positive points: there they may be equal, and
// elsewhere differ. What is proved of them must hold everywhere.
#include "statements.hpp"

#include "../seed.hpp"
#include "catch.hpp"
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/parse.hpp>

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>

using namespace autodiff;

namespace {

// clang-format off
constexpr std::array forms{
    "#a", "-#a", "abs(#a)", "sqrt(#a)", "sqrt((#a)^2)", "cbrt(#a)", "cbrt((#a)^3)", "(#a)^2", "(#a)^3", "(#a)^0.5", "(#a)^(2/3)",
    "(#a)^(1/3)", "1/(#a)", "log(#a)", "log((#a)^2)/2", "exp(log(#a))", "exp(#a)", "log(exp(#a))", "sign(#a)*#a", "(#a)*sign(#a)",
    "max(#a,-(#a))", "relu(#a)", "(#a)*(#b)", "(#a)+(#b)", "(#a)-(#b)", "(#a)/(#b)", "max(#a,#b)", "min(#a,#b)", "sqrt(#a)*sqrt(#b)",
    "sqrt((#a)*(#b))", "log(#a)+log(#b)", "log((#a)*(#b))", "select(#a>0,#a,#b)", "select(#a<=#b,#b,#a)", "(#a+#b+abs(#a-#b))/2",
    "copysign(#a,#b)", "hypot(#a,0)", "hypot(#a,#b)", "norm(#a,#b)", "(#a)^(#b)", "exp(#b*log(#a))", "sqrt((#a)^2*(#b)^2)",
    "abs(#a)*abs(#b)", "sin(asin(#a))", "asin(sin(#a))", "tan(atan(#a))", "atan(tan(#a))", "acos(cos(#a))", "cos(acos(#a))",
    "acosh(cosh(#a))", "asinh(sinh(#a))", "cosh(acosh(#a))", "leaky_relu(#a,0.5)", "elu(#a,1)", "softplus(#a)", "log1p(expm1(#a))",
    "logit(sigmoid(#a))", "sigmoid(logit(#a))", "atan2(#a,1)", "atan2(#a,#b)", "atan((#a)/(#b))", "((#a)^2)^0.25", "((#a)^4)^0.25",
    "1/sqrt(1/(#a)^2)", "sqrt(1-(#a)^2)", "sqrt(1-#a)*sqrt(1+#a)", "cos(asin(#a))", "sin(acos(#a))", "(#a)^-2", "lgamma(#a+1)",
    "lgamma(#a)+log(#a)", "log(tgamma(#a))", "erf(#a)", "-erf(-(#a))", "2^(#a)", "fmod(#a,#b)", "floor(#a)",
};
// clang-format on

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t i = text.find(what); i != std::string::npos; i = text.find(what, i + by.size()))
        text.replace(i, what.size(), by);
    return text;
}

std::string make(std::mt19937_64& random, int depth) {
    static constexpr std::array leaves{"x", "y", "x", "y", "1", "2", "-1", "0.5"};
    if (depth == 0) return leaves[random() % leaves.size()];
    const std::string a = make(random, depth - 1), b = make(random, random() % 2 == 0 ? depth - 1 : 0);
    return "(" + replaced(replaced(forms[random() % forms.size()], "#a", a), "#b", b) + ")";
}

/// The values at one positive point, to 9 digits, or at a point of signs that are mixed.
std::string key(const Formula& formula, double x, double y) {
    const double value = evaluate(formula.graph, std::array{x, y}).front();
    return std::isfinite(value) ? fmt::format("{:.9g}", value + 0.0) : std::string();
}

} // namespace

TEST_CASE("of expressions that agree at some points, only those are proved equal that agree at all") {
    std::mt19937_64 random(test_seed());
    const ParseOptions options{.variables = {"x", "y"}};
    std::map<std::string, std::vector<Formula>> groups;
    for (int k = 0; k < 12'000; ++k) {
        Formula formula = parse(make(random, 1 + k % 3), options);
        const double sign = k % 4 == 0 ? -1 : 1; // some groups agree at points of mixed signs
        const std::string value = key(formula, 0.7310, sign * 0.4177);
        auto& group = groups[value + (sign < 0 ? "-" : "+")];
        if (!value.empty() && group.size() < 12) group.push_back(std::move(formula));
    }
    std::map<Verdict, std::size_t> counts;
    const std::array<std::vector<Interval>, 3> domains{{{}, {{0, 1}, {0, 1}}, {{-2, 0}, {}}}};
    for (const auto& [value, group] : groups)
        for (std::size_t i = 1; i < group.size(); ++i) {
            const std::vector<Interval>& domain = domains[random() % domains.size()];
            const Proof proof = prove_equal(group[i - 1], group[i], {.domain = domain});
            ++counts[proof.verdict];
            if (proof.verdict != Verdict::proved) continue;
            const std::vector<Interval> everywhere = domain.empty() ? std::vector<Interval>(2) : domain;
            CAPTURE(group[i - 1].text, group[i].text, to_text(proof), test_seed());
            CHECK_FALSE(identity_test::differ_somewhere(
                {{group[i - 1].exact, group[i - 1].numbers}, {group[i].exact, group[i].numbers}}, everywhere, random));
        }
    fmt::print("pairs that agree at a point: {} proved, {} refuted, {} unknown\n", counts[Verdict::proved],
               counts[Verdict::refuted], counts[Verdict::unknown]);
    CHECK(counts[Verdict::proved] > 100);
    CHECK(counts[Verdict::unknown] < counts[Verdict::proved]);
}
