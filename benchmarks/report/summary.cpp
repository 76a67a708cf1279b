#include <benchmarks/report/summary.hpp>

#include <benchmarks/report/statistics.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <algorithm>
#include <limits>

namespace benchmarks {

namespace {

std::optional<double> mean_of(const std::vector<Ratios>& all, std::optional<double> Ratios::*which) {
    std::vector<double> values;
    for (const Ratios& one : all) {
        if (one.*which) { values.push_back(*(one.*which)); }
    }
    if (values.empty() || values.size() != all.size()) { return std::nullopt; }
    return geometric_mean(values);
}

ToolSummary summary_of(const Results& results, const std::string& tool) {
    std::vector<Ratios> all;
    for (const std::string& name : averaged_problems()) {
        for (const ProblemResults& problem : results.problems) {
            if (problem.name != name) { continue; }
            if (const Measurement* measurement = find_tool(problem, tool)) {
                all.push_back(ratios(problem, *measurement));
            }
        }
    }
    return {.tool = tool,
            .problems = all.size(),
            .to_plain = mean_of(all, &Ratios::to_plain),
            .to_by_hand = mean_of(all, &Ratios::to_by_hand),
            .peer_speed = mean_of(all, &Ratios::peer_speed),
            .to_cold_yardstick = mean_of(all, &Ratios::to_cold_yardstick)};
}

} // namespace

const std::vector<std::string>& averaged_problems() {
    static const std::vector<std::string> names{"gmm_d10", "lstm", "ba", "ode", "det", "kmeans", "lse", "llsq", "ht"};
    return names;
}

std::vector<std::string> all_tools(const Results& results) {
    std::vector<std::string> tools;
    for (const ProblemResults& problem : results.problems) {
        for (const Measurement& measurement : problem.tools) {
            if (std::find(tools.begin(), tools.end(), measurement.tool) == tools.end()) {
                tools.push_back(measurement.tool);
            }
        }
    }
    return tools;
}

std::vector<ToolSummary> summarise(const Results& results) {
    std::vector<ToolSummary> summaries;
    for (const std::string& tool : all_tools(results)) {
        if (is_value_only(tool)) { continue; }
        ToolSummary summary = summary_of(results, tool);
        if (summary.problems > 0) { summaries.push_back(std::move(summary)); }
    }
    std::stable_sort(summaries.begin(), summaries.end(), [](const ToolSummary& a, const ToolSummary& b) {
        if (a.problems != b.problems) { return a.problems > b.problems; }
        constexpr double last = std::numeric_limits<double>::infinity();
        return a.to_by_hand.value_or(last) < b.to_by_hand.value_or(last);
    });
    return summaries;
}

} // namespace benchmarks
