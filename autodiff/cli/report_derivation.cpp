#include <autodiff/cli/report_derivation.hpp>

#include <autodiff/validation/derivation.hpp>

namespace autodiff::cli {

namespace {

/// Longer derivations are no reading matter.
constexpr std::size_t most_operations = 120;
constexpr std::size_t most_steps = 40;

} // namespace

void write_derivation(Page& page, const Formula& function, std::size_t variable) {
    if (function.graph.size() > most_operations) return;
    const Derivation derivation = derive(function.graph, variable, function.variables);
    if (derivation.steps.empty() || derivation.steps.size() > most_steps) return;
    page.heading("The derivation, step by step");
    page.paragraph("One operation at a time, from the inside out; u and v stand for what moves, c for what does not.",
                   "soft");
    page.raw(to_html(derivation));
}

} // namespace autodiff::cli
