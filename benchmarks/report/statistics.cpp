#include <benchmarks/report/statistics.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace benchmarks {

double median(std::vector<double> values) {
    if (values.empty()) { throw std::invalid_argument("median: there is none of no values"); }
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) { return *middle; }
    return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

double geometric_mean(std::span<const double> values) {
    if (values.empty()) { throw std::invalid_argument("geometric_mean: there is none of no values"); }
    double sum = 0.0;
    for (const double value : values) {
        if (!(value > 0.0)) { throw std::invalid_argument("geometric_mean: all values must be positive"); }
        sum += std::log(value);
    }
    return std::exp(sum / double(values.size()));
}

double relative_difference(std::span<const double> actual, std::span<const double> expected) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (actual.size() != expected.size()) { return infinity; }
    double largest = 0.0;
    double difference = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (!std::isfinite(actual[i]) || !std::isfinite(expected[i])) { return infinity; }
        largest = std::max(largest, std::abs(expected[i]));
        difference = std::max(difference, std::abs(actual[i] - expected[i]));
    }
    return largest > 0.0 ? difference / largest : difference;
}

} // namespace benchmarks
