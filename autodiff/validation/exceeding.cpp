#include <autodiff/validation/exceeding.hpp>

#include <algorithm>

#include <cmath>

namespace autodiff::validation {

namespace {

constexpr std::size_t most_boxes = 16;

using Box = std::vector<Interval>;
using Samples = std::span<const AccuracySample*>;

/// A range of the sorted samples from the first to the last that exceeds.
struct Run {
    std::size_t first, last;
};

std::vector<Run> runs_of(std::span<const AccuracySample> samples, double bound, const NumberGrid& grid) {
    // an error that hovers about the bound exceeds it here and there only
    const std::size_t widest_gap = std::max<std::size_t>(8, samples.size() / 400);
    const auto close = [&](std::size_t i, std::size_t j) {
        constexpr int part_of_binade = 4; // 1/16
        return j - i <= widest_gap || (grid.place(samples[j].x[0]) / 2 - grid.place(samples[i].x[0]) / 2) >>
                                              (grid.binade_bits() - part_of_binade - 1) ==
                                          0;
    };
    std::vector<Run> runs;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!(samples[i].ulp > bound)) continue;
        if (!runs.empty() && close(runs.back().last, i))
            runs.back().last = i;
        else
            runs.push_back({i, i});
    }
    while (runs.size() > most_boxes) { // close the narrowest gap
        std::size_t narrowest = 1;
        for (std::size_t i = 2; i < runs.size(); ++i)
            if (runs[i].first - runs[i - 1].last < runs[narrowest].first - runs[narrowest - 1].last) narrowest = i;
        runs[narrowest - 1].last = runs[narrowest].last;
        runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(narrowest));
    }
    return runs;
}

Box hull_of(Samples samples, double bound) {
    Box box;
    for (const AccuracySample* sample : samples) {
        if (!(sample->ulp > bound)) continue;
        if (box.empty())
            for (const double x : sample->x) box.push_back({x, x});
        for (std::size_t j = 0; j < box.size(); ++j) {
            box[j].low = std::min(box[j].low, sample->x[j]);
            box[j].high = std::max(box[j].high, sample->x[j]);
        }
    }
    return box;
}

/// Divides the samples at their median in one coordinate after the other until mostly bad ones are left together.
class Division {
  public:
    Division(double bound, std::size_t enough) : bound_(bound), enough_(enough) {}

    void divide(Samples samples, std::size_t coordinate, int depth) {
        const auto bad = static_cast<std::size_t>(std::count_if(
            samples.begin(), samples.end(), [&](const AccuracySample* sample) { return sample->ulp > bound_; }));
        if (bad == 0) return;
        if (2 * bad >= samples.size() || samples.size() <= enough_ || depth == 0) {
            boxes.push_back(hull_of(samples, bound_));
            return;
        }
        const std::size_t half = samples.size() / 2;
        std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(half), samples.end(),
                         [=](const auto* a, const auto* b) { return a->x[coordinate] < b->x[coordinate]; });
        const std::size_t next = (coordinate + 1) % samples.front()->x.size();
        divide(samples.first(half), next, depth - 1);
        divide(samples.subspan(half), next, depth - 1);
    }

    std::vector<Box> boxes;

  private:
    double bound_;
    std::size_t enough_;
};

} // namespace

std::vector<Box> exceeding_boxes(std::span<const AccuracySample> samples, double bound, const NumberGrid& grid) {
    if (samples.empty()) return {};
    if (samples.front().x.size() == 1) {
        std::vector<Box> ranges;
        for (const Run& run : runs_of(samples, bound, grid))
            ranges.push_back({{samples[run.first].x[0], samples[run.last].x[0]}});
        return ranges;
    }
    std::vector<const AccuracySample*> all;
    for (const AccuracySample& sample : samples) all.push_back(&sample);
    constexpr int depth = 4; // 2^4 boxes at most
    Division division(bound, std::max<std::size_t>(64, all.size() / most_boxes));
    division.divide(all, 0, depth);
    return division.boxes;
}

} // namespace autodiff::validation
