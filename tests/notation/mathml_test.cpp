#include "catch.hpp"
#include "notation/graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>

#include <string>
#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;
using graphs::of;

namespace {

/// Without <math>, and what is understood between factors as letters: * and @.
std::string inner(std::string text) {
    const auto replace = [&](const std::string& what, const std::string& with) {
        for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
            text.replace(at, what.size(), with);
    };
    replace("<mo>&#x2062;</mo>", "*");
    replace("<mo>&#x2061;</mo>", "@");
    replace(R"( fence="true" stretchy="true")", "~");
    replace(R"( fence="true" stretchy="false")", "");
    text.erase(0, text.find('>') + 1);
    return text.substr(0, text.rfind("</math>"));
}

std::string of_latex(const char* latex) { return inner(latex_to_mathml(latex)); }

/// Whether every tag is closed by its like, and none is crossed.
bool well_formed(const std::string& text) {
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; ++at) {
        const std::string name = text.substr(at + 1, text.find_first_of(" >", at) - at - 1);
        if (name.front() != '/') {
            open.push_back(name);
        } else {
            if (open.empty() || "/" + open.back() != name) return false;
            open.pop_back();
        }
    }
    return open.empty();
}

} // namespace

TEST_CASE("a graph becomes MathML: fractions, exponents, signs") {
    CHECK(
        to_mathml(graphs::sigmoid_by_hand()) ==
        R"(<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow><mfrac><mn>1</mn>)"
        R"(<mrow><mn>1</mn><mo>+</mo><msup><mi>e</mi><mrow><mo>−</mo><mi>x</mi></mrow></msup></mrow></mfrac></mrow></math>)");
}

TEST_CASE("what stands beside each other in MathML is a product or an application") {
    CHECK(of_latex("2 x") == "<mrow><mn>2</mn>*<mi>x</mi></mrow>");
    CHECK(of_latex(R"(x \left(y\right))") ==
          R"(<mrow><mi>x</mi>*<mrow><mo form="prefix">(</mo><mi>y</mi><mo form="postfix">)</mo></mrow></mrow>)");
    CHECK(of_latex(R"(\sigma\left(y\right))") ==
          R"(<mrow><mi>σ</mi>@<mrow><mo form="prefix">(</mo><mi>y</mi><mo form="postfix">)</mo></mrow></mrow>)");
    CHECK(of_latex(R"(\sin x \cos x)") == "<mrow><mi>sin</mi>@<mi>x</mi>*<mi>cos</mi>@<mi>x</mi></mrow>");
    CHECK(of_latex(R"(\log_2 x)") == "<mrow><msub><mi>log</mi><mn>2</mn></msub>@<mi>x</mi></mrow>");
    CHECK(of_latex(R"(a \cdot b)") == "<mrow><mi>a</mi><mo>⋅</mo><mi>b</mi></mrow>");
}

TEST_CASE("roots, indices and brackets in MathML are those of the LaTeX") {
    CHECK(of_latex(R"(\sqrt[3]{x})") == "<mrow><mroot><mi>x</mi><mn>3</mn></mroot></mrow>");
    CHECK(of_latex(R"(\sqrt{x+1})") == "<mrow><msqrt><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></msqrt></mrow>");
    CHECK(of_latex("x_{1}^{2}") == "<mrow><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></mrow>");
    CHECK(of_latex(R"(\mathrm{rate}_{2})") == "<mrow><msub><mi>rate</mi><mn>2</mn></msub></mrow>");
    CHECK(
        of_latex(R"(\operatorname{leaky\_relu}\left(a, b\right))") ==
        R"(<mrow><mi>leaky_relu</mi>@<mrow><mo form="prefix">(</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo form="postfix">)</mo></mrow></mrow>)");
    CHECK(of_latex("a < b") == "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>");
}

TEST_CASE("brackets in MathML stretch around what is higher than a line, and only there") {
    CHECK(of_latex(R"(\left(x\right))").find('~') == std::string::npos);
    CHECK(of_latex(R"(\left(e^{-x}\right)^2)").find('~') == std::string::npos);
    CHECK_THAT(of_latex(R"(\left(\frac{x}{2}\right))"), ContainsSubstring(R"(<mo form="prefix"~>(</mo>)"));
    CHECK_THAT(of_latex(R"(\left|\left(\frac{x}{2}\right)^2\right|)"),
               ContainsSubstring(R"(<mo form="prefix"~>|</mo>)"));
}

TEST_CASE("names of inputs reach the MathML: Greek letters, indices, words") {
    const Graph graph = of(3, [](const auto& x) { return x[0] * x[1] + x[2]; });
    const std::vector<std::string> names{"alpha", "x1", "rate"};
    CHECK(to_latex(graph, names) == R"(\alpha x_{1} + \mathrm{rate})");
    CHECK(inner(to_mathml(graph, names)) ==
          "<mrow><mi>α</mi>*<msub><mi>x</mi><mn>1</mn></msub><mo>+</mo><mi>rate</mi></mrow>");
    CHECK(inner(to_mathml(graph, std::vector<std::string>{"u'", "v", "w"})) ==
          "<mrow><msup><mi>u</mi><mo>′</mo></msup>*<mi>v</mi><mo>+</mo><mi>w</mi></mrow>");
    CHECK_THROWS_AS(to_mathml(graph, std::vector<std::string>{"x"}), ShapeError);
}

TEST_CASE("several outputs and what they share are a table in MathML") {
    const Graph graph = of(1, [](const auto& x) {
        const Symbol e = exp(x[0]);
        return e * e;
    });
    const std::string text = to_mathml(graph);
    CHECK(well_formed(text));
    CHECK_THAT(text, ContainsSubstring("<mtable") && ContainsSubstring("<mtext>where&#xA0;</mtext>"));
}

TEST_CASE("every operation of the catalogue is written in well-formed MathML") {
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        CAPTURE(notation(code).name);
        const std::string text = to_mathml(graphs::of_operation(code));
        CHECK(well_formed(text));
        CHECK(text.find('\\') == std::string::npos);
        CHECK(text.find('#') == text.find("#x"));
    }
}

TEST_CASE("LaTeX that is not understood is an error that says what") {
    CHECK_THROWS_WITH(latex_to_mathml(R"(\int x)"), ContainsSubstring(R"(\int)"));
    for (const char* broken : {"{x", "x}", R"(\left(x)", R"(x\right))", R"(\frac{1})", "^2", "x^", "a & b", R"(\text)",
                               R"(\begin{matrix})", R"(\begin{aligned}x)", R"(\left\foo x\right))", "\x01", "\\"}) {
        CAPTURE(broken);
        CHECK_THROWS_AS(latex_to_mathml(broken), Error);
    }
}

TEST_CASE("MathML of deep and of much-shared graphs stays within memory") {
    const std::string text = to_mathml(graphs::chain(100'000));
    CHECK(well_formed(text));
    CHECK(to_mathml(graphs::doubling(1000)).size() < 500'000);
    const Graph graph = graphs::sigmoid_by_hand();
    CHECK_THAT(expression_mathml(graph, graph.outputs()[0], 3), ContainsSubstring("<mi>…</mi>"));
}
