#pragma once

#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

/// Horizontal bars on a logarithmic axis of ratios, in groups with a name each.
struct BarChart {
    struct Series {
        std::string name;
        std::string colour;
        bool bold = false;
    };
    struct Group {
        std::string name;
        std::vector<std::optional<double>> bars; ///< positive, one a series or none
    };
    std::string title;
    std::string subtitle;
    std::vector<Series> series;
    std::vector<Group> groups; ///< those without bars are left out
};

/// As an SVG drawing.
[[nodiscard]] std::string svg(const BarChart& chart);

/// Colours of bars: this library's, darkest last, and blue, orange, green, violet ... told apart by most eyes.
[[nodiscard]] const char* colour_of_ours(std::size_t variant);
[[nodiscard]] const char* colour_of_others(std::size_t peer);

} // namespace benchmarks
