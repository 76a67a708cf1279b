// Thousands of random identities: both sides grow together by rules that are known to be true, and are then told apart
// by one change.
#include "statements.hpp"

#include "../seed.hpp"
#include "catch.hpp"
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>

#include <array>
#include <fmt/format.h>
#include <map>

using namespace autodiff;

namespace {

struct Pair {
    std::string left, right;
};

/// A true rule: what stands for #a and #b on the left stands for them on the right, but rewritten.
struct Rule {
    const char* left;
    const char* right;
};

// clang-format off
const std::vector<Rule> rules{
    {"#a+#b", "#b+#a"}, {"#a*#b", "#b*#a"}, {"#a-#b", "-(#b-#a)"}, {"#a/(1+#b^2)", "#a*(1/(1+#b^2))"},
    {"#a*(#b+3)", "#a*#b+3*#a"}, {"(#a+#b)^2", "#a^2+2*#a*#b+#b^2"}, {"(#a-#b)*(#a+#b)", "#a^2-#b^2"}, {"#a^3", "#a*#a*#a"},
    {"#a", "#a+#b-#b"}, {"#a", "#a*(1+#b^2)/(1+#b^2)"}, {"#a/exp(#b)", "#a*exp(-#b)"}, {"0.3*#a+0.7*#a", "#a"},
    {"exp(#a+#b)", "exp(#a)*exp(#b)"}, {"exp(#a)", "exp(#a/2)^2"}, {"exp(2*#a)", "1/exp(-#a)^2"}, {"exp(#a-1)", "exp(#a)/e"},
    {"expm1(#a)", "exp(#a)-1"}, {"2^#a", "exp(#a*log(2))"}, {"exp2(#a+1)", "2*exp2(#a)"},
    {"tanh(#a)", "2*sigmoid(2*#a)-1"}, {"sigmoid(#a)", "1/(1+exp(-#a))"}, {"sigmoid(#a)", "1-sigmoid(-#a)"},
    {"cosh(#a)", "(exp(#a)+exp(-#a))/2"}, {"sinh(2*#a)", "2*sinh(#a)*cosh(#a)"}, {"1/cosh(#a)^2", "1-tanh(#a)^2"},
    {"softplus(#a)", "#a+softplus(-#a)"}, {"softplus(#a)", "log(1+exp(#a))"}, {"log_sigmoid(#a)", "-log1p(exp(-#a))"},
    {"log(1+#a^2)", "log(2+2*#a^2)-log(2)"}, {"log((1+#a^2)*(2+#b^2))", "log(1+#a^2)+log(2+#b^2)"}, {"log(exp(#a))", "#a"},
    {"log((1+#a^2)^3)", "3*log(1+#a^2)"}, {"log2(1+#a^2)", "log(1+#a^2)/log(2)"}, {"log(1/(1+#a^2))", "-log1p(#a^2)"},
    {"logaddexp(#a,#b)", "#a+softplus(#b-#a)"}, {"asinh(#a)", "-asinh(-#a)"}, {"silu(#a)", "#a*sigmoid(#a)"},
    {"sqrt(1+#a^2)", "(1+#a^2)/sqrt(1+#a^2)"}, {"sqrt(x)*#a", "x*#a/sqrt(x)"}, {"sqrt(4+4*#a^2)", "2*sqrt(1+#a^2)"},
    {"(1+#a^2)^1.5", "(1+#a^2)*sqrt(1+#a^2)"}, {"x^0.25*#a", "sqrt(sqrt(x))*#a"}, {"x^#a*x^#b", "x^(#a+#b)"},
    {"sin(#a)", "2*sin(#a/2)*cos(#a/2)"}, {"cos(#a)", "1-2*sin(#a/2)^2"}, {"sin(#a+#b)", "sin(#a)*cos(#b)+cos(#a)*sin(#b)"},
    {"sin(#a)^2", "1-cos(#a)^2"}, {"cos(#a+pi)", "-cos(#a)"}, {"sin(#a)", "cos(#a-pi/2)"}, {"tan(atan(#a))", "#a"},
    {"erf(#a)", "-erf(-#a)"}, {"erfc(#a)", "1-erf(#a)"}, {"normal_cdf(#a)", "erfc(-#a/sqrt(2))/2"}, {"gelu(#a)", "#a*normal_cdf(#a)"},
    {"max(#a,#b)", "#a+relu(#b-#a)"}, {"abs(#a)", "relu(#a)+relu(-#a)"},
};
// clang-format on
constexpr std::size_t piecewise_rules = 2; // the last ones

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t i = text.find(what); i != std::string::npos; i = text.find(what, i + by.size()))
        text.replace(i, what.size(), by);
    return text;
}

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random(seed) {}

    std::mt19937_64 random;

    Pair make(int depth) {
        static constexpr std::array leaves{"x", "y", "2", "0.5", "(x/3)", "(y-1)", "(x*y)", "pi"};
        if (depth == 0) {
            const std::string leaf = leaves[random() % leaves.size()];
            return {leaf, leaf};
        }
        const Pair a = make(depth - 1), b = make(static_cast<int>(random() % static_cast<unsigned>(depth)));
        // few pieces: every abs and max doubles them
        const std::size_t count = rules.size() - (random() % 4 == 0 ? 0 : piecewise_rules);
        const Rule& rule = rules[random() % count];
        const auto filled = [](const char* form, const std::string& u, const std::string& v) {
            return "(" + replaced(replaced(form, "#a", u), "#b", v) + ")";
        };
        Pair result{filled(rule.left, a.left, b.left), filled(rule.right, a.right, b.right)};
        if (random() % 2 == 0) std::swap(result.left, result.right);
        return result;
    }
};

const std::vector<Interval> domain{{0.1, 2.5}, {-2, 2}};

identity_test::Statement statement_of(const Pair& pair) {
    const ParseOptions options{.variables = {"x", "y"}};
    return {parse(pair.left, options), parse(pair.right, options)};
}

} // namespace

TEST_CASE("random true identities are proved but for a few, and never refuted") {
    Generator generator(test_seed());
    std::map<int, std::map<Verdict, std::size_t>> counts;
    std::map<std::string, std::size_t> obstacles;
    for (int depth = 1; depth <= 3; ++depth)
        for (int k = 0; k < 700; ++k) {
            const Pair pair = generator.make(depth);
            const auto statement = statement_of(pair);
            const Proof proof = prove_equal(statement.left, statement.right, {.domain = domain});
            ++counts[depth][proof.verdict];
            CAPTURE(pair.left, pair.right, to_text(proof), test_seed());
            CHECK(proof.verdict != Verdict::refuted);
            if (proof.verdict == Verdict::unknown) ++obstacles[proof.obstacle.substr(proof.obstacle.rfind(": ") + 1)];
        }
    for (const auto& [depth, count] : counts)
        fmt::print("random identities of depth {}: {} proved, {} unknown\n", depth, count.at(Verdict::proved),
                   count.contains(Verdict::unknown) ? count.at(Verdict::unknown) : 0);
    for (const auto& [obstacle, count] : obstacles) fmt::print("  {} times: {}\n", count, obstacle);
    CHECK(counts[1][Verdict::unknown] * 100 <= 700);
    CHECK(counts[2][Verdict::unknown] * 20 <= 700);
    CHECK(counts[3][Verdict::unknown] * 8 <= 700);
}

TEST_CASE("random identities with one operation, number or operand changed are never proved unless still true") {
    Generator generator(test_seed() + 1);
    std::map<Verdict, std::size_t> counts;
    for (int k = 0; k < 2500; ++k) {
        const auto statement = statement_of(generator.make(1 + k % 3));
        const auto wrong = identity_test::near_misses(statement.right);
        if (wrong.empty()) continue;
        const Formula& changed = wrong[generator.random() % wrong.size()];
        const Proof proof = prove_equal(statement.left, changed, {.domain = domain});
        ++counts[proof.verdict];
        CAPTURE(statement.left.text, to_text(changed.exact), to_text(proof), test_seed());
        if (proof.verdict == Verdict::proved)
            CHECK_FALSE(identity_test::differ_somewhere(
                {{statement.left.exact, statement.left.numbers}, {changed.exact, changed.numbers}}, domain,
                generator.random));
    }
    fmt::print("random near misses: {} refuted, {} unknown, {} still true\n", counts[Verdict::refuted],
               counts[Verdict::unknown], counts[Verdict::proved]);
    CHECK(counts[Verdict::refuted] > 1500);
    CHECK(counts[Verdict::unknown] * 10 < counts[Verdict::refuted]);
}
