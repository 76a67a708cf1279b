#include <autodiff/validation/survey.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace autodiff::validation {

namespace {

constexpr std::size_t most_ends = 12;  ///< ends of definition that are looked at closely
constexpr std::size_t most_zeros = 24; ///< zeros of the function
constexpr std::size_t climbers = 8;

struct Change {
    Point from, to;
    Nature before, after;
};

bool is_end(const Change& change) {
    return (change.before == Nature::undefined) != (change.after == Nature::undefined);
}

/// An even choice of at most `count` elements.
void thin_out(std::vector<Change>& changes, std::size_t count) {
    if (changes.size() <= count) return;
    for (std::size_t i = 0; i < count; ++i) changes[i] = changes[i * changes.size() / count];
    changes.resize(count);
}

void measure_beside(Survey& survey, Point x, std::size_t j, int density) {
    const double centre = x[j];
    for (const int side : {-1, 1})
        for (const double number :
             points_beside(centre, side, survey.box()[j], survey.grid(), density, survey.random())) {
            x[j] = number;
            survey.measure(x);
        }
}

/// Between two points that differ in coordinate j alone: the neighbouring numbers between which the nature changes.
void close_in(Survey& survey, const Change& change, std::size_t j) {
    std::int64_t low = survey.grid().place(change.from[j]);
    std::int64_t high = survey.grid().place(change.to[j]);
    Point x = change.from;
    while (!survey.over()) {
        const std::int64_t middle = std::midpoint(low, high);
        if (middle == low || middle == high) break;
        x[j] = survey.grid().number(middle);
        (survey.measure(x) == change.before ? low : high) = middle;
    }
    x[j] = survey.grid().number(change.before == Nature::undefined ? high : low);
    measure_beside(survey, x, j, is_end(change) ? 3 : 1);
}

/// Walks from one point to the other along the axes and closes in wherever the nature changes.
void follow(Survey& survey, const Change& change) {
    Point x = change.from;
    Nature nature = change.before;
    for (std::size_t j = 0; j < x.size() && !survey.over(); ++j) {
        Point next = x;
        next[j] = change.to[j];
        const Nature there = j + 1 == x.size() ? change.after : survey.measure(next);
        if (there != nature) close_in(survey, {x, next, nature, there}, j);
        x = std::move(next);
        nature = there;
    }
}

/// Whether the two points are far enough apart to be climbed from separately.
bool apart(const Point& a, const Point& b, const NumberGrid& grid) {
    for (std::size_t j = 0; j < a.size(); ++j)
        if (std::abs(grid.place(a[j]) / 2 - grid.place(b[j]) / 2) >> (grid.binade_bits() - 2) != 0) return true;
    return false;
}

std::vector<AccuracySample> starts(const Survey& survey) {
    std::vector<const AccuracySample*> order;
    for (const AccuracySample& sample : survey.samples()) order.push_back(&sample);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->ulp > b->ulp; });
    std::vector<AccuracySample> chosen;
    for (const AccuracySample* sample : order) {
        if (chosen.size() == climbers) break;
        const bool alone = std::all_of(chosen.begin(), chosen.end(), [&](const AccuracySample& other) {
            return apart(sample->x, other.x, survey.grid());
        });
        if (alone) chosen.push_back(*sample);
    }
    return chosen;
}

/// One pass over all coordinates with steps of about 2^bits places. Whether the error grew.
bool step(Survey& survey, AccuracySample& best, int bits) {
    constexpr int tries = 4;
    bool grew = false;
    for (std::size_t j = 0; j < best.x.size(); ++j)
        for (int i = 0; i < tries && !survey.over(); ++i) {
            const auto size = static_cast<std::int64_t>(
                std::exp2(bits) * std::uniform_real_distribution<double>(0.5, 1.5)(survey.random()));
            Point x = best.x;
            x[j] = survey.grid().next(x[j],
                                      i % 2 == 0 ? std::max<std::int64_t>(size, 1) : std::min<std::int64_t>(-size, -1));
            if (!(x[j] >= survey.box()[j].low && x[j] <= survey.box()[j].high)) continue;
            survey.measure(x);
            if (!(survey.last_error() > best.ulp)) continue;
            best = survey.samples().back();
            grew = true;
        }
    return grew;
}

} // namespace

Survey::Survey(Measurement& measurement, std::vector<Interval> box, const AccuracyOptions& options, Patience& patience)
    : measurement_(measurement), box_(std::move(box)), options_(options), patience_(patience), grid_(options.precision),
      random_(options.seed) {
    samples_.reserve(options.samples);
}

Nature Survey::measure(const Point& x) {
    last_error_ = 0;
    if (over()) return Nature::undefined;
    constexpr std::size_t between_reports = 256;
    std::optional<AccuracySample> sample;
    try {
        if (measured_ % between_reports == 0)
            patience_.report(static_cast<double>(measured_) / static_cast<double>(options_.samples));
        patience_.ask();
        sample = measurement_(x);
    } catch (const OutOfPatience&) { return Nature::undefined; } // an unfinished sample is none
    ++measured_;
    if (!sample) return Nature::undefined;
    const double truth = sample->truth;
    if (sample->ulp > options_.bound_ulp && options_.leaves_out && options_.leaves_out(x)) {
        ++left_out_;
    } else {
        last_error_ = sample->ulp;
        samples_.push_back(std::move(*sample));
    }
    return truth < 0 ? Nature::negative : truth > 0 ? Nature::positive : Nature::zero;
}

void explore(Survey& survey, std::size_t count) {
    const std::vector<Point> points = sample_box(survey.box(), count, survey.grid(), survey.random());
    std::vector<Change> ends;
    std::vector<Change> zeros;
    Nature before = Nature::undefined;
    for (std::size_t i = 0; i < points.size() && !survey.over(); ++i) {
        const Nature nature = survey.measure(points[i]);
        if (i > 0 && nature != before) {
            Change change{points[i - 1], points[i], before, nature};
            (is_end(change) ? ends : zeros).push_back(std::move(change));
        }
        before = nature;
    }
    thin_out(ends, most_ends);
    thin_out(zeros, most_zeros);
    for (const Change& end : ends) follow(survey, end);
    for (const Change& zero : zeros) follow(survey, zero);
}

void climb(Survey& survey) {
    for (AccuracySample& best : starts(survey)) {
        if (!std::isfinite(best.ulp)) continue;
        for (int bits = survey.grid().binade_bits(); bits >= 0 && !survey.over(); --bits)
            if (step(survey, best, bits)) bits = std::min(bits + 2, survey.grid().binade_bits());
    }
}

} // namespace autodiff::validation
