#include <benchmarks/report/markdown.hpp>

#include <benchmarks/report/figures.hpp>
#include <benchmarks/report/machine.hpp>
#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

namespace benchmarks {

namespace {

using Cell = std::function<std::string(const ProblemResults&, const Measurement&)>;

std::string table_head(const std::string& first, const std::vector<std::string>& columns) {
    std::string text = fmt::format("| {} | {} |\n|---|", first, fmt::join(columns, " | "));
    for (std::size_t i = 0; i < columns.size(); ++i) text += "--:|";
    return text + "\n";
}

/// A row a problem, a column a tool; tools without any figure are left out.
std::string problems_by_tools(const Results& results, const std::string& title, const Cell& cell) {
    std::vector<std::string> tools = all_tools(results);
    const auto figure = [&](const ProblemResults& problem, const std::string& tool) -> std::string {
        const Measurement* measurement = find_tool(problem, tool);
        return measurement == nullptr ? "-" : cell(problem, *measurement);
    };
    std::erase_if(tools, [&](const std::string& tool) {
        return std::all_of(results.problems.begin(), results.problems.end(),
                           [&](const ProblemResults& problem) { return figure(problem, tool) == "-"; });
    });
    if (tools.empty()) { return ""; }
    std::string text = fmt::format("\n{}\n\n{}", title, table_head("problem", tools));
    for (const ProblemResults& problem : results.problems) {
        text += fmt::format("| {} |", problem.name);
        for (const std::string& tool : tools) text += fmt::format(" {} |", figure(problem, tool));
        text += "\n";
    }
    return text;
}

std::string means(const Results& results) {
    std::string text = fmt::format("Geometric means over {}:\n\n", fmt::join(averaged_problems(), ", "));
    text += table_head("tool", {"problems", "÷ plain", "÷ by hand", "× best peer", "cold ÷ CoDiPack"});
    for (const ToolSummary& summary : summarise(results)) {
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", summary.tool, summary.problems,
                            ratio_text(summary.to_plain), ratio_text(summary.to_by_hand),
                            is_yardstick(summary.tool) ? "" : ratio_text(summary.peer_speed),
                            ratio_text(summary.to_cold_yardstick));
    }
    return text;
}

/// The time, in bold when it is the fastest of all but the yardsticks.
std::string warm_cell(const ProblemResults& problem, const Measurement& measurement) {
    const std::string time = time_text(warm_time(measurement));
    const auto competes = [](const Measurement& one) { return !is_yardstick(one.tool) && !is_value_only(one.tool); };
    if (!competes(measurement)) { return time; }
    const bool fastest = std::none_of(problem.tools.begin(), problem.tools.end(), [&](const Measurement& other) {
        return competes(other) && warm_time(other) < warm_time(measurement);
    });
    return fastest ? fmt::format("**{}**", time) : time;
}

std::string tape_cell(const ProblemResults&, const Measurement& measurement) {
    const auto bytes = bytes_per_statement(measurement);
    if (!bytes) { return "-"; }
    return fmt::format("{} × {} B", count_text(measurement.recording->statements), ratio_text(bytes));
}

} // namespace

std::string markdown(const Results& results) {
    std::string text = fmt::format("Measured on {}.\n\n", machine_line(results.machine)) + means(results);
    text += problems_by_tools(results, "Warm: one derivative, memory reused.", warm_cell);
    text += problems_by_tools(results, "Warm time over that of the derivative by hand.",
                              [](const ProblemResults& problem, const Measurement& measurement) {
                                  return ratio_text(ratios(problem, measurement).to_by_hand);
                              });
    text += problems_by_tools(
        results, "Cold: the first derivative of a new process.",
        [](const ProblemResults&, const Measurement& measurement) { return time_text(cold_time(measurement)); });
    text += problems_by_tools(results, "Recorded statements and bytes for each, adjoints included.", tape_cell);
    return text;
}

} // namespace benchmarks
