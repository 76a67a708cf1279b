#include <autodiff/validation/accuracy.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/validation/exceeding.hpp>
#include <autodiff/validation/survey.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff {

namespace {

using namespace validation;

/// Every interval with ends that are numbers of the format.
std::vector<Interval> box_of(std::span<const Interval> domain, std::size_t variables, const NumberGrid& grid) {
    std::vector<Interval> box(domain.begin(), domain.end());
    if (box.empty()) box.resize(variables);
    require_size(box.size(), variables, "accuracy", "intervals in the domain");
    if (box.empty()) throw ShapeError("accuracy: the formula has no input; compare the two numbers.");
    for (Interval& interval : box) {
        const Interval given = interval;
        interval.low = grid.rounded(std::max(given.low, -grid.largest()));
        interval.high = grid.rounded(std::min(given.high, grid.largest()));
        if (interval.low < given.low) interval.low = grid.next(interval.low, 1);
        if (interval.high > given.high) interval.high = grid.next(interval.high, -1);
        if (!(interval.low <= interval.high))
            throw Error(
                fmt::format("accuracy: the interval from {} to {} holds no number of the format; give its lower "
                            "end first.",
                            given.low, given.high));
    }
    return box;
}

double median_error(std::span<const AccuracySample> samples) {
    std::vector<double> errors;
    for (const AccuracySample& sample : samples) errors.push_back(sample.ulp);
    if (errors.empty()) return 0;
    const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
    std::nth_element(errors.begin(), middle, errors.end());
    return *middle;
}

std::string interval_text(const Interval& interval) {
    if (interval.low == interval.high) return fmt::format("{:.6g}", interval.low);
    return fmt::format("[{:.6g}, {:.6g}]", interval.low, interval.high);
}

/// NaN without the sign that fmt would give it.
std::string number_text(double x) { return std::isnan(x) ? "nan" : fmt::format("{:.17g}", x); }

std::string box_text(const std::vector<Interval>& box) {
    std::vector<std::string> intervals;
    intervals.reserve(box.size());
    for (const Interval& interval : box) intervals.push_back(interval_text(interval));
    return fmt::format("{}", fmt::join(intervals, " x "));
}

std::string error_text(double ulp) {
    return ulp < 100 ? fmt::format("{:.2f} ulp", ulp) : fmt::format("{:.3g} ulp", ulp);
}

} // namespace

AccuracyMap accuracy(const Graph& formula, const Graph& reference, std::span<const ExactReal> numbers,
                     std::span<const Interval> domain, const AccuracyOptions& options) {
    Patience patience(options.progress);
    Measurement measurement(formula, reference, numbers, options.precision, [&patience] { patience.ask(); });
    Survey survey(measurement, box_of(domain, formula.inputs().size(), NumberGrid(options.precision)), options,
                  patience);
    explore(survey, options.samples * 7 / 10);
    climb(survey);

    AccuracyMap map;
    map.stopped = patience.over();
    patience.forgive();
    map.bound_ulp = options.bound_ulp;
    map.undefined = survey.undefined();
    map.left_out = survey.left_out();
    map.samples = survey.take_samples();
    std::sort(map.samples.begin(), map.samples.end(),
              [](const AccuracySample& a, const AccuracySample& b) { return a.x < b.x; });
    map.samples.erase(std::unique(map.samples.begin(), map.samples.end(),
                                  [](const AccuracySample& a, const AccuracySample& b) { return a.x == b.x; }),
                      map.samples.end());
    if (map.samples.empty()) return map;
    map.worst = *std::max_element(map.samples.begin(), map.samples.end(),
                                  [](const AccuracySample& a, const AccuracySample& b) { return a.ulp < b.ulp; });
    map.worst_truth = measurement.truth_text(map.worst.x, 20);
    map.bits_lost = map.worst.ulp > 1 ? std::log2(map.worst.ulp) : 0;
    map.median_ulp = median_error(map.samples);
    map.exceeding = exceeding_boxes(map.samples, options.bound_ulp, survey.grid());
    return map;
}

AccuracyMap accuracy(const Graph& formula, const Graph& reference, std::span<const Interval> domain,
                     const AccuracyOptions& options) {
    return accuracy(formula, reference, {}, domain, options);
}

std::string to_text(const AccuracyMap& map) {
    const char* const stopped = map.stopped ? "; stopped early" : "";
    if (map.samples.empty()) return fmt::format("no value at any of {} points{}", map.undefined, stopped);
    std::string text = fmt::format("worst error {} at {:.17g}: computed {}, in truth {}", error_text(map.worst.ulp),
                                   fmt::join(map.worst.x, ", "), number_text(map.worst.computed), map.worst_truth);
    text += std::isinf(map.bits_lost) ? std::string("\nno bit is right there")
                                      : fmt::format("\n{:.1f} bits lost there", map.bits_lost);
    text += fmt::format("; half of {} points are within {}", map.samples.size(), error_text(map.median_ulp));
    if (map.undefined > 0) text += fmt::format("; no value at {} more", map.undefined);
    if (map.left_out > 0) text += fmt::format("; {} more left out", map.left_out);
    text += stopped;
    text += map.within_bound() ? fmt::format("\nnowhere more than {:g} ulp", map.bound_ulp)
                               : fmt::format("\nmore than {:g} ulp in", map.bound_ulp);
    constexpr std::size_t most_boxes = 6;
    for (std::size_t i = 0; i < std::min(most_boxes, map.exceeding.size()); ++i)
        text += (i == 0 ? " " : ", ") + box_text(map.exceeding[i]);
    if (map.exceeding.size() > most_boxes) text += fmt::format(" and {} more", map.exceeding.size() - most_boxes);
    return text;
}

} // namespace autodiff

fmt::format_context::iterator fmt::formatter<autodiff::AccuracyMap>::format(const autodiff::AccuracyMap& map,
                                                                            fmt::format_context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::to_text(map), context);
}
