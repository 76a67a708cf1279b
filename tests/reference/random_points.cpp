#include <reference/catalogue.hpp>
#include <reference/ranges.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace reference {

namespace {

using Random = std::mt19937_64;
using Limits = std::numeric_limits<double>;

double uniform(Random& random, double from, double to) { return std::uniform_real_distribution(from, to)(random); }

int integer(Random& random, int from, int to) { return std::uniform_int_distribution(from, to)(random); }

double random_sign(Random& random) { return integer(random, 0, 1) == 0 ? -1 : 1; }

/// Uniform in exponent and mantissa, denormals included.
double any_binade(Random& random, int lowest = -1074, int highest = 1023) {
    return random_sign(random) * std::ldexp(uniform(random, 1, 2), integer(random, lowest, highest));
}

/// At a distance from the centre that is uniform in its binade.
double close_to(double centre, Random& random) {
    const double scale = centre == 0 ? 1 : std::abs(centre);
    return centre + scale * any_binade(random, -52, -2);
}

double proposal(const Range& range, Random& random) {
    switch (integer(random, 0, 3)) {
    case 0:
        return any_binade(random);
    case 1:
        return any_binade(random, -60, 10);
    case 2:
        return uniform(random, range.live_from, range.live_to);
    default:
        return close_to(
            range.special[static_cast<std::size_t>(integer(random, 0, static_cast<int>(range.special.size()) - 1))],
            random);
    }
}

double of_one(std::string_view name, Random& random) {
    const Range& range = range_of(name);
    for (;;) {
        const double x = proposal(range, random);
        if (std::isfinite(x) && x >= range.lowest && x <= range.highest) return x;
    }
}

/// Another argument that stands in some relation to x: none, near-tie, tie, or the same few binades.
double companion(double x, Random& random) {
    switch (integer(random, 0, 5)) {
    case 0:
        return random_sign(random) * x;
    case 1:
        return random_sign(random) * x * (1 + any_binade(random, -52, -2));
    case 2:
        return x * any_binade(random, -4, 4);
    case 3:
        return uniform(random, -50, 50);
    default:
        return any_binade(random);
    }
}

double of_several(Random& random) {
    switch (integer(random, 0, 2)) {
    case 0:
        return any_binade(random);
    case 1:
        return any_binade(random, -20, 10);
    default:
        return uniform(random, -50, 50);
    }
}

/// Half of these are chosen by the exponent of their result, so that it is representable.
Point of_pow(Random& random) {
    const bool close_to_one = integer(random, 0, 2) == 0;
    const double base = close_to_one ? close_to(1, random) : std::abs(any_binade(random));
    switch (integer(random, 0, 7)) {
    case 0:
        return {base, any_binade(random)};
    case 1:
        return {base, std::round(uniform(random, -20, 20))};
    case 2:
        return {-base, std::round(uniform(random, -20, 20))};
    case 3:
        return {uniform(random, 0, 10), uniform(random, -10, 10)};
    default:
        return {base, uniform(random, -1074, 1024) / std::log2(base)};
    }
}

Point of_many(std::string_view name, Random& random) {
    auto size = static_cast<std::size_t>(integer(random, 1, 8));
    if (name == "dot") size = 2 * ((size + 1) / 2);
    Point point{of_several(random)};
    const bool related = integer(random, 0, 2) != 0;
    while (point.size() < size) point.push_back(related ? companion(point.front(), random) : of_several(random));
    return point;
}

Point propose(std::string_view name, std::size_t arguments, Random& random) {
    if (name == "pow") return of_pow(random);
    if (name == "polygamma") return {std::floor(uniform(random, 0, 7)), of_one(name, random)};
    if (name == "leaky_relu") return {of_one(name, random), uniform(random, -0.5, 1.5)};
    if (name == "elu") return {of_one("expm1", random), uniform(random, 0, 2)};
    if (arguments == 1) return {of_one(name, random)};
    if (arguments == 0) return of_many(name, random);
    const double x = of_several(random);
    Point point{x, companion(x, random)};
    if (name == "fma") point.push_back(integer(random, 0, 1) == 0 ? -(point[0] * point[1]) : of_several(random));
    if (name == "select") point = {random_sign(random) + 1, point[0], point[1]};
    return point;
}

bool acceptable(std::string_view name, const Point& point) {
    if (!std::all_of(point.begin(), point.end(), [](double x) { return std::isfinite(x); })) return false;
    const Numbers x(point.begin(), point.end());
    const auto known = edge(name, x, {});
    return !known || known->defined();
}

} // namespace

std::vector<Point> random_points(std::string_view name, std::size_t n, std::mt19937_64& random) {
    const std::size_t arguments = find_operation(name).arity;
    std::vector<Point> points;
    while (points.size() < n) {
        Point point = propose(name, arguments, random);
        if (acceptable(name, point)) points.push_back(std::move(point));
    }
    return points;
}

} // namespace reference
