#include <benchmarks/report/bar_chart.hpp>

#include <benchmarks/report/figures.hpp>
#include <benchmarks/report/summary.hpp>

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

Axis axis_for(const BarChart& chart) {
    constexpr double letter_width = 9.8; // of a bold one of 14 pixels
    Axis axis;
    for (const BarChart::Group& group : chart.groups) {
        axis.left = std::max(axis.left, 30.0 + letter_width * double(group.name.size()));
        for (const auto& ratio : group.bars) {
            if (!ratio) { continue; }
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

std::string legend(const std::vector<BarChart::Series>& series, double top) {
    std::string svg;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const double x = 20.0 + double(i % legend_columns) * (page_width - 40.0) / double(legend_columns);
        const double y = top + double(i / legend_columns) * legend_step;
        svg += rectangle(x, y - 11.0, 13.0, 13.0, series[i].colour);
        svg += text_at(x + 20.0, y, "start", series[i].name, 13, series[i].bold ? "bold" : "normal");
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

/// The bars of one group from `y` on; moves `y` below them.
std::string bars_of(const BarChart::Group& group, const std::vector<BarChart::Series>& series, const Axis& axis,
                    double& y) {
    std::string svg;
    const double top = y;
    for (std::size_t i = 0; i < group.bars.size(); ++i) {
        if (!group.bars[i]) { continue; }
        const double ratio = *group.bars[i];
        const double from = axis.x(std::min(ratio, 1.0));
        const double to = axis.x(std::max(ratio, 1.0));
        svg += rectangle(from, y, std::max(to - from, 1.0), bar_height, series[i].colour);
        svg +=
            text_at(to + 4.0, y + bar_height - 2.5, "start", ratio_text(ratio), 11, series[i].bold ? "bold" : "normal");
        y += bar_step;
    }
    if (y > top) { svg += text_at(axis.left - 12.0, 0.5 * (top + y) + 3.0, "end", group.name, 14, "bold"); }
    return svg;
}

} // namespace

const char* colour_of_ours(std::size_t variant) {
    constexpr std::array<const char*, 4> shades{"#c8102e", "#e8808f", "#f4bcc4", "#8a0b20"};
    return shades[variant % shades.size()];
}

const char* colour_of_others(std::size_t peer) {
    constexpr std::array<const char*, 11> colours{"#1f4e79", "#e69f00", "#2e8b57", "#7b5ea7", "#56b4e9", "#8c564b",
                                                  "#b0a000", "#e377c2", "#555555", "#17a2a2", "#9fc131"};
    return colours[peer % colours.size()];
}

std::string svg(const BarChart& chart) {
    const Axis axis = axis_for(chart);
    const double legend_top = 78.0;
    const std::size_t legend_rows = (chart.series.size() + legend_columns - 1) / legend_columns;
    const double top = legend_top + double(legend_rows) * legend_step + 22.0;

    std::string bars;
    double y = top + 0.5 * group_gap;
    for (const BarChart::Group& group : chart.groups) {
        const double before = y;
        bars += bars_of(group, chart.series, axis, y);
        if (y > before) { y += group_gap; }
    }
    const double height = y + 40.0;

    std::string drawing =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
                    "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" "
                    "fill=\"#222222\">\n",
                    page_width, height);
    drawing += rectangle(0.0, 0.0, page_width, height, "#ffffff");
    drawing += text_at(20.0, 28.0, "start", chart.title, 17, "bold");
    drawing += text_at(20.0, 48.0, "start", chart.subtitle, 11);
    drawing += legend(chart.series, legend_top) + grid(axis, top, y) + bars;
    return drawing + "</svg>\n";
}

} // namespace benchmarks
