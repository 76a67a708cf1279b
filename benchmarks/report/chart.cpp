#include <benchmarks/report/chart.hpp>

#include <benchmarks/report/bar_chart.hpp>
#include <benchmarks/report/machine.hpp>
#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <utility>

namespace benchmarks {

namespace {

/// Ours in shades of one colour, the others as they come; a library's configurations share no family on purpose.
std::vector<BarChart::Series> series_of(const Results& results) {
    std::vector<BarChart::Series> series;
    std::size_t peers = 0;
    std::size_t variants = 0;
    for (const std::string& tool : all_tools(results)) {
        if (is_yardstick(tool) || is_value_only(tool)) { continue; }
        const bool own = is_ours(tool);
        series.push_back({tool, own ? colour_of_ours(variants++) : colour_of_others(peers++), own});
    }
    return series;
}

} // namespace

std::string chart(const Results& results) {
    BarChart bars{.title = "Time of a derivative over that of the derivative written by hand",
                  .subtitle = "shorter is better; logarithmic axis; " + machine_line(results.machine),
                  .series = series_of(results),
                  .groups = {}};
    for (const ProblemResults& problem : results.problems) {
        if (!by_hand_time(problem)) { continue; }
        BarChart::Group group{problem.name, {}};
        for (const BarChart::Series& series : bars.series) {
            const Measurement* measurement = find_tool(problem, series.name);
            group.bars.push_back(measurement == nullptr ? std::nullopt : ratios(problem, *measurement).to_by_hand);
        }
        bars.groups.push_back(std::move(group));
    }
    return svg(bars);
}

} // namespace benchmarks
