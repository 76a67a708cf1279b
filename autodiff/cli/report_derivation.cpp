#include <autodiff/cli/report_derivation.hpp>

#include <autodiff/cli/steps.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>
#include <autodiff/notation/names.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Longer derivations are no reading matter.
constexpr std::size_t most_steps = 40;
constexpr std::size_t most_nodes = 60;

std::string output_latex(const Graph& graph, const std::vector<std::string>& names) {
    return expression_latex(graph, graph.outputs().front(), most_nodes, names);
}

} // namespace

void write_derivation(Page& page, const Formula& function, std::size_t variable) {
    if (function.graph.size() > 3 * most_steps) return;
    const std::vector<Step> steps = derivative_steps(function.graph, variable);
    if (steps.empty() || steps.size() > most_steps) return;
    page.heading("The derivation, step by step");
    page.paragraph("The chain rule, one operation at a time, from the inside out.", "soft");
    page.raw("<ol class=\"steps\">\n");
    const std::string by = writing::latex_name(function.variables[variable]);
    for (const Step& step : steps) {
        page.raw("<li>");
        page.formula(latex_to_mathml(
            fmt::format("\\frac{{\\mathrm{{d}}}}{{\\mathrm{{d}} {}}} \\, \\left[{}\\right] = {}", by,
                        expression_latex(function.graph, step.operation, most_nodes, function.variables),
                        output_latex(step.derivative, function.variables))));
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
}

} // namespace autodiff::cli
