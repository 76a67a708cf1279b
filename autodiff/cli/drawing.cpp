#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/problem.hpp>

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/notation/svg.hpp>

namespace autodiff::cli {

ExitStatus graph_command(const Options& options, Terminal& terminal) {
    const Problem problem = read_problem(std::span(&options.function, 1), options.lets);
    const Graph& function = problem.formulas.front().graph;
    const Graph graph = options.derivative ? gradient(function) : function;
    std::vector<double> point;
    if (!options.point.empty()) point = read_point(options.point, problem.variables);
    const DotOptions how{.point = point, .adjoints = true, .names = problem.variables};
    if (!options.svg.empty()) write_svg(graph, options.svg, how);
    if (!options.output.empty()) write_file(options.output, to_dot(graph, how));
    if (options.svg.empty() && options.output.empty()) terminal.out << to_dot(graph, how);
    return ExitStatus::success;
}

} // namespace autodiff::cli
