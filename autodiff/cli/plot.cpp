#include <autodiff/cli/plot.hpp>

#include <autodiff/notation/mathml_tree.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace autodiff::cli {

namespace {

using writing::markup_escaped;

constexpr std::array<std::string_view, 4> looks{"broad", "thin", "dashed", "dots"};

std::string_view look(const Series& series) { return looks[static_cast<std::size_t>(series.look)]; }

bool finite(const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// The drawing of one plot; lengths are pixels, y grows downwards.
class Drawing {
  public:
    Drawing(const Plot& plot, int width)
        : plot_(plot), width_(width), height_(width < 500 ? 250 : 300), y_ticks_(plot.y.ticks(5)) {
        std::size_t longest = 2;
        for (const Tick& tick : y_ticks_) longest = std::max(longest, letters(tick.label));
        left_ = 14 + 7.2 * static_cast<double>(longest);
    }

    std::string draw() {
        out_ = fmt::format(R"(<svg class="plot" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" )"
                           R"(aria-label="{2}" data-series="{3}">)",
                           width_, height_, markup_escaped(plot_.title), plot_.series.size());
        draw_bands();
        draw_axes();
        for (const Level& level : plot_.levels) draw_level(level);
        for (const Series& series : plot_.series) draw_series(series);
        for (const Mark& mark : plot_.marks) draw_mark(mark);
        return out_ + "</svg>";
    }

  private:
    static constexpr double top = 34, bottom = 44, right = 14;

    static std::size_t letters(const std::string& text) {
        return static_cast<std::size_t>(std::count_if(
            text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    }
    [[nodiscard]] double across(double x) const { return left_ + plot_.x.place(x) * (width_ - left_ - right); }
    [[nodiscard]] double down(double y) const { return height_ - bottom - plot_.y.place(y) * (height_ - top - bottom); }

    void text(double x, double y, std::string_view anchor, std::string_view kind, std::string_view words) {
        out_ += fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", kind, x, y, anchor,
                            markup_escaped(words));
    }
    void line(double x1, double y1, double x2, double y2, std::string_view kind) {
        out_ +=
            fmt::format(R"(<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>)", kind, x1, y1, x2, y2);
    }

    void draw_bands() {
        for (const Band& band : plot_.bands) {
            if (band.high < plot_.x.low() || band.low > plot_.x.high()) continue;
            const double from = across(band.low);
            out_ += fmt::format(R"(<rect class="band" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>)", from, top,
                                std::max(2.0, across(band.high) - from), height_ - top - bottom);
        }
    }

    void draw_axes() {
        const double floor = height_ - bottom;
        for (const Tick& tick : y_ticks_) {
            const double y = down(tick.value);
            const bool zero = tick.value == 0 && plot_.y.spacing() != Spacing::logarithmic;
            if (!tick.label.empty()) {
                line(left_, y, width_ - right, y, zero ? "zero" : "grid");
                text(left_ - 6, y + 4, "end", "tick", tick.label);
            }
        }
        line(left_, floor, width_ - right, floor, "axis");
        double free_from = -1e9; // labels to the right of this have room
        for (const Tick& tick : plot_.x.ticks(width_ < 500 ? 5 : 9)) {
            const double x = across(tick.value);
            line(x, floor, x, floor + (tick.label.empty() ? 3 : 5), "axis");
            const double half = 3.6 * static_cast<double>(letters(tick.label)) + 4;
            if (tick.label.empty() || x - half < free_from) continue;
            text(x, floor + 18, "middle", "tick", tick.label);
            free_from = x + half;
        }
        text(4, 16, "start", "name", plot_.y_label);
        text(width_ - right, height_ - 6, "end", "name", plot_.x_label);
    }

    void draw_level(const Level& level) {
        if (!plot_.y.contains(level.y)) return;
        line(left_, down(level.y), width_ - right, down(level.y), "level");
    }

    void draw_series(const Series& series) {
        const bool dots = series.look == Series::Look::dots;
        std::string shapes;
        std::size_t drawn = 0;
        bool pen_down = false;
        bool was_outside = false;
        for (const Point& p : series.points) {
            if (!finite(p)) {
                pen_down = false;
                continue;
            }
            // Where it leaves the picture a line goes to the edge, and comes back from it, but not along it.
            const bool outside = !plot_.y.contains(p.y);
            if (outside && was_outside) pen_down = false;
            was_outside = outside;
            ++drawn;
            if (dots)
                shapes += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="1.8"/>)", across(p.x), down(p.y));
            else
                shapes += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", across(p.x), down(p.y));
            pen_down = true;
        }
        if (!dots && !shapes.empty()) shapes = fmt::format(R"(<path d="{}"/>)", shapes);
        out_ += fmt::format(R"(<g class="series {} c{}" data-points="{}">{}</g>)", look(series), series.colour, drawn,
                            shapes);
    }

    void draw_mark(const Mark& mark) {
        const double x = across(mark.at.x);
        const double y = down(mark.at.y);
        out_ += fmt::format(R"(<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="5"/>)", x, y);
        // Beside the ring on the side that has more room, above it unless that leaves the picture.
        const bool to_left = x > (left_ + width_) / 2;
        text(x + (to_left ? -9 : 9), y < top + 16 ? y + 16 : y - 8, to_left ? "end" : "start", "mark-name", mark.label);
    }

    const Plot& plot_;
    double width_;
    double height_;
    std::vector<Tick> y_ticks_;
    double left_;
    std::string out_;
};

} // namespace

Scale fitting_heights(const std::vector<Series>& series) {
    std::vector<double> heights;
    for (const Series& s : series)
        for (const Point& p : s.points)
            if (finite(p)) heights.push_back(p.y);
    if (heights.empty()) return {0, 1, Spacing::linear};
    std::sort(heights.begin(), heights.end());
    const auto quantile = [&](double q) {
        return heights[static_cast<std::size_t>(q * static_cast<double>(heights.size() - 1))];
    };
    double low = heights.front();
    double high = heights.back();
    // A pole: the picture is about the middle nine tenths and as much again on either side.
    const double middle = quantile(0.95) - quantile(0.05);
    if (middle > 0 && (high - low) / 20 > middle) {
        low = std::max(low, quantile(0.05) - middle);
        high = std::min(high, quantile(0.95) + middle);
    }
    if (!(low < high)) return {low, high, Spacing::linear};
    if (std::max(std::abs(low), std::abs(high)) > 1e5 && quantile(0.75) < high / 1e3)
        return {low, high, low > 0 ? Spacing::logarithmic : Spacing::both_signs};
    const double margin = high / 16 - low / 16;
    return {low - margin, high + margin, Spacing::linear};
}

std::string to_svg(const Plot& plot, int width) { return Drawing(plot, width).draw(); }

std::string legend(const Plot& plot) {
    std::string items;
    const auto add = [&](std::string_view kind, const std::string& name) {
        items += fmt::format(R"(<li><span class="key {}"></span>{}</li>)", kind, markup_escaped(name));
    };
    for (const Series& series : plot.series)
        if (!series.name.empty()) add(fmt::format("{} c{}", look(series), series.colour), series.name);
    for (const Level& level : plot.levels) add("level", level.label);
    if (!plot.bands.empty() && !plot.band_name.empty()) add("band", plot.band_name);
    return items.empty() ? "" : fmt::format(R"(<ul class="legend">{}</ul>)", items);
}

} // namespace autodiff::cli
