#pragma once

#include <autodiff/cli/scale.hpp>

#include <string>
#include <vector>

namespace autodiff::cli {

struct Point {
    double x;
    double y;
};

/// One function or one set of measurements in a plot.
struct Series {
    enum class Look {
        broad, ///< a broad pale line, for what others lie upon
        thin,  ///< a thin dark line
        dashed,
        dots
    };
    std::string name; ///< for the legend; none when empty
    Look look = Look::thin;
    int colour = 1; ///< from 1 to 4
    std::vector<Point> points;
};

/// A point with a ring around it and words beside it.
struct Mark {
    Point at;
    std::string label;
};

/// A range of x that is shaded.
struct Band {
    double low;
    double high;
};

/// A height that is drawn as a line across.
struct Level {
    double y;
    std::string label;
};

/// A plot of one or more series over one axis. All texts are plain text.
struct Plot {
    std::string title;
    std::string x_label;
    std::string y_label;
    Scale x;
    Scale y;
    std::vector<Series> series;
    std::vector<Mark> marks = {};
    std::vector<Band> bands = {};
    std::vector<Level> levels = {};
    std::string band_name = {}; ///< for the legend
};

/// The range of y in which most of what is finite in the series can be seen: an outlier that would press everything
/// else flat is left to leave the picture.
[[nodiscard]] Scale fitting_heights(const std::vector<Series>& series);

/// The plot as an <svg> element `width` pixels wide, coloured by the classes of the page's style sheet. A group of
/// class "series" says in data-points how many points it draws. Numbers that are not finite interrupt lines and have no
/// dot.
[[nodiscard]] std::string to_svg(const Plot& plot, int width);

/// The names in the plot and the looks that belong to them, as a list in HTML.
[[nodiscard]] std::string legend(const Plot& plot);

} // namespace autodiff::cli
