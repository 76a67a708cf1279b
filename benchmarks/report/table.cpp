#include <benchmarks/report/table.hpp>

#include <benchmarks/report/figures.hpp>
#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace benchmarks {

namespace {

constexpr std::size_t shortest_bar = 4;

std::size_t name_width(const std::vector<std::string>& names) {
    std::size_t width = 4;
    for (const std::string& name : names) width = std::max(width, name.size());
    return width;
}

/// A name and right-aligned columns, each as wide as the widest figure and its heading.
template <std::size_t N>
std::string row(std::size_t width, const std::string& name, const std::array<std::string, N>& columns,
                const std::array<int, N>& widths) {
    std::string text = fmt::format("{:<{}}", name, width);
    for (std::size_t i = 0; i < N; ++i) text += fmt::format(" {:>{}}", columns[i], widths[i]);
    return text;
}

constexpr std::array<int, 7> problem_widths{7, 6, 6, 6, 7, 6, 6};

std::string problem_row(std::size_t width, const std::string& name, const std::array<std::string, 7>& columns) {
    return row(width, name, columns, problem_widths);
}

std::vector<const Measurement*> fastest_first(const ProblemResults& problem) {
    std::vector<const Measurement*> order;
    for (const Measurement& measurement : problem.tools) order.push_back(&measurement);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return warm_time(*a) < warm_time(*b); });
    return order;
}

std::array<std::string, 7> figures_of(const ProblemResults& problem, const Measurement& measurement) {
    const Ratios to = ratios(problem, measurement);
    std::optional<std::size_t> statements;
    if (measurement.recording) { statements = measurement.recording->statements; }
    return {time_text(warm_time(measurement)),
            ratio_text(to.to_plain),
            ratio_text(to.to_by_hand),
            is_yardstick(measurement.tool) || is_value_only(measurement.tool) ? "" : ratio_text(to.peer_speed),
            time_text(cold_time(measurement)),
            count_text(statements),
            ratio_text(bytes_per_statement(measurement))};
}

} // namespace

std::string problem_table(const ProblemResults& problem, std::size_t columns) {
    std::vector<std::string> names;
    for (const Measurement& measurement : problem.tools) names.push_back(measurement.tool);
    const std::size_t width = name_width(names);
    const std::string heading = problem_row(width, "", {"warm", "÷plain", "÷hand", "×peer", "cold", "stmts", "B/stmt"});
    std::string text = fmt::format("{}: {}\n{}\n", problem.name, problem.description, heading);

    const auto order = fastest_first(problem);
    if (order.empty()) { return text; }
    const std::size_t used = width + 1 + 7 + 6 + 6 + 6 + 7 + 6 + 6 + 7;
    const std::size_t room = columns > used + shortest_bar ? columns - used : 0;
    const double slowest = warm_time(*order.back());
    for (const Measurement* measurement : order) {
        const std::string line = problem_row(width, measurement->tool, figures_of(problem, *measurement));
        text += fmt::format("{} {}\n", line, bar(warm_time(*measurement) / slowest, room));
    }
    return text;
}

std::string summary_table(const Results& results) {
    std::vector<std::string> missing = averaged_problems();
    std::erase_if(missing, [&](const std::string& name) {
        return std::any_of(results.problems.begin(), results.problems.end(),
                           [&](const ProblemResults& problem) { return problem.name == name; });
    });
    std::string text = fmt::format("Geometric means over {}", fmt::join(averaged_problems(), ", "));
    if (!missing.empty()) { text += fmt::format("\n(not measured: {})", fmt::join(missing, ", ")); }

    const std::size_t width = name_width(all_tools(results));
    const std::array<int, 5> widths{8, 6, 6, 6, 14};
    const auto heading = row<5>(width, "", {"problems", "÷plain", "÷hand", "×peer", "cold ÷ CoDiPack"}, widths);
    text += fmt::format("\n{}\n", heading);
    for (const ToolSummary& summary : summarise(results)) {
        const std::string peer = is_yardstick(summary.tool) ? "" : ratio_text(summary.peer_speed);
        const auto line = row<5>(width, summary.tool,
                                 {fmt::format("{}", summary.problems), ratio_text(summary.to_plain),
                                  ratio_text(summary.to_by_hand), peer, ratio_text(summary.to_cold_yardstick)},
                                 widths);
        text += line + "\n";
    }
    return text;
}

std::string table_legend() {
    return "warm    processor time of a derivative with memory reused, a median; the bar\n"
           "÷plain  over the time of the plain function, vectorised or not, the faster\n"
           "÷hand   over the time of the derivative written by hand\n"
           "×peer   speed relative to the fastest of the other libraries\n"
           "cold    processor time of the first derivative of a new process, a median\n"
           "stmts   recorded statements; B/stmt: bytes for each, adjoints included\n";
}

} // namespace benchmarks
