#include <autodiff/validation/proofs/signs.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace autodiff::proofs {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double down(double x, int ulps = 1) {
    for (int k = 0; k < ulps; ++k) x = std::nextafter(x, -infinity);
    return std::isnan(x) ? -infinity : x;
}
double up(double x, int ulps = 1) { return -down(-x, ulps); }

/// Whether the sum, the product in floating point is that of the real numbers.
bool exact_sum(double x, double y) { return (x + y) - x == y && (x + y) - y == x; }
bool exact_product(double x, double y) { return x == 0 || y == 0 || std::fma(x, y, -(x * y)) == 0; }

} // namespace

Signs signs_in(const Interval& range) {
    if (range.low > 0) return Signs::positive;
    if (range.high < 0) return Signs::negative;
    if (range.low == 0 && range.high == 0) return Signs::zero;
    if (range.low >= 0) return Signs::not_negative;
    return range.high <= 0 ? Signs::not_positive : Signs::any;
}

Interval add(const Interval& x, const Interval& y) {
    return {exact_sum(x.low, y.low) ? x.low + y.low : down(x.low + y.low),
            exact_sum(x.high, y.high) ? x.high + y.high : up(x.high + y.high)};
}

Interval negate(const Interval& x) { return {-x.high, -x.low}; }

Interval multiply(const Interval& x, const Interval& y) {
    const auto ends = [](double a, double b) {
        const double product = a == 0 || b == 0 ? 0 : a * b;
        return exact_product(a, b) ? Interval{product, product} : Interval{down(product), up(product)};
    };
    Interval result{infinity, -infinity};
    for (const double a : {x.low, x.high})
        for (const double b : {y.low, y.high}) {
            const Interval product = ends(a, b);
            result = {std::min(result.low, product.low), std::max(result.high, product.high)};
        }
    const Signs signs = signs_in(x) * signs_in(y); // rounding may not lose them
    if (signs.subset_of(Signs::not_negative)) result.low = std::max(result.low, 0.0);
    if (signs.subset_of(Signs::not_positive)) result.high = std::min(result.high, 0.0);
    return result;
}

Interval reciprocal(const Interval& x) {
    const Signs signs = signs_in(x);
    if (!signs.subset_of(Signs::not_negative) && !signs.subset_of(Signs::not_positive)) return {};
    if (signs.subset_of(Signs::zero)) return {};
    if (signs.subset_of(Signs::not_positive)) return negate(reciprocal(negate(x)));
    const auto exact = [](double y) { return std::fma(1 / y, y, -1) == 0; };
    return {exact(x.high) ? 1 / x.high : std::max(down(1 / x.high), 0.0), x.low == 0     ? infinity
                                                                          : exact(x.low) ? 1 / x.low
                                                                                         : up(1 / x.low)};
}

Interval increasing(const std::function<double(double)>& f, const Interval& x) {
    return {down(f(x.low), 4), up(f(x.high), 4)};
}

Interval around(double nearest, bool exact) {
    return exact ? Interval{nearest, nearest} : Interval{down(nearest), up(nearest)};
}

Interval intersect(const Interval& x, const Interval& y) { return {std::max(x.low, y.low), std::min(x.high, y.high)}; }

} // namespace autodiff::proofs
