// A derivation as text, LaTeX and HTML.

#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>
#include <autodiff/notation/names.hpp>
#include <autodiff/validation/derivation.hpp>

#include <fmt/format.h>

namespace autodiff {

namespace {

std::string latex(const Graph& graph, std::span<const std::string> names, std::size_t output = 0) {
    return expression_latex(graph, graph.outputs()[output], 100, names);
}

/// d/dx, in LaTeX; with several variables the partial derivative.
std::string differential(const Derivation& derivation) {
    const char* d = derivation.function_graph.inputs().size() == 1 ? "d" : "\\partial ";
    return fmt::format("\\frac{{{}}}{{{}{}}}", d, d, writing::latex_name(derivation.variable));
}

std::string derivative_latex(const Derivation& derivation, const Graph& expression) {
    return fmt::format("{} \\left({}\\right)", differential(derivation), latex(expression, derivation.names));
}

/// \left(u v\right)' = u' v + u v'
std::string rule_latex(const DerivationRule& rule) {
    std::string formula = fmt::format("\\left({}\\right)' = {}", latex(rule.formula, rule.letters, 0),
                                      latex(rule.formula, rule.letters, 1));
    for (const std::string& letter : rule.letters) { // u' is a name of several letters, but not to be upright
        const std::string upright = fmt::format("\\mathrm{{{}}}", letter);
        if (!letter.ends_with('\'')) continue;
        for (std::size_t at = formula.find(upright); at != std::string::npos; at = formula.find(upright, at))
            formula.replace(at, upright.size(), letter);
    }
    return formula;
}

/// The rule's result and what it simplifies to; once where they are the same.
std::string results_latex(const Derivation& derivation, const DerivationStep& step, std::string_view equals) {
    const std::string chain = latex(step.chain_graph, derivation.names);
    const std::string simplified = latex(step.derivative_graph, derivation.names);
    return chain == simplified ? chain : fmt::format("{} {} {}", chain, equals, simplified);
}

} // namespace

std::string to_text(const Derivation& derivation) {
    std::string text = fmt::format("d/d{} {}\n", derivation.variable, derivation.function);
    for (std::size_t k = 0; k < derivation.steps.size(); ++k) {
        const DerivationStep& step = derivation.steps[k];
        text += fmt::format("\n({}) d/d{} {}\n", k + 1, derivation.variable, step.expression);
        text += fmt::format("    {}: {}\n", step.how.name, step.rule);
        if (step.chain != step.derivative) text += fmt::format("    = {}\n", step.chain);
        text += fmt::format("    = {}\n", step.derivative);
    }
    return text + fmt::format("\nresult: {}", derivation.derivative);
}

std::string to_latex(const Derivation& derivation) {
    std::string lines;
    for (const DerivationStep& step : derivation.steps) {
        lines +=
            fmt::format("{} &= {} && \\text{{{}: }} {} \\\\\n", derivative_latex(derivation, step.expression_graph),
                        results_latex(derivation, step, "="), step.how.name, rule_latex(step.how));
    }
    if (derivation.steps.empty())
        lines = fmt::format("{} &= {} \\\\\n", derivative_latex(derivation, derivation.function_graph),
                            latex(derivation.derivative_graph, derivation.names));
    lines.resize(lines.size() - std::string_view(" \\\\\n").size());
    return fmt::format("\\begin{{aligned}}\n{}\n\\end{{aligned}}", lines);
}

std::string to_html(const Derivation& derivation) {
    const auto line = [](const std::string& formula) { return latex_to_mathml(formula, MathDisplay::line); };
    std::string html = fmt::format("<section class=\"derivation\">\n<p class=\"function\">{}</p>\n<ol>\n",
                                   latex_to_mathml(derivative_latex(derivation, derivation.function_graph)));
    for (const DerivationStep& step : derivation.steps) {
        html += fmt::format("<li>\n<p class=\"rule\">{}: {}</p>\n", step.how.name, line(rule_latex(step.how)));
        html += fmt::format("<p class=\"step\">{}</p>\n</li>\n",
                            line(fmt::format("{} = {}", derivative_latex(derivation, step.expression_graph),
                                             results_latex(derivation, step, "="))));
    }
    return html +
           fmt::format("</ol>\n<p class=\"result\">{}</p>\n</section>\n",
                       latex_to_mathml(fmt::format("{} = {}", derivative_latex(derivation, derivation.function_graph),
                                                   latex(derivation.derivative_graph, derivation.names))));
}

} // namespace autodiff
