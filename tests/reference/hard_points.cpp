#include <reference/catalogue.hpp>
#include <reference/ranges.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace reference {

namespace {

using Limits = std::numeric_limits<double>;
constexpr double inf = Limits::infinity();

/// Magnitudes across the format: denormals, the ends, squares that under- or overflow, whole powers of two around 1.
const std::vector<double>& magnitudes() {
    static const std::vector<double> all = [] {
        std::vector<double> sizes{0,
                                  Limits::denorm_min(),
                                  1e-320,
                                  1e-310,
                                  Limits::min(),
                                  1e-300,
                                  1e-200,
                                  1.5e-154,
                                  1e-100,
                                  0.1,
                                  0.3,
                                  0.9,
                                  0.99,
                                  1 - Limits::epsilon() / 2,
                                  1 + Limits::epsilon(),
                                  1.1,
                                  1.5,
                                  3,
                                  5,
                                  7.5,
                                  10.0,
                                  20,
                                  36.7,
                                  40,
                                  100,
                                  700,
                                  709.7,
                                  711,
                                  745.2,
                                  1000,
                                  1e5,
                                  1e10,
                                  1e15,
                                  1e100,
                                  1e154,
                                  1.4e154,
                                  1e200,
                                  1e300,
                                  Limits::max()};
        for (const int k : {-540, -200, -108, -60, -54, -53, -52, -40, -30, -27, -26, -20, -13, -10, -5, -3,
                            -2,   -1,   0,    1,   2,   3,   10,  26,  30,  31,  52,  53,  54,  63,  64})
            sizes.push_back(std::ldexp(1.0, k));
        return sizes;
    }();
    return all;
}

/// The point itself, its neighbours, and points at halving distances around it.
void add_around(std::vector<double>& points, double centre) {
    points.insert(points.end(), {centre, std::nextafter(centre, inf), std::nextafter(centre, -inf)});
    const double scale = centre == 0 ? 1 : std::abs(centre);
    for (const int k : {-50, -40, -27, -20, -10, -4}) {
        points.push_back(centre + std::ldexp(scale, k));
        points.push_back(centre - std::ldexp(scale, k));
    }
}

bool inside(std::string_view name, const Point& point) {
    const Numbers x(point.begin(), point.end());
    const auto at_infinity = limit(name, x, {});
    const auto known = at_infinity ? at_infinity : edge(name, x, {});
    return !known || known->defined();
}

std::vector<double> of_one(std::string_view name) {
    const Range& range = range_of(name);
    std::vector<double> points;
    for (const double size : magnitudes()) points.insert(points.end(), {size, -size});
    for (const double special : range.special) add_around(points, special);
    std::erase_if(points, [&](double x) { return x < range.lowest || x > range.highest; });
    points.insert(points.end(), {-inf, inf});
    // a step outside of the domain
    if (std::isfinite(range.lowest)) points.push_back(std::nextafter(range.lowest, -inf));
    if (std::isfinite(range.highest)) points.push_back(std::nextafter(range.highest, inf));
    return points;
}

const std::vector<double>& signed_few() {
    static const std::vector<double> all = [] {
        std::vector<double> values;
        for (const double size :
             {0.0, Limits::denorm_min(), 1e-310, 1e-300, 1e-200, 1e-154, 0x1p-53, 0.3, 1.0, 1 + Limits::epsilon(), 2.0,
              3.5, 36.7, 745.2, 1e17, 1e155, 1e200, 1e300, Limits::max()})
            values.insert(values.end(), {size, -size});
        return values;
    }();
    return all;
}

std::vector<Point> pairs_of(const std::vector<double>& first, const std::vector<double>& second) {
    std::vector<Point> points;
    for (const double a : first)
        for (const double b : second) points.push_back({a, b});
    return points;
}

void add_near_ties(std::vector<Point>& points) {
    for (const double x : signed_few())
        for (const double y : {std::nextafter(x, inf), std::nextafter(x, -inf), x * (1 + 0x1p-26), x * (1 - 0x1p-13)})
            if (std::isfinite(y)) points.insert(points.end(), {{x, y}, {x, -y}, {y, x}});
}

std::vector<Point> of_pow() {
    std::vector<Point> points =
        pairs_of({0.0, -0.0, 1e-320, 1e-200, 1e-5, 0.5, 1 - 0x1p-53, 1, 1 + 0x1p-52, 1.0001, 2, 10, 1e200,
                  Limits::max(), -1, -2, -0.5, -1e-200, -1e200},
                 {0.0,  -0.0,    1,      2,       3,     -1,    -2,  -3,     0.5,   -0.5,
                  1.5,  1.0 / 3, 1e-300, 1e-17,   100,   -100,  101, 1023.5, -1074, 9007199254740993.,
                  1e15, -1e15,   0x1p52, -0x1p52, 1e300, -1e300});
    points.insert(points.end(), {{-2, 0.5}, {-1, 1e300}, {3, 34}, {36481, 1.5}});
    return points;
}

std::vector<Point> of_two(std::string_view name) {
    if (name == "pow") return of_pow();
    if (name == "leaky_relu") return pairs_of(of_one(name), {0.01, 0.2, 0, 1, -0.5, 3});
    if (name == "elu") return pairs_of(of_one("expm1"), {1, 0.5, 0, 2, -0.5});
    if (name == "polygamma") return pairs_of({0, 1, 2, 3, 7, 20, -1, 0.5}, of_one(name));
    std::vector<Point> points = pairs_of(signed_few(), signed_few());
    add_near_ties(points);
    for (const double a : {7.0, -7.0, 7.5, -7.5, 1e300, -1e18, 9.0, -10.0, 11.0})
        for (const double b : {2.0, -2.0, 3.0, -3.0, 0.1, 1e-300}) points.push_back({a, b});
    static const std::set<std::string_view> takes_infinity{"min",      "max",           "less",     "less_equal",
                                                           "greater",  "greater_equal", "equal",    "not_equal",
                                                           "copysign", "hypot",         "logaddexp"};
    if (takes_infinity.contains(name))
        for (const double a : {inf, -inf, 1.5, -2.0})
            points.insert(points.end(), {{a, inf}, {a, -inf}, {inf, a}, {-inf, a}});
    return points;
}

std::vector<Point> of_three(std::string_view name) {
    std::vector<Point> points;
    const std::vector<double> few{0.0,   -0.0,  Limits::denorm_min(), -1e-200, 0.3, -1.0, 1 + 0x1p-52, 3.0,
                                  -1e17, 1e200, Limits::max()};
    for (const double a : few)
        for (const Point& rest : pairs_of(few, few)) points.push_back({a, rest[0], rest[1]});
    if (name == "fma")
        for (const double a : {0.1, 1.0 / 3, -1 - 0x1p-30, 1e150, 1e-150})
            for (const double b : {0.3, 7.7, -1 + 0x1p-30, 3e100}) points.push_back({a, b, -(a * b)});
    return points;
}

std::vector<Point> of_many(std::string_view name) {
    std::vector<Point> points{{0.0},
                              {-2.5},
                              {1e300},
                              {0, 0},
                              {1, 2, 3},
                              {-1, -1, -1, -1},
                              {1e16, 1, -1e16, 0.5},
                              {1e200, -1e200, 3e199, 1e-200},
                              {1e-200, 1e-180, -3e-190, 0},
                              {1e308, 1e308},
                              {1e308, -1e308, 1e308, -1e308},
                              {5e-324, 5e-324},
                              {3, 4},
                              {-745, -1000, -745.5},
                              {1000, 1000.5, 999, -1000},
                              {710, -710},
                              {0.1, 0.2, 0.3, -0.6, 1e-17, 4},
                              {0, -0.6931471805599453},
                              {-0.6931471805599453, -0.6931471805599453},
                              {-40, 0},
                              {1, 2, 3, 4, 5, 6, 7, 8},
                              {-1e300, 1e300},
                              {0.3, 1e-8, -2, 1e8, 1e-8, 0.5, 0.25, -1e-8}};
    if (name == "log_sum_exp") points.insert(points.end(), {{-inf, 1}, {-inf, -inf}, {inf, 1, -inf}, {-inf, 1, 1.5}});
    if (name == "dot") std::erase_if(points, [](const Point& point) { return point.size() % 2 == 1; });
    return points;
}

} // namespace

std::vector<Point> hard_points(std::string_view name) {
    const std::size_t arguments = find_operation(name).arity;
    if (arguments == 0) return of_many(name);
    if (arguments == 3) return of_three(name);
    std::vector<Point> points;
    if (arguments == 2) points = of_two(name);
    if (arguments == 1)
        for (const double x : of_one(name)) points.push_back({x});
    std::size_t outside = 0;
    std::erase_if(points, [&](const Point& point) { return !inside(name, point) && ++outside > 4; });
    return points;
}

} // namespace reference
