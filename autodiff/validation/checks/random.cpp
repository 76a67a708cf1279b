#include <autodiff/validation/checks/random.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace autodiff::checks {

namespace {

bool contains(const Interval& interval, double x) { return x >= interval.low && x <= interval.high; }

bool finite(std::span<const double> point) {
    return std::all_of(point.begin(), point.end(), [](double x) { return std::isfinite(x); });
}

} // namespace

double Random::uniform(double low, double high) {
    const double share = static_cast<double>(bits_() >> 11U) * 0x1p-53;
    return std::min(high, low + share * (high - low));
}

double Random::factor() {
    const double size = one_in(2) ? uniform(0.5, 0.8) : uniform(1.25, 2);
    return one_in(2) ? size : -size;
}

std::vector<double> Random::factors(std::size_t count) {
    std::vector<double> result(count);
    for (double& element : result) element = factor();
    return result;
}

double Random::number(const Interval& interval) {
    const auto [low, high] = interval;
    if (one_in(20)) {
        const std::array special{low, high, 0.0, 1.0, -1.0};
        const double x = special[static_cast<std::size_t>(uniform(0, 4.999))];
        if (std::isfinite(x) && contains(interval, x)) return x;
    }
    const double distance = std::pow(10, uniform(-3, 3));
    if (std::isfinite(low) && std::isfinite(high))
        return high - low > 1e4 && one_in(2) && contains(interval, low + distance) ? low + distance
                                                                                   : uniform(low, high);
    if (std::isfinite(low)) return low + distance;
    if (std::isfinite(high)) return high - distance;
    return one_in(2) ? distance : -distance;
}

std::vector<double> Random::point(std::span<const Interval> domain) {
    std::vector<double> x;
    x.reserve(domain.size());
    for (const Interval& interval : domain) x.push_back(number(interval));
    return x;
}

std::vector<std::vector<double>> draw_points(std::span<const Interval> domain, std::size_t count, Random& random) {
    std::vector<double> lowest, highest, middle;
    for (const Interval& interval : domain) {
        lowest.push_back(interval.low);
        highest.push_back(interval.high);
        middle.push_back(std::clamp(0.0, interval.low, interval.high));
    }
    std::vector<std::vector<double>> points;
    if (finite(lowest)) points.push_back(lowest);
    if (finite(highest)) points.push_back(highest);
    points.push_back(middle);
    while (points.size() < count) points.push_back(random.point(domain));
    points.resize(count);
    return points;
}

} // namespace autodiff::checks
