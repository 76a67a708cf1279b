#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/json.hpp>
#include <autodiff/cli/problem.hpp>
#include <autodiff/cli/steps.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/text.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Each step differentiates all that lies inside it: work grows with the square of the length.
constexpr std::size_t most_operations = 1000;
constexpr std::size_t most_nodes = 100;

/// A step in words: what is differentiated, and the result.
struct Line {
    std::string expression;
    std::string derivative;
};

std::vector<Line> lines(const Formula& f, const std::vector<Step>& steps) {
    std::vector<Line> all;
    for (const Step& step : steps)
        all.push_back({expression_text(f.graph, step.operation, most_nodes, f.variables),
                       expression_text(step.derivative, step.derivative.outputs().front(), most_nodes, f.variables)});
    return all;
}

/// The derivative of a function without steps: a variable or a constant.
Graph plain_derivative(const Formula& f, std::size_t variable) {
    Graph graph;
    for (std::size_t i = 0; i < f.variables.size(); ++i) graph.add_input();
    const bool itself = f.graph.outputs().front() == f.graph.inputs()[variable];
    graph.add_output(graph.add_constant(itself ? 1 : 0));
    return graph;
}

Json to_json(const Formula& f, const std::string& variable, const Graph& derivative, const std::vector<Line>& steps) {
    std::vector<Json> all;
    for (const Line& line : steps)
        all.push_back(Json::object({{"expression", line.expression}, {"derivative", line.derivative}}));
    return Json::object({{"function", f.text},
                         {"variable", variable},
                         {"derivative", to_text(derivative, f.variables)},
                         {"latex", to_latex(derivative, f.variables)},
                         {"steps", Json::array(all)}});
}

} // namespace

ExitStatus derive_command(const Options& options, Terminal& terminal) {
    const Problem problem =
        read_problem(std::span(&options.function, 1), options.lets, options.variable.empty() ? "x" : options.variable);
    const Formula& f = problem.formulas.front();
    const std::size_t variable = chosen_variable(problem.variables, options.variable);
    const std::string& name = problem.variables[variable];
    if (f.graph.size() > most_operations)
        throw Error(fmt::format("the function has {} operations, too many to write out {} steps; `autodiff emit "
                                "--derivative` writes the derivative at once.",
                                f.graph.size(), f.graph.size()));
    const std::vector<Step> steps = derivative_steps(f.graph, variable);
    const Graph derivative = steps.empty() ? plain_derivative(f, variable) : steps.back().derivative;
    const std::vector<Line> all = lines(f, steps);
    if (options.json) {
        terminal.out << to_json(f, name, derivative, all).text() << '\n';
        return ExitStatus::success;
    }
    terminal.out << in_tone(terminal, Tone::strong,
                            fmt::format("The derivative of {} with respect to {} is", f.text, name))
                 << "\n\n"
                 << in_tone(terminal, Tone::good, to_text(derivative, f.variables)) << "\n";
    if (!all.empty()) terminal.out << "\nStep by step, from the inside out:\n\n";
    for (std::size_t k = 0; k < all.size(); ++k)
        terminal.out << in_tone(terminal, Tone::quiet, fmt::format("{:3}  d/d{} ", k + 1, name))
                     << fmt::format("[{}]\n       = {}\n", all[k].expression, all[k].derivative);
    terminal.out << fmt::format("\nIn LaTeX:\n\n{}\n", to_latex(derivative, f.variables));
    return ExitStatus::success;
}

} // namespace autodiff::cli
