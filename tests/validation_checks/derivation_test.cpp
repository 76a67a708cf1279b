#include <catch.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/validation/derivation.hpp>
#include <autodiff/validation/derivation_rules.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/prove_steps.hpp>

#include <string>
#include <vector>

namespace ad = autodiff;
using Catch::Matchers::ContainsSubstring;

namespace {

ad::Derivation derivation_of(const std::string& formula, std::size_t input = 0) {
    const ad::Formula parsed = ad::parse(formula);
    return ad::derive(parsed.graph, input, parsed.variables);
}

} // namespace

TEST_CASE("The derivation of the sigmoid reads like one by hand") {
    CHECK(to_text(derivation_of("1/(1+exp(-x))")) == R"(d/dx 1 / (1 + exp(-x))

(1) d/dx -x
    constant factor rule: (-u)' = -u'
    = -1

(2) d/dx exp(-x)
    chain rule: exp(u)' = exp(u) * u'
    = exp(-x) * -1
    = -exp(-x)

(3) d/dx 1 + exp(-x)
    sum rule: (c + u)' = u'
    = -exp(-x)

(4) d/dx 1 / (1 + exp(-x))
    reciprocal rule: (c / u)' = -(c * u') / square(u)
    = -(-exp(-x)) / square(1 + exp(-x))
    = exp(-x) / square(1 + exp(-x))

result: exp(-x) / square(1 + exp(-x)))");
}

TEST_CASE("Each step names its rule") {
    const auto last = [](const std::string& formula) { return derivation_of(formula).steps.back(); };
    CHECK(last("x*sin(x)").how.name == "product rule");
    CHECK(last("x*sin(x)").rule == "(u * v)' = u' * v + u * v'");
    CHECK(last("x*sin(x)").chain == "sin(x) + x * cos(x)");
    CHECK(last("sin(x)/x").how.name == "quotient rule");
    CHECK(last("sin(x)").how.name == "derivative of sin");
    CHECK(last("sin(x)").rule == "sin(x)' = cos(x)");
    CHECK(last("sin(2*x)").how.name == "chain rule");
    CHECK(last("3*x").how.name == "constant factor rule");
    CHECK(last("x^3").how.name == "power rule");
    CHECK(last("x^3").derivative == "3 * square(x)");
    CHECK(last("2^x").how.name == "exponential rule");
    CHECK(last("x^x").how.name == "general power rule");
}

TEST_CASE("Names of variables are used, and what does not depend on the variable is a constant") {
    const ad::Derivation derivation = derivation_of("rate*time + exp(rate)", 1);
    CHECK(derivation.variable == "time");
    REQUIRE(derivation.steps.size() == 2);
    CHECK(derivation.steps[0].rule == "(c * u)' = c * u'");
    CHECK(derivation.derivative == "rate");
    CHECK(derivation_of("y*y", 0).steps.size() == 1);
    const ad::Graph constant = ad::record([](const auto& x) { return 0 * x[0] + 2 * x[1]; }, 2);
    CHECK(ad::derive(ad::record([](const auto&) { return ad::Var(7); }, 1)).derivative == "0");
    CHECK_THROWS_AS(ad::derive(constant, 2), ad::GraphError);
    CHECK_THROWS_AS(ad::derive(constant, 0, std::vector<std::string>{"x"}), ad::ShapeError);
}

TEST_CASE("What is computed twice is differentiated once") {
    CHECK(derivation_of("exp(-x)/(1+exp(-x))").steps.size() == 4);
}

TEST_CASE("Every step of many derivations is proved") {
    for (const char* formula :
         {"1/(1+exp(-x))", "x*sin(x)*exp(x)", "sin(x)/x", "log(1+x^2)", "tanh(x)^3", "sqrt(1+sin(x)^2)", "x^x",
          "atan(x/(1+x))", "(x+1)^5/(x-1)", "exp(-x^2/2)", "log(x)/x^2", "cosh(sinh(x))"}) {
        INFO(formula);
        const ad::Derivation derivation = derivation_of(formula);
        std::size_t k = 0;
        for (const ad::StepProof& proof : ad::prove_steps(derivation)) {
            INFO(derivation.steps[k].expression << " : " << to_text(proof.derivative) << "; "
                                                << to_text(proof.simplification));
            CHECK(proof);
            ++k;
        }
        CHECK(ad::prove_equal(derivation.derivative_graph, ad::derivative(derivation.function_graph)));
    }
}

TEST_CASE("A step that is tampered with is not proved") {
    ad::Derivation derivation = derivation_of("x*sin(x)");
    derivation.steps[1].derivative_graph = ad::parse("sin(x) - x*cos(x)").graph;
    const auto proofs = ad::prove_steps(derivation);
    CHECK(proofs[0]);
    CHECK(proofs[1].derivative);
    CHECK(proofs[1].simplification.verdict == ad::Verdict::refuted);
}

TEST_CASE("The rules of the textbook are those of the catalogue") {
    for (const auto& rule : ad::derivation::textbook_rules()) {
        const auto arity = static_cast<std::size_t>(ad::arity(rule.operation));
        const ad::DerivationRule formula =
            ad::derivation::rule_of(rule.operation, std::span(rule.moving).first(arity), false, "x");
        INFO(formula.name << ": " << ad::to_text(formula.formula, formula.letters));
        // The formula's inputs are u, v, u', v'; the catalogue's derivative of the operation times u' and v'.
        ad::Graph expected = formula.formula;
        const ad::NodeId operation = expected.outputs()[0];
        std::vector<ad::NodeId> partials;
        {
            const ad::Graph jacobian = ad::jacobian([&] {
                ad::Graph alone = expected;
                alone.clear_outputs();
                alone.add_output(operation);
                return alone;
            }());
            expected = jacobian;
        }
        ad::Graph total = expected;
        total.clear_outputs();
        ad::Symbol sum(0.0);
        std::size_t slope = arity;
        for (std::size_t k = 0; k < arity; ++k) {
            if (!rule.moving[k]) continue;
            const ad::Symbol partial(total, expected.outputs()[k]);
            sum = sum + partial * ad::Symbol(total, total.inputs()[slope++]);
        }
        total.add_output(sum.node_in(total));
        ad::Graph claimed = formula.formula;
        claimed.clear_outputs();
        claimed.add_output(formula.formula.outputs()[1]);
        const ad::Proof proof = ad::prove_equal(total, claimed);
        INFO(to_text(proof));
        CHECK(proof);
    }
}

TEST_CASE("A derivation is written in LaTeX and in HTML") {
    const ad::Derivation derivation = derivation_of("x*sin(x)");
    const std::string latex = to_latex(derivation);
    CHECK_THAT(latex, ContainsSubstring("\\begin{aligned}\n\\frac{d}{dx} \\left("));
    CHECK_THAT(latex, ContainsSubstring("\\text{product rule: } \\left(u v\\right)' = u' v + u v'"));
    const std::string html = to_html(derivation);
    CHECK_THAT(html, ContainsSubstring("<section class=\"derivation\">"));
    CHECK_THAT(html, ContainsSubstring("product rule: <math"));
    CHECK_THAT(html, ContainsSubstring("</ol>"));
    for (const char* formula :
         {"1/(1+exp(-alpha))", "abs(x)+min(x,1)", "gelu(x)*erf(x)", "log_sum_exp(x,y,x*y)", "7"}) {
        INFO(formula);
        CHECK_NOTHROW(to_html(derivation_of(std::string(formula) + "+0*x")));
    }
}
