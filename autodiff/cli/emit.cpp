#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/problem.hpp>

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>
#include <autodiff/notation/source.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/fuse.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Of a comment: what the function computes from what.
std::string header(const Formula& f, bool derivative) {
    std::string arguments;
    for (std::size_t i = 0; i < f.variables.size(); ++i)
        arguments += fmt::format("{}x[{}] = {}", i == 0 ? "" : ", ", i, f.variables[i]);
    std::string results = fmt::format("y[0] = {}", f.text);
    for (std::size_t i = 0; derivative && i < f.variables.size(); ++i)
        results += fmt::format("\ny[{}] = d/d{} of it", i + 1, f.variables[i]);
    return fmt::format("Written by autodiff {}.\n{}\n{}", AUTODIFF_VERSION, arguments, results);
}

std::string source(const Formula& f, const Graph& graph, const Options& options) {
    SourceOptions how;
    how.function = options.name;
    how.header = header(f, options.derivative);
    return options.language == "c" ? to_c(graph, how) : to_cpp(graph, how);
}

} // namespace

ExitStatus emit_command(const Options& options, Terminal& terminal) {
    const Problem problem = read_problem(std::span(&options.function, 1), options.lets);
    const Formula& f = problem.formulas.front();
    const bool program = options.language == "c" || options.language == "c++";
    Graph graph = options.fuse ? fuse(f.graph) : f.graph;
    if (options.derivative) graph = value_and_gradient(graph);
    std::string text;
    if (program)
        text = source(f, graph, options);
    else if (options.language == "latex")
        text = to_latex(graph, problem.variables) + "\n";
    else if (options.language == "mathml")
        text = to_mathml(graph, problem.variables) + "\n";
    else
        text = to_text(graph, problem.variables) + "\n";
    if (options.output.empty())
        terminal.out << text;
    else
        write_file(options.output, text);
    return ExitStatus::success;
}

} // namespace autodiff::cli
