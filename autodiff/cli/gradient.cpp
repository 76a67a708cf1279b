#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/json.hpp>
#include <autodiff/cli/problem.hpp>

#include <autodiff/notation/layout.hpp>
#include <autodiff/notation/point_numbers.hpp>
#include <autodiff/notation/svg.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff::cli {

namespace {

constexpr std::size_t most_rows = 60;

struct Row {
    std::string operation;
    std::string value;
    std::string adjoint;
    std::string edges;
};

/// One line a node: what it is, its value, its adjoint, and the partials on the edges from its arguments.
std::vector<Row> rows(const Graph& graph, const writing::PointNumbers& numbers, std::span<const std::string> names) {
    const writing::Layout layout(graph);
    const auto called = [&](NodeId node) { return expression_text(graph, node, 12, names); };
    std::vector<Row> all{{"operation", "value", "adjoint", "partials on its edges"}};
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_constant() || (!layout.live(id) && !node.is_input())) continue;
        Row row{called(id), fmt::format("{:.6g}", numbers.value(id)), fmt::format("{:.6g}", numbers.adjoint(id)), ""};
        if (node.is_operation()) {
            const std::vector<double> partials = numbers.partials(id);
            for (std::size_t k = 0; k < partials.size(); ++k) {
                const NodeId argument = graph.arguments(id)[k];
                if (graph.node(argument).is_constant()) continue;
                row.edges +=
                    fmt::format("{}{:.6g} from {}", row.edges.empty() ? "" : ", ", partials[k], called(argument));
            }
        }
        all.push_back(std::move(row));
    }
    return all;
}

void print_graph(const Graph& graph, const writing::PointNumbers& numbers, std::span<const std::string> names,
                 Terminal& terminal) {
    const std::vector<Row> all = rows(graph, numbers, names);
    const std::size_t shown = std::min(all.size(), most_rows);
    std::array<std::size_t, 3> widths{};
    for (const Row& row : std::span(all).first(shown)) {
        widths[0] = std::max(widths[0], row.operation.size());
        widths[1] = std::max(widths[1], row.value.size());
        widths[2] = std::max(widths[2], row.adjoint.size());
    }
    for (std::size_t i = 0; i < shown; ++i) {
        std::string line = fmt::format("  {:{}}  {:>{}}  {:>{}}  {}", all[i].operation, widths[0], all[i].value,
                                       widths[1], all[i].adjoint, widths[2], all[i].edges);
        line.erase(line.find_last_not_of(' ') + 1);
        terminal.out << (i == 0 ? in_tone(terminal, Tone::quiet, line) : line) << '\n';
    }
    if (shown < all.size())
        terminal.out << fmt::format("  ... and {} more; --svg draws them all\n", all.size() - shown);
}

} // namespace

ExitStatus gradient_command(const Options& options, Terminal& terminal) {
    const Problem problem = read_problem(std::span(&options.function, 1), options.lets);
    const Formula& f = problem.formulas.front();
    const std::vector<double> point = read_point(options.point, problem.variables);
    const writing::PointNumbers numbers(f.graph, point);
    const double value = numbers.value(f.graph.outputs().front());
    if (!options.svg.empty())
        write_svg(f.graph, options.svg, {.point = point, .adjoints = true, .names = problem.variables});

    std::vector<std::pair<std::string, Json>> at;
    std::vector<std::pair<std::string, Json>> partials;
    std::string lines;
    std::size_t widest = 5;
    for (const std::string& name : problem.variables) widest = std::max(widest, name.size() + 3);
    for (std::size_t i = 0; i < point.size(); ++i) {
        const double partial = numbers.adjoint(f.graph.inputs()[i]);
        at.emplace_back(problem.variables[i], point[i]);
        partials.emplace_back(problem.variables[i], partial);
        lines += fmt::format("  {:{}} {:24}\n", "d/d" + problem.variables[i], widest, partial);
    }
    if (options.json) {
        terminal.out << Json::object({{"function", f.text},
                                      {"point", Json::object(at)},
                                      {"value", value},
                                      {"gradient", Json::object(partials)}})
                            .text()
                     << '\n';
        return ExitStatus::success;
    }
    terminal.out << in_tone(terminal, Tone::strong,
                            fmt::format("{} at {}", f.text, point_text(problem.variables, point)))
                 << fmt::format("\n\n  {:{}} {:24}\n{}\n", "value", widest, value, lines);
    print_graph(f.graph, numbers, problem.variables, terminal);
    return ExitStatus::success;
}

} // namespace autodiff::cli
