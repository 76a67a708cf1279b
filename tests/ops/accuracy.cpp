#include "accuracy.hpp"

#include <reference/reference.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace ops_test {

namespace {

template <class T>
double last_place(double x) {
    const T size = std::max(static_cast<T>(std::abs(x)), std::numeric_limits<T>::min());
    return static_cast<double>(std::ldexp(T(1), std::ilogb(size)) * std::numeric_limits<T>::epsilon());
}

/// In ulp of the truth, or of `size` where that is larger.
template <class T>
double error(const reference::Truth& truth, T computed, double size) {
    const double ulp = truth.ulp_error(computed);
    if (std::isinf(size) && std::isfinite(computed)) return 0; // a rest of terms beyond the format
    if (!(ulp > 0) || std::isinf(ulp)) return ulp;
    const double exact = truth.nearest();
    return std::abs(exact) >= size ? ulp : ulp * (last_place<T>(exact) / last_place<T>(size));
}

/// The point as T holds it; none where rounding makes an infinity or a zero of a number.
template <class T>
bool round_to(const Point& point, std::vector<T>& rounded) {
    rounded.assign(point.size(), T(0));
    for (std::size_t i = 0; i < point.size(); ++i) {
        rounded[i] = static_cast<T>(point[i]);
        if (std::isinf(rounded[i]) != std::isinf(point[i]) || (rounded[i] == 0) != (point[i] == 0)) return false;
    }
    return true;
}

void keep(Worst& worst, double ulp, const auto& describe) {
    if (!(ulp > worst.ulp)) return;
    worst.ulp = ulp;
    worst.where = describe();
}

template <class T>
void measure_at(const std::vector<T>& x, const MeasuredOperation& operation, const Row& row, Accuracy& accuracy) {
    const Point exact(x.begin(), x.end());
    if (row.left_out != nullptr && row.left_out(exact)) return;
    const Rules<T>& rules = operation.rules<T>();
    const double size =
        row.size == nullptr ? 0 : row.size(exact, static_cast<double>(std::numeric_limits<T>::epsilon()));
    const auto judge = [&](Worst& worst, const reference::Truth& truth, T computed, double least,
                           std::string_view what) {
        keep(worst, error(truth, computed, least), [&] {
            return fmt::format("{} of {}({:.17g}) computed as {:.20g}, in truth {}", what, operation.name(),
                               fmt::join(exact, ", "), computed, truth.to_string());
        });
    };
    const reference::Truth value = reference::value(row.truth, exact);
    const bool finite = std::all_of(x.begin(), x.end(), [](T part) { return std::isfinite(part); });
    if (value.defined() || finite) judge(accuracy.value, value, rules.value(x), size, "the value");
    for (std::size_t k = 0; k < x.size(); ++k) {
        const reference::Truth partial = reference::partial(row.truth, exact, k);
        if (partial.defined())
            judge(accuracy.partial, partial, rules.partial(x, k), 0, fmt::format("the partial in argument {}", k));
    }
    ++accuracy.points;
}

} // namespace

template <class T>
Accuracy measure(const MeasuredOperation& operation, const Row& row, std::size_t random_points, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<Point> points = reference::hard_points(row.truth);
    points.insert(points.end(), row.points.begin(), row.points.end());
    const std::vector<Point> drawn = reference::random_points(row.truth, random_points, random);
    points.insert(points.end(), drawn.begin(), drawn.end());
    Accuracy accuracy;
    std::vector<T> x;
    for (const Point& point : points)
        if (round_to(point, x)) measure_at(x, operation, row, accuracy);
    return accuracy;
}

template Accuracy measure<float>(const MeasuredOperation&, const Row&, std::size_t, std::uint64_t);
template Accuracy measure<double>(const MeasuredOperation&, const Row&, std::size_t, std::uint64_t);

std::uint64_t from_environment(const char* variable, std::uint64_t otherwise) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace ops_test
