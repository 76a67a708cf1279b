#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/json.hpp>
#include <autodiff/cli/problem.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/validation/derivation.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Each step differentiates all that lies inside it: work grows with the square of the length.
constexpr std::size_t most_operations = 1000;

/// One formula while it is short, with its common parts named when it is long.
std::string latex(const Graph& derivative, const std::vector<std::string>& names) {
    const std::string whole = expression_latex(derivative, derivative.outputs().front(), 100, names);
    return whole.find("\\ldots") == std::string::npos ? whole : to_latex(derivative, names);
}

Json to_json(const Formula& f, const Derivation& derivation) {
    std::vector<Json> steps;
    for (const DerivationStep& step : derivation.steps)
        steps.push_back(Json::object({{"expression", step.expression},
                                      {"rule_name", step.how.name},
                                      {"rule", step.rule},
                                      {"chain", step.chain},
                                      {"derivative", step.derivative}}));
    return Json::object({{"function", f.text},
                         {"variable", derivation.variable},
                         {"derivative", derivation.derivative},
                         {"latex", latex(derivation.derivative_graph, f.variables)},
                         {"steps", Json::array(steps)}});
}

void print(const Formula& f, const Derivation& derivation, Terminal& terminal) {
    terminal.out << in_tone(terminal, Tone::strong,
                            fmt::format("The derivative of {} with respect to {} is", f.text, derivation.variable))
                 << fmt::format("\n\n  {}\n", in_tone(terminal, Tone::good, derivation.derivative));
    if (!derivation.steps.empty()) terminal.out << "\nStep by step, from the inside out:\n";
    for (std::size_t k = 0; k < derivation.steps.size(); ++k) {
        const DerivationStep& step = derivation.steps[k];
        terminal.out << fmt::format("\n  {}. d/d{} {}\n", k + 1, derivation.variable, step.expression)
                     << in_tone(terminal, Tone::quiet, fmt::format("     {}: {}", step.how.name, step.rule)) << '\n';
        if (step.chain != step.derivative) terminal.out << fmt::format("     = {}\n", step.chain);
        terminal.out << fmt::format("     = {}\n", step.derivative);
    }
    terminal.out << fmt::format("\nIn LaTeX:\n\n  {}\n", latex(derivation.derivative_graph, f.variables));
}

} // namespace

ExitStatus derive_command(const Options& options, Terminal& terminal) {
    const Problem problem =
        read_problem(std::span(&options.function, 1), options.lets, options.variable.empty() ? "x" : options.variable);
    const Formula& f = problem.formulas.front();
    const std::size_t variable = chosen_variable(problem.variables, options.variable);
    if (f.graph.size() > most_operations)
        throw Error(fmt::format("the function has {} operations, too many to write out step by step; `autodiff emit "
                                "--derivative` writes the derivative at once.",
                                f.graph.size()));
    const Derivation derivation = derive(f.graph, variable, f.variables);
    if (options.json)
        terminal.out << to_json(f, derivation).text() << '\n';
    else
        print(f, derivation, terminal);
    return ExitStatus::success;
}

} // namespace autodiff::cli
