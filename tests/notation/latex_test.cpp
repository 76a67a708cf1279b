#include "catch.hpp"
#include "notation/graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/latex_template.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <string>

using namespace autodiff;
using graphs::of;
using graphs::of_many;

namespace {

template <class F>
std::string latex1(F f) {
    return to_latex(of(1, [&](const auto& x) { return f(x[0]); }));
}

template <class F>
std::string latex3(F f) {
    return to_latex(of(3, [&](const auto& x) { return f(x[0], x[1], x[2]); }));
}

std::string constant_latex(double value) {
    Graph graph;
    graph.add_output(graph.add_constant(value));
    return to_latex(graph);
}

bool balanced(const std::string& latex) {
    const auto count = [&](const std::string& part) {
        std::ptrdiff_t found = 0;
        for (std::size_t at = latex.find(part); at != std::string::npos; at = latex.find(part, at + 1)) ++found;
        return found;
    };
    return count("{") == count("}") && count("\\left") - count("\\leftarrow") == count("\\right");
}

} // namespace

TEST_CASE("a graph is written in LaTeX as a formula in a book") {
    CHECK(to_latex(graphs::sigmoid_by_hand()) == R"(\frac{1}{1 + e^{-x}})");
    CHECK(latex1([](auto x) { return sqrt(x + 1); }) == R"(\sqrt{x + 1})");
    CHECK(latex3([](auto a, auto b, auto c) { return a * (b + c); }) == R"(x_{0} \left(x_{1} + x_{2}\right))");
    CHECK(latex3([](auto a, auto b, auto c) { return (a + b) / (b * c); }) == R"(\frac{x_{0} + x_{1}}{x_{1} x_{2}})");
    CHECK(latex3([](auto a, auto b, auto c) { return a - (b - c); }) == R"(x_{0} - \left(x_{1} - x_{2}\right))");
    CHECK(latex3([](auto a, auto b, auto c) { return a - b + c; }) == R"(x_{0} - x_{1} + x_{2})");
    CHECK(latex3([](auto a, auto b, auto c) { return a * (b * c); }) == R"(x_{0} \left(x_{1} x_{2}\right))");
    CHECK(latex3([](auto a, auto b, auto c) { return a / b * c; }) == R"(\frac{x_{0}}{x_{1}} x_{2})");
}

TEST_CASE("the base of a power is bracketed in LaTeX unless it is a letter or a number") {
    CHECK(latex1([](auto x) { return square(x); }) == "x^2");
    CHECK(latex1([](auto x) { return square(-x); }) == R"(\left(-x\right)^2)");
    CHECK(latex1([](auto x) { return -square(x); }) == "-x^2");
    CHECK(latex1([](auto x) { return pow(x + 1, x - 1); }) == R"(\left(x + 1\right)^{x - 1})");
    CHECK(latex1([](auto x) { return pow(pow(x, 3), 2); }) == R"(\left(x^{3}\right)^{2})");
    CHECK(latex1([](auto x) { return square(sin(x)); }) == R"(\left(\sin\left(x\right)\right)^2)");
    CHECK(latex1([](auto x) { return square(abs(x)); }) == R"(\left|x\right|^2)");
    CHECK(latex1([](auto x) { return square(x / 3); }) == R"(\left(\frac{x}{3}\right)^2)");
    CHECK(latex1([](auto x) { return pow(2, x); }) == "2^{x}");
    CHECK(latex1([](auto x) { return pow(-2, x); }) == R"(\left(-2\right)^{x})");
    CHECK(latex1([](auto x) { return hypot(x, x + 1); }) == R"(\sqrt{x^2 + \left(x + 1\right)^2})");
}

TEST_CASE("a minus sign stands first in LaTeX or in brackets") {
    CHECK(latex3([](auto a, auto b, auto c) { return -a * b + c; }) == "-x_{0} x_{1} + x_{2}");
    CHECK(latex3([](auto a, auto b, auto c) { return c + -a * b; }) == R"(x_{2} + \left(-x_{0}\right) x_{1})");
    CHECK(latex3([](auto a, auto b, auto) { return a * -b; }) == R"(x_{0} \left(-x_{1}\right))");
    CHECK(latex3([](auto a, auto b, auto) { return a - -b; }) == R"(x_{0} - \left(-x_{1}\right))");
    CHECK(latex3([](auto a, auto b, auto) { return -(a + b); }) == R"(-\left(x_{0} + x_{1}\right))");
    CHECK(latex3([](auto a, auto b, auto) { return a * exp(-b * 2); }) == R"(x_{0} e^{-x_{1} \cdot 2})");
    CHECK(latex1([](auto x) { return -(-x); }) == R"(-\left(-x\right))");
    CHECK(latex1([](auto x) { return -2 * x; }) == "-2 x");
    CHECK(latex1([](auto x) { return x - -2.5; }) == R"(x - \left(-2.5\right))");
}

TEST_CASE("numbers that stand beside each other in LaTeX get a dot between them") {
    CHECK(latex1([](auto x) { return x * 2; }) == R"(x \cdot 2)");
    CHECK(latex1([](auto x) { return 2 * x; }) == "2 x");
    CHECK(latex1([](auto x) { return 3 * pow(2, x); }) == R"(3 \cdot 2^{x})");
    CHECK(latex1([](auto x) { return 3 * exp(x); }) == "3 e^{x}");
}

TEST_CASE("numbers are written in LaTeX as in print") {
    CHECK(constant_latex(0.25) == "0.25");
    CHECK(constant_latex(1e22) == "10^{22}");
    CHECK(constant_latex(-1e-7) == "-10^{-7}");
    CHECK(constant_latex(1.5e300) == R"(1.5 \times 10^{300})");
    CHECK(constant_latex(std::numeric_limits<double>::infinity()) == R"(\infty)");
    CHECK(constant_latex(-std::numeric_limits<double>::infinity()) == R"(-\infty)");
    CHECK(constant_latex(std::numeric_limits<double>::quiet_NaN()) == R"(\mathrm{NaN})");
    CHECK(latex1([](auto x) { return pow(1.5e300, x); }) == R"(\left(1.5 \times 10^{300}\right)^{x})");
    CHECK(latex1([](auto x) { return pow(1e22, x); }) == R"(\left(10^{22}\right)^{x})");
    CHECK(latex1([](auto x) { return x / 1.5e300; }) == R"(\frac{x}{1.5 \times 10^{300}})");
}

TEST_CASE("several outputs are aligned in LaTeX, with what they share and what they presume below") {
    CHECK(to_latex(of_many(2, [](const auto& x) {
              return std::vector<Symbol>{x[0] + x[1], x[0] * x[1]};
          })) == "\\begin{aligned}\ny_{0} &= x_{0} + x_{1} \\\\\ny_{1} &= x_{0} x_{1}\n\\end{aligned}");
    CHECK(to_latex(of(1,
                      [](const auto& x) {
                          const Symbol e = exp(-x[0]);
                          const Symbol s = sin(e);
                          return e + s * s;
                      })) == "\\begin{aligned}\ny &= t_{1} + t_{2} t_{2} \\\\\n\\text{where } t_{1} &= e^{-x} \\\\\n"
                             "t_{2} &= \\sin\\left(t_{1}\\right)\n\\end{aligned}");

    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId zero = graph.add_constant(0);
    graph.add_guard(graph.add<ops::Less>({zero, x}), true);
    graph.add_guard(graph.add<ops::Equal>({x, zero}), false);
    graph.add_output(graph.add<ops::Log>({x}));
    CHECK(to_latex(graph) == "\\begin{aligned}\ny &= \\ln\\left(x\\right) \\\\\n\\text{provided } & 0 < x \\\\\n"
                             "\\text{provided not } & x = 0\n\\end{aligned}");
}

TEST_CASE("every operation of the catalogue is written in LaTeX, balanced, and no two alike") {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const Graph graph = graphs::of_operation(code);
        const std::string latex = to_latex(graph);
        CAPTURE(latex, notation(code).name);
        CHECK(seen.insert(latex).second);
        CHECK(balanced(latex));
        CHECK(latex.find('#') == std::string::npos);
        for (std::size_t k = 0; graph.inputs().size() > 1 && k < graph.inputs().size(); ++k)
            CHECK(latex.find("x_{" + std::to_string(k) + "}") != std::string::npos);
    }
    CHECK(seen.size() == ops::Catalogue::size);
    CHECK(to_latex(graphs::of_operation(ops::opcode<ops::LeakyRelu>)) ==
          R"(\operatorname{leaky\_relu}\left(x_{0}, x_{1}\right))");
    CHECK(to_latex(graphs::of_operation(ops::opcode<ops::Sum>)) ==
          R"(\operatorname{sum}\left(x_{0}, x_{1}, x_{2}, x_{3}\right))");
    CHECK(to_latex(graphs::of_operation(ops::opcode<ops::LessEqual>)) == R"(x_{0} \le x_{1})");
}

TEST_CASE("a template tells from an argument's surroundings when brackets are due") {
    using writing::LatexLevel;
    using writing::LatexTemplate;
    const auto least = [](const char* text) {
        std::vector<int> result;
        for (const auto& part : LatexTemplate(text).parts)
            if (part.argument != LatexTemplate::no_argument) result.push_back(part.least);
        return result;
    };
    const int inside = LatexLevel::anything;
    const int factor = LatexLevel::product + 1;
    CHECK(least(R"(\frac{#1}{#2})") == std::vector{inside, inside});
    CHECK(least(R"(\left\lfloor #1 \right\rfloor)") == std::vector{inside});
    CHECK(least(R"(\max\left(0, #1\right))") == std::vector{inside});
    CHECK(least("#1 - #2") == std::vector{LatexLevel::sum, LatexLevel::sum + 1});
    CHECK(least(R"(#1 \cdot #2)") == std::vector{LatexLevel::product, factor});
    CHECK(least(R"(\Delta #1)") == std::vector{factor});
    CHECK(least(R"(\sin\left(#1\right)^{2})") == std::vector{inside});
    CHECK(least(R"(\begin{cases}#2 & \text{if } #1 \\ #3 & \text{otherwise}\end{cases})") ==
          std::vector{inside, inside, inside});
    CHECK(LatexTemplate(R"(\frac{#1}{#2})").level == LatexLevel::power);
    CHECK(LatexTemplate(R"(\left|#1\right|)").level == LatexLevel::atom);
    CHECK(LatexTemplate(R"(\left(#1\right) \left(#2\right))").level == LatexLevel::product);
    CHECK(LatexTemplate(R"(\sqrt{#1} + 1)").level == LatexLevel::sum);
    CHECK(LatexTemplate(R"(#1 \le #2)").level == LatexLevel::relation);
    CHECK(LatexTemplate("-#1").signed_);
}

TEST_CASE("LaTeX of deep and of much-shared graphs stays within memory and its limit") {
    const std::string latex = to_latex(graphs::chain(100'000));
    CHECK(latex.size() == 100'000 * std::string(R"(\sin\left(\right))").size() + 1);
    CHECK(to_latex(graphs::doubling(1000)).size() < 50'000);
    const Graph graph = graphs::sigmoid_by_hand();
    CHECK(expression_latex(graph, graph.outputs()[0], 3) == R"(\frac{1}{\ldots + \ldots})");
    CHECK(expression_latex(graphs::chain(3), NodeId{2}) == R"(\sin\left(\sin\left(x\right)\right))");
    CHECK_THROWS_AS(expression_latex(graph, NodeId{99}), GraphError);
}
