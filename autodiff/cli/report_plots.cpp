#include <autodiff/cli/report_plots.hpp>

#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Errors of this many ulp, and infinite ones, lie at the upper end of the plot.
constexpr double highest_error = 1e20;
/// Errors below a hundredth of an ulp, and none at all, lie at the lower end.
constexpr double lowest_error = 0.01;

/// The worst, the middle and the first sample of each of many stretches of the axis: what 20000 dots would show.
std::vector<Point> thinned(const std::vector<AccuracySample>& samples, std::size_t variable, const Scale& scale) {
    constexpr std::size_t stretches = 200;
    std::vector<std::vector<Point>> bins(stretches);
    for (const AccuracySample& sample : samples) {
        const double x = sample.x[variable];
        if (!scale.contains(x) || std::isnan(sample.ulp)) continue;
        const auto bin = static_cast<std::size_t>(scale.place(x) * (stretches - 1));
        bins[bin].push_back({x, std::clamp(sample.ulp, lowest_error, highest_error)});
    }
    std::vector<Point> kept;
    for (auto& bin : bins) {
        if (bin.empty()) continue;
        const Point first = bin.front();
        std::sort(bin.begin(), bin.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
        kept.push_back(bin.back());
        if (bin.size() > 1) kept.push_back(bin[bin.size() / 2]);
        if (bin.size() > 2) kept.push_back(first);
    }
    return kept;
}

/// What boxes cover of one variable's axis; overlapping ones are joined, or they would be shaded twice.
std::vector<Band> shadows(const std::vector<std::vector<Interval>>& boxes, std::size_t variable) {
    std::vector<Band> bands;
    bands.reserve(boxes.size());
    for (const auto& box : boxes) bands.push_back({box[variable].low, box[variable].high});
    std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.low < b.low; });
    std::vector<Band> joined;
    for (const Band& band : bands) {
        if (!joined.empty() && band.low <= joined.back().high)
            joined.back().high = std::max(joined.back().high, band.high);
        else
            joined.push_back(band);
    }
    return joined;
}

double largest(const std::vector<Point>& points) {
    double most = 0;
    for (const Point& p : points) most = std::max(most, p.y);
    return most;
}

Scale error_scale(double most) { return {lowest_error, std::max(100.0, most * 10), Spacing::logarithmic}; }

/// The axis from the lowest to the highest number measured.
Scale measured_scale(const std::vector<AccuracySample>& samples, std::size_t variable) {
    const auto [low, high] = std::minmax_element(
        samples.begin(), samples.end(), [&](const auto& a, const auto& b) { return a.x[variable] < b.x[variable]; });
    return Scale::fitting(low->x[variable], high->x[variable]);
}

} // namespace

std::string fixed_text(const Assessment& assessment, const Slice& slice) {
    std::string text;
    for (std::size_t i = 0; i < slice.point().size(); ++i)
        if (i != slice.variable())
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", assessment.problem.variables[i],
                                number_text(slice.point()[i]));
    return text;
}

Plot function_plot(const Assessment& assessment, const Slice& slice) {
    const Interval view = slice.view();
    const Scale x(view.low, view.high, Spacing::linear);
    std::vector<Series> series{
        {assessment.function().text, Series::Look::thin, 1, slice.computed(assessment.function().graph, x)}};
    const Scale y = fitting_heights(series);
    return {"The function", assessment.variable_name(), "value", x, y, std::move(series)};
}

Plot formula_plot(const Assessment& assessment, const Slice& slice) {
    const Interval view = slice.view();
    const Scale x(view.low, view.high, Spacing::linear);
    const bool derivative = assessment.proof.has_value();
    std::vector<Series> series{{derivative ? "the true derivative" : "the true value", Series::Look::broad, 2,
                                slice.enclosed(assessment.truth, x)},
                               {fmt::format("{}, as {} computes it", assessment.formula().text, "double"),
                                Series::Look::thin, 4, slice.computed(assessment.formula().graph, x)}};
    // A wrong formula is to be seen, an inaccurate one must not press the truth flat.
    const bool wrong = assessment.proof && assessment.proof->verdict == Verdict::refuted;
    const Scale y = fitting_heights(wrong ? series : std::vector<Series>{series.front()});
    Plot plot{derivative ? "Its derivative, and the formula" : "The function, and what is computed",
              assessment.variable_name(),
              derivative ? "slope" : "value",
              x,
              y,
              std::move(series)};
    if (assessment.proof && assessment.proof->witness) {
        const Witness& witness = *assessment.proof->witness;
        const double at = witness.point[slice.variable()];
        if (assessment.problem.variables.size() == 1 && x.contains(at) && y.contains(witness.right))
            plot.marks.push_back({{at, witness.right}, "not the derivative"});
    }
    return plot;
}

Plot error_plot(const Assessment& assessment, const Slice& slice) {
    const AccuracyMap& map = *assessment.accuracy;
    const Scale x = measured_scale(map.samples, slice.variable());
    std::vector<Series> series{
        {assessment.formula().text, Series::Look::dots, 4, thinned(map.samples, slice.variable(), x)}};
    if (assessment.suggestion)
        series.push_back({to_text(assessment.suggestion->formula, assessment.problem.variables), Series::Look::dots, 3,
                          thinned(assessment.suggestion->after.samples, slice.variable(), x)});
    const Scale y = error_scale(largest(series.front().points));
    Plot plot{"Error over the whole domain", assessment.variable_name(), "error in ulp", x, y, std::move(series)};
    plot.levels.push_back({map.bound_ulp, fmt::format("{} ulp", number_text(map.bound_ulp))});
    // Seen from the side, the boxes of several variables would hide where the errors are.
    if (assessment.problem.variables.size() == 1) plot.bands = shadows(map.exceeding, slice.variable());
    plot.band_name = fmt::format("off by more than {} ulp", number_text(map.bound_ulp));
    if (!map.within_bound())
        plot.marks.push_back(
            {{map.worst.x[slice.variable()], std::clamp(map.worst.ulp, lowest_error, highest_error)},
             fmt::format("worst: {} ulp", std::isinf(map.worst.ulp) ? "∞" : pretty_number(map.worst.ulp, 2))});
    return plot;
}

} // namespace autodiff::cli
