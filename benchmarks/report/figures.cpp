#include <benchmarks/report/figures.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace benchmarks {

namespace {

/// A number below 1000 with three significant digits. The bounds are where rounding would add a digit.
std::string three_digits(double value) {
    if (value < 9.995) { return fmt::format("{:.2f}", value); }
    if (value < 99.95) { return fmt::format("{:.1f}", value); }
    return fmt::format("{:.0f}", value);
}

struct Unit {
    double size;
    const char* name;
};

/// In the largest unit that leaves at least 1 in front of the point; units from small to large.
template <std::size_t N>
std::string in_units(double value, const std::array<Unit, N>& units) {
    const Unit* best = units.data();
    for (const Unit& unit : units) {
        if (value >= 0.9995 * unit.size) { best = &unit; }
    }
    return three_digits(value / best->size) + best->name;
}

} // namespace

std::string time_text(std::optional<double> seconds) {
    constexpr std::array<Unit, 4> units{{{1e-9, " ns"}, {1e-6, " µs"}, {1e-3, " ms"}, {1.0, " s"}}};
    return seconds ? in_units(*seconds, units) : "-";
}

std::string ratio_text(std::optional<double> ratio) { return ratio ? three_digits(*ratio) : "-"; }

std::string count_text(std::optional<std::size_t> count) {
    constexpr std::array<Unit, 3> units{{{1e3, " k"}, {1e6, " M"}, {1e9, " G"}}};
    if (!count) { return "-"; }
    return *count < 1000 ? fmt::format("{}", *count) : in_units(double(*count), units);
}

std::string bar(double fraction, std::size_t columns) {
    static constexpr std::array<const char*, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!(fraction > 0.0) || columns == 0) { return ""; }
    const double length = std::round(std::min(fraction, 1.0) * 8.0 * double(columns));
    const std::size_t drawn = std::max<std::size_t>(std::size_t(length), 1);
    std::string text;
    for (std::size_t i = 0; i < drawn / 8; ++i) text += "█";
    return text + eighths[drawn % 8];
}

std::string xml_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&apos;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

} // namespace benchmarks
