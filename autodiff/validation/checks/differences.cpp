#include <autodiff/validation/checks/differences.hpp>

#include <autodiff/base/error.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace autodiff::checks {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int levels = 24;
constexpr double shrink = 4;
constexpr double safe = 4; // intervals that are this far apart do not estimate the same number

/// A difference quotient.
struct Quotient {
    double step;
    double value;
    double rounding; ///< what rounding of the function may do to it
};

/// Richardson's extrapolation, twice, of quotients whose errors are powers of step^order; one entry for each quotient
/// but the last two.
std::vector<double> extrapolated(std::span<const Quotient> quotients, int order) {
    const double first = std::pow(shrink, order) - 1;
    const double second = std::pow(shrink, 2 * order) - 1;
    std::vector<double> once, twice;
    for (std::size_t k = 0; k + 1 < quotients.size(); ++k)
        once.push_back(quotients[k + 1].value + (quotients[k + 1].value - quotients[k].value) / first);
    for (std::size_t k = 0; k + 1 < once.size(); ++k) twice.push_back(once[k + 1] + (once[k + 1] - once[k]) / second);
    return twice;
}

/// The best entry of the table. Its errors are estimated from how much neighbours differ, the noise seen at smaller
/// steps included. Entries are looked at from the smallest step on, for as long as they agree with what the smaller
/// ones said: large steps may agree with each other by skipping what the function does in between.
Slope best_slope(std::span<const Quotient> quotients, int order) {
    const std::vector<double> entries = extrapolated(quotients, order);
    if (entries.size() < 4) return {};
    Slope best;
    double noise = 0; // largest difference of neighbours times their step
    // The smallest steps first, all of them: one pair of neighbours may agree by chance.
    for (std::size_t k = entries.size() - std::min<std::size_t>(entries.size(), 6); k + 1 < entries.size(); ++k)
        if (const double difference = std::abs(entries[k] - entries[k + 1]); std::isfinite(difference))
            noise = std::max(noise, difference * quotients[k].step);
    double allowed = 0; // error that rounding alone explains, of the best entry
    for (std::size_t k = entries.size() - 1; k-- > 0;) {
        const double step = quotients[k].step;
        noise = std::max(noise, std::abs(entries[k] - entries[k + 1]) * step);
        const double rounding = 2 * quotients[k + 2].rounding;
        const Slope entry{entries[k], 2 * noise / step + rounding};
        if (!std::isfinite(entry.value) || !std::isfinite(entry.error)) break;
        if (best.conclusive() && std::abs(entry.value - best.value) > safe * (entry.error + best.error)) break;
        if (entry.error < best.error) {
            best = entry;
            allowed = rounding;
        }
    }
    // Neither convergence nor a difference that rounding explains: the function is not resolved by any of the steps.
    if (best.error > std::max(0.05 * std::abs(best.value), 1e4 * allowed)) return {};
    return best;
}

/// Quotients of a power of the step, or of its logarithm, change by increments that shrink more slowly than those of a
/// smooth function, for ever: the smallest such ratio of the last ones; 0 where rounding or smoothness is all there is.
double drift(std::span<const Quotient> quotients) {
    constexpr std::size_t looked_at = 10;
    if (quotients.size() < looked_at) return 0;
    const auto last = quotients.last(looked_at);
    double smallest = infinity;
    double before = last[1].value - last[0].value;
    for (std::size_t k = 2; k < last.size(); ++k) {
        const double increment = last[k].value - last[k - 1].value;
        if (std::abs(increment) < 100 * last[k].rounding || before == 0) return 0;
        smallest = std::min(smallest, increment / before);
        before = increment;
    }
    return std::max(0.0, smallest);
}

/// The slope on one side: infinite where the quotients grow by steps that do not shrink; unknown where they converge,
/// but not as those of a smooth function do.
Slope one_sided_slope(std::span<const Quotient> quotients) {
    const double ratio = drift(quotients);
    if (ratio < 0.4) return best_slope(quotients, 1); // 1/4 for smooth functions
    const double last = quotients.back().value;
    const bool grows = std::abs(last) > std::abs(quotients[quotients.size() - 2].value);
    return ratio > 0.8 && grows ? Slope{std::copysign(infinity, last), 0} : Slope{};
}

/// The part of the table, at its small end, that is finite.
std::span<const Quotient> finite_end(std::span<const Quotient> quotients) {
    const auto bad = std::find_if(quotients.rbegin(), quotients.rend(),
                                  [](const Quotient& quotient) { return !std::isfinite(quotient.value); });
    return quotients.last(static_cast<std::size_t>(bad - quotients.rbegin()));
}

} // namespace

bool Behaviour::kink() const {
    if (!left.conclusive() || !right.conclusive()) return false;
    if (std::isinf(left.value) || std::isinf(right.value)) return left.value != right.value;
    const double distance = std::abs(left.value - right.value);
    return distance > 10 * (left.error + right.error) && distance > 1e-6 * std::abs(left.value);
}

Line::Line(const PlainFunction& f, std::span<const double> x, std::span<const double> at_x, std::size_t input,
           const Interval& domain, std::span<const double> rounding)
    : at_x_(at_x.begin(), at_x.end()), rounding_(rounding.begin(), rounding.end()) {
    const double centre = x[input];
    const double width = domain.high - domain.low;
    const double scale = centre != 0 ? std::abs(centre) / 8 : std::min(1.0, width / 8);
    std::vector<double> point(x.begin(), x.end());
    const auto sample = [&](double position) -> std::vector<double> {
        if (!(position >= domain.low && position <= domain.high) || position == centre) return {};
        point[input] = position;
        try {
            return f(point);
        } catch (const Error&) { return {}; }
    };
    double step = scale;
    for (int level = 0; level < levels; ++level, step /= shrink) {
        const double above = centre + step;
        const double below = centre - step;
        if (above == centre || below == centre) break; // a subnormal point
        right_.push_back({above - centre, sample(above)});
        left_.push_back({centre - below, sample(below)});
    }
}

double Line::value(const Side& side, std::size_t level, std::size_t output) const {
    const auto& values = side[level].values;
    return output < values.size() ? values[output] : std::numeric_limits<double>::quiet_NaN();
}

double Line::rounding(std::size_t output, double size) const {
    const double own = epsilon * size + std::numeric_limits<double>::denorm_min();
    return output < rounding_.size() && std::isfinite(rounding_[output]) ? std::max(own, rounding_[output]) : own;
}

Slope Line::central(std::size_t output) const {
    std::vector<Quotient> quotients;
    for (std::size_t level = 0; level < left_.size(); ++level) {
        const double high = value(right_, level, output);
        const double low = value(left_, level, output);
        const double span = right_[level].distance + left_[level].distance;
        quotients.push_back(
            {span / 2, (high - low) / span, 2 * rounding(output, std::max(std::abs(high), std::abs(low))) / span});
    }
    return best_slope(finite_end(quotients), 2);
}

Slope Line::one_sided(const Side& side, double sign, std::size_t output) const {
    const bool from_limit = jumps(side, output);
    std::vector<Quotient> quotients;
    for (std::size_t level = 0; level + (from_limit ? 1 : 0) < side.size(); ++level) {
        const double there = value(side, level, output);
        const double here = from_limit ? value(side, level + 1, output) : at_x_[output];
        const double distance = side[level].distance - (from_limit ? side[level + 1].distance : 0);
        quotients.push_back({side[level].distance, sign * (there - here) / distance,
                             2 * rounding(output, std::max(std::abs(there), std::abs(here))) / distance});
    }
    return one_sided_slope(finite_end(quotients));
}

bool Line::jumps(const Side& side, std::size_t output) const {
    constexpr std::size_t looked_at = 6;
    if (side.size() < looked_at) return false;
    double smallest = infinity;
    double largest = 0;
    for (std::size_t level = side.size() - looked_at; level < side.size(); ++level) {
        const double there = value(side, level, output);
        const double change = std::abs(there - at_x_[output]);
        if (!std::isfinite(change)) return false;
        if (change < 1e4 * rounding(output, std::max(std::abs(there), std::abs(at_x_[output])))) return false;
        smallest = std::min(smallest, change);
        largest = std::max(largest, change);
    }
    return largest < 1.01 * smallest; // over a thousandfold change of the step
}

Slope Line::slope(std::size_t output) const {
    const Slope both = central(output);
    if (both.conclusive()) return both;
    if (left_.empty()) return both;
    const bool on_the_left = std::isfinite(value(left_, left_.size() - 1, output));
    const bool on_the_right = std::isfinite(value(right_, right_.size() - 1, output));
    if (on_the_left == on_the_right) return both;
    return on_the_left ? one_sided(left_, -1, output) : one_sided(right_, 1, output);
}

Behaviour Line::behaviour(std::size_t output) const {
    return {one_sided(left_, -1, output), one_sided(right_, 1, output), jumps(left_, output) || jumps(right_, output)};
}

} // namespace autodiff::checks
