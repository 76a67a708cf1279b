/// How results of two engines are compared.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace engines {

/// Equal as numbers, or both NaN. Zeros of either sign are one: sums of adjoints begin with +0.
inline bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The same bits, or both NaN.
inline bool identical(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// |a - b| in units of the last place of b, or of `least` where b is smaller; infinite when only one is finite.
inline double ulps(double a, double b, double least = std::numeric_limits<double>::min()) {
    if (same(a, b)) return 0;
    if (!std::isfinite(a) || !std::isfinite(b)) return std::numeric_limits<double>::infinity();
    const double size = std::max(std::abs(b), least);
    return std::abs(a - b) / (std::nextafter(size, std::numeric_limits<double>::infinity()) - size);
}

/// A factor whose products with x and with x / factor are exact: +-2 or +-1/2, never 1.
inline double exact_factor(double x, std::mt19937_64& random) {
    const double size = std::abs(x) < 1 ? 2 : 0.5;
    return random() % 2 == 0 ? size : -size;
}

} // namespace engines
