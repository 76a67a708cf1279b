#include <benchmarks/report/chart.hpp>

#include <benchmarks/report/figures.hpp>
#include <benchmarks/report/machine.hpp>
#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace benchmarks {

namespace {

// All lengths in pixels.
constexpr double page_width = 860.0;
constexpr double right = 800.0; // of the axis; figures behind the longest bar have the rest
constexpr double bar_height = 13.0;
constexpr double bar_step = 15.0;
constexpr double group_gap = 14.0;
constexpr double legend_step = 20.0;
constexpr std::size_t legend_columns = 4;

constexpr const char* ours = "#c8102e";
/// Blue, orange, green, violet ... told apart by most eyes; a library's configurations share no family on purpose.
constexpr std::array<const char*, 11> others{"#1f4e79", "#e69f00", "#2e8b57", "#7b5ea7", "#56b4e9", "#8c564b",
                                             "#b0a000", "#e377c2", "#555555", "#17a2a2", "#9fc131"};

struct Series {
    std::string tool;
    std::string colour;
};

/// Ours in shades of one colour, the others as they come.
std::vector<Series> series_of(const Results& results) {
    std::vector<Series> series;
    std::size_t peers = 0;
    std::size_t variants = 0;
    constexpr std::array<const char*, 4> shades{ours, "#e8808f", "#f4bcc4", "#8a0b20"};
    for (const std::string& tool : all_tools(results)) {
        if (is_yardstick(tool) || is_value_only(tool)) { continue; }
        series.push_back({tool, is_ours(tool) ? shades[variants++ % shades.size()] : others[peers++ % others.size()]});
    }
    return series;
}

/// The logarithmic axis of ratios, from 1 or less to the next step above the largest; `left` of it stand the names.
struct Axis {
    double left = 0.0;
    double low = 1.0;
    double high = 1.0;
    [[nodiscard]] double x(double ratio) const {
        return left + (right - left) * std::log(ratio / low) / std::log(high / low);
    }
};

/// 1, 2, 5 times powers of ten.
std::vector<double> steps(double low, double high) {
    std::vector<double> values;
    for (double decade = 0.001; decade <= 1e9; decade *= 10.0) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            const double value = decade * digit;
            if (value > low * 0.999 && value < high * 1.001) { values.push_back(value); }
        }
    }
    return values;
}

Axis axis_for(const Results& results) {
    constexpr double letter_width = 9.8; // of a bold one of 14 pixels
    Axis axis;
    for (const ProblemResults& problem : results.problems) {
        axis.left = std::max(axis.left, 30.0 + letter_width * double(problem.name.size()));
        for (const Measurement& measurement : problem.tools) {
            const auto ratio = ratios(problem, measurement).to_by_hand;
            if (is_yardstick(measurement.tool) || is_value_only(measurement.tool) || !ratio) { continue; }
            axis.low = std::min(axis.low, *ratio);
            axis.high = std::max(axis.high, *ratio);
        }
    }
    if (axis.low < 1.0) { axis.low = steps(axis.low / 2.5, axis.low).back(); }
    axis.high = steps(axis.high * 1.05, axis.high * 3.0).front();
    return axis;
}

std::string text_at(double x, double y, const std::string& anchor, const std::string& text, int size = 12,
                    const std::string& weight = "normal") {
    return fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" font-size=\"{}\" font-weight=\"{}\">{}</text>\n", x, y,
        anchor, size, weight, xml_escaped(text));
}

std::string rectangle(double x, double y, double width, double height, const std::string& colour) {
    return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x, y,
                       width, height, colour);
}

std::string legend(const std::vector<Series>& series, double top) {
    std::string svg;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const double x = 20.0 + double(i % legend_columns) * (page_width - 40.0) / double(legend_columns);
        const double y = top + double(i / legend_columns) * legend_step;
        svg += rectangle(x, y - 11.0, 13.0, 13.0, series[i].colour);
        svg += text_at(x + 20.0, y, "start", series[i].tool, 13, is_ours(series[i].tool) ? "bold" : "normal");
    }
    return svg;
}

std::string grid(const Axis& axis, double top, double bottom) {
    std::string svg;
    for (const double value : steps(axis.low, axis.high)) {
        const double x = axis.x(value);
        svg += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\"/>\n", x,
                           top, bottom, value > 0.999 && value < 1.001 ? "#222222" : "#dddddd");
        svg += text_at(x, top - 6.0, "middle", fmt::format("{:g}", value));
        svg += text_at(x, bottom + 16.0, "middle", fmt::format("{:g}", value));
    }
    return svg;
}

/// The bars of one problem from `y` on; moves `y` below them.
std::string group(const ProblemResults& problem, const std::vector<Series>& series, const Axis& axis, double& y) {
    std::string svg;
    const double top = y;
    for (const Series& one : series) {
        const Measurement* measurement = find_tool(problem, one.tool);
        if (measurement == nullptr) { continue; }
        const double ratio = *ratios(problem, *measurement).to_by_hand;
        const double from = axis.x(std::min(ratio, 1.0));
        const double to = axis.x(std::max(ratio, 1.0));
        svg += rectangle(from, y, std::max(to - from, 1.0), bar_height, one.colour);
        svg += text_at(to + 4.0, y + bar_height - 2.5, "start", ratio_text(ratio), 11,
                       is_ours(one.tool) ? "bold" : "normal");
        y += bar_step;
    }
    if (y > top) { svg += text_at(axis.left - 12.0, 0.5 * (top + y) + 3.0, "end", problem.name, 14, "bold"); }
    return svg;
}

} // namespace

std::string chart(const Results& results) {
    const std::vector<Series> series = series_of(results);
    const Axis axis = axis_for(results);
    const double legend_top = 78.0;
    const std::size_t legend_rows = (series.size() + legend_columns - 1) / legend_columns;
    const double top = legend_top + double(legend_rows) * legend_step + 22.0;

    std::string bars;
    double y = top + 0.5 * group_gap;
    for (const ProblemResults& problem : results.problems) {
        if (!by_hand_time(problem)) { continue; }
        const double before = y;
        bars += group(problem, series, axis, y);
        if (y > before) { y += group_gap; }
    }
    const double height = y + 40.0;

    std::string svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
                                  "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" "
                                  "fill=\"#222222\">\n",
                                  page_width, height);
    svg += rectangle(0.0, 0.0, page_width, height, "#ffffff");
    svg += text_at(20.0, 28.0, "start", "Time of a derivative over that of the derivative written by hand", 17, "bold");
    svg += text_at(20.0, 48.0, "start", "shorter is better; logarithmic axis; " + machine_line(results.machine), 11);
    svg += legend(series, legend_top) + grid(axis, top, y) + bars;
    return svg + "</svg>\n";
}

} // namespace benchmarks
