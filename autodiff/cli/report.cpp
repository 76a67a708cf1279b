#include <autodiff/cli/report.hpp>

#include <autodiff/cli/edge_cases.hpp>
#include <autodiff/cli/page.hpp>
#include <autodiff/cli/report_derivation.hpp>
#include <autodiff/cli/report_plots.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>
#include <autodiff/notation/names.hpp>
#include <autodiff/notation/svg.hpp>
#include <autodiff/notation/text.hpp>

#include <cmath>
#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Larger formulas are written with dots in their middle, larger graphs not drawn.
constexpr std::size_t most_nodes = 120;

std::string latex_of(const Formula& f) {
    return expression_latex(f.graph, f.graph.outputs().front(), most_nodes, f.variables);
}

std::string capitalised(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

/// Text in HTML, with the signs of a printed book.
std::string printed(std::string_view text) {
    std::string html = words_html(text);
    const auto replace = [&](std::string_view what, std::string_view with) {
        for (std::size_t at = 0; (at = html.find(what, at)) != std::string::npos; at += with.size())
            html.replace(at, what.size(), with);
    };
    replace("&lt;=", "≤");
    replace("&gt;=", "≥");
    replace("!=", "≠");
    return html;
}

void write_verdict(Page& page, const Assessment& assessment) {
    const Sentences words = sentences(assessment);
    if (assessment.proof) {
        page.raw("<h1>Is this derivative right?</h1>\n");
        const std::string by = writing::latex_name(assessment.variable_name());
        page.raw("<div class=\"claim\">");
        page.formula(
            latex_to_mathml(fmt::format("\\frac{{\\mathrm{{d}}}}{{\\mathrm{{d}} {}}} \\, \\left[{}\\right] = {}", by,
                                        latex_of(assessment.function()), latex_of(assessment.formula()))));
    } else {
        page.raw("<h1>How accurate is this formula?</h1>\n<div class=\"claim\">");
        page.formula(latex_to_mathml(latex_of(assessment.formula())));
    }
    page.raw("</div>\n");
    const char* const tone = words.tone == Tone::good ? "proved" : words.tone == Tone::bad ? "refuted" : "unknown";
    page.raw(fmt::format("<div class=\"verdict {}\">\n", tone));
    page.paragraph(fmt::format("<b>{}.</b> {}", words_html(words.word),
                               printed(words.tone == Tone::doubtful ? capitalised(words.claim) : words.claim)));
    for (const std::string* sentence : {&words.evidence, &words.accuracy, &words.advice})
        if (!sentence->empty()) page.paragraph(printed(*sentence));
    page.raw("</div>\n");
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : facts(assessment)) rows.push_back({words_html(name), printed(value)});
    page.table({}, rows, "facts");
}

void write_plots(Page& page, const Assessment& assessment, const Slice& slice) {
    const std::string fixed = fixed_text(assessment, slice);
    const std::string where = fixed.empty() ? "" : fmt::format("Along a line through the domain: {}.", fixed);
    page.heading(assessment.proof ? "The function and its derivative" : "The function");
    if (assessment.proof) page.figure(function_plot(assessment, slice), where);
    page.figure(formula_plot(assessment, slice), where);
}

void write_suggestion(Page& page, const Assessment& assessment) {
    const Suggestion& better = *assessment.suggestion;
    page.raw("<h3>A better formula</h3>\n");
    page.formula(to_mathml(better.formula, assessment.problem.variables));
    const auto row = [&](const char* name, const AccuracyMap& map) {
        return std::vector<std::string>{name, words_html(ulp_text(map.worst.ulp)), words_html(ulp_text(map.median_ulp)),
                                        words_html(point_text(assessment.problem.variables, map.worst.x))};
    };
    page.table({"", "worst ulp", "median ulp", "worst at"}, {row("before", better.before), row("after", better.after)});
    page.paragraph(words_html(fmt::format("By the identities: {}.", better.rule)), "soft");
}

void write_accuracy(Page& page, const Assessment& assessment, const Slice& slice) {
    page.heading("Accuracy in floating point");
    if (!assessment.accuracy || assessment.accuracy->samples.empty()) {
        page.paragraph(words_html(assessment.not_measured.empty() ? "Not measured: the formula is not the derivative."
                                                                  : assessment.not_measured));
        return;
    }
    page.paragraph(
        "An ulp, a unit in the last place, is the distance between neighbouring floating-point numbers. Half "
        "an ulp is the best that rounding can do, a few are good; 10<sup>15</sup> of them mean that no digit "
        "is right. The truth is enclosed rigorously in interval arithmetic.",
        "soft");
    page.figure(error_plot(assessment, slice),
                assessment.problem.variables.size() > 1
                    ? fmt::format("All points measured, seen from the side of {}.", assessment.variable_name())
                    : std::string());
    if (assessment.suggestion) write_suggestion(page, assessment);
}

void write_edges(Page& page, const Assessment& assessment, const Slice& slice) {
    page.heading("At the edges");
    const std::string fixed = fixed_text(assessment, slice);
    page.paragraph(words_html("Ends, zero, kinks, tiny and huge numbers: where formulas like to fail." +
                              (fixed.empty() ? "" : fmt::format(" Here {}.", fixed))),
                   "soft");
    const double bound = assessment.bound_ulp();
    const bool has_worst = assessment.accuracy && assessment.accuracy->worst.ulp > 0 && fixed.empty();
    const double worst = has_worst ? assessment.accuracy->worst.x[slice.variable()] : std::nan("");
    std::vector<std::vector<std::string>> rows;
    for (const EdgeCase& edge : edge_cases(assessment, slice, worst)) {
        const bool undefined = std::isnan(edge.ulp);
        const std::string ulp = undefined                         ? "–"
                                : std::isinf(edge.ulp)            ? "∞"
                                : edge.ulp > 0 && edge.ulp < 0.01 ? "&lt;0.01"
                                                                  : pretty_number(edge.ulp, 2);
        std::vector<std::string> row{fmt::format("{:.6g}<small>{}</small>", edge.x, words_html(edge.what))};
        if (assessment.proof) row.push_back(words_html(fmt::format("{:.6g}", edge.function)));
        row.push_back(words_html(fmt::format("{:.6g}", edge.formula)));
        row.push_back(words_html(edge.truth));
        row.push_back(edge.ulp > bound ? fmt::format("<span class=\"bad\">{}</span>", ulp) : ulp);
        rows.push_back(std::move(row));
    }
    const std::string name = words_html(assessment.variable_name());
    if (assessment.proof)
        page.table({name, "function", "formula", "true derivative", "ulp"}, rows, "edges");
    else
        page.table({name, "computed", "truth", "ulp"}, rows, "edges");
}

void write_graph(Page& page, const Assessment& assessment, const Slice& slice) {
    const Graph& graph = assessment.function().graph;
    if (graph.size() > most_nodes || !graphviz_available()) return;
    page.heading("The function's expression graph");
    // Where the function has a value; the typical point need not be one, but its drawing says so.
    std::string svg = to_svg(graph, {.point = slice.point(), .adjoints = true, .names = assessment.problem.variables});
    svg.erase(0, svg.find("<svg"));
    page.drawing(svg, fmt::format("At {}: every operation with its value and its adjoint, the derivative of the result "
                                  "with respect to it; on the edges the partial derivatives that the chain rule "
                                  "multiplies.",
                                  point_text(assessment.problem.variables, slice.point())));
}

} // namespace

std::string report(const Assessment& assessment) {
    Page page(assessment.proof
                  ? fmt::format("{}: the derivative of {}", sentences(assessment).word, assessment.function().text)
                  : fmt::format("Accuracy of {}", assessment.function().text));
    const Slice slice(assessment.domain.intervals, typical_point(assessment.domain.intervals), assessment.variable);
    write_verdict(page, assessment);
    write_plots(page, assessment, slice);
    write_accuracy(page, assessment, slice);
    write_edges(page, assessment, slice);
    if (assessment.proof) write_derivation(page, assessment.function(), assessment.variable);
    write_graph(page, assessment, slice);
    page.raw(
        fmt::format("<footer>Written by autodiff {}. Proofs compare the formulas in finite fields at random points; "
                    "refutations and the truth are computed in interval arithmetic.</footer>\n",
                    AUTODIFF_VERSION));
    return page.html();
}

} // namespace autodiff::cli
