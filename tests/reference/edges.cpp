// The policy where a definition does not apply: the mathematical limit where there is one, at a convex kink the
// subgradient of least norm, an honest infinity where the derivative is infinite, otherwise undefined.
#include <reference/catalogue.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace reference {

namespace {

using Edge = std::optional<Truth>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::nullopt_t regular = std::nullopt;

Edge exactly(double x) { return Truth::exactly(x); }

/// One number for each order of derivative of a function of one argument.
Edge by_order(Wanted w, double value, double first, double second) {
    return exactly(w.order == 0 ? value : w.order == 1 ? first : second);
}

/// Derivatives by the table, the value by the definition.
Edge derivatives(Wanted w, double first, double second) {
    return w.order == 0 ? Edge{} : by_order(w, 0, first, second);
}

/// The point of least norm between the slopes `slope` and 1.
Edge least_norm(const Number& slope) {
    if (slope.sign() <= 0) return exactly(0);
    return slope.compare(1) < 0 ? Truth(slope.ball()) : Truth::exactly(1);
}

/// log and its kin have their pole at `pole` and nothing below.
template <int pole>
Edge logarithm(const Numbers& x, Wanted w) {
    const int side = x[0].compare(pole);
    if (side > 0) return regular;
    return side < 0 ? exactly(undefined) : by_order(w, -infinity, infinity, -infinity);
}

Edge sqrt_edge(const Numbers& x, Wanted w) {
    if (x[0].sign() > 0) return regular;
    return x[0].sign() < 0 ? exactly(undefined) : by_order(w, 0, infinity, -infinity);
}

Edge cbrt_edge(const Numbers& x, Wanted w) { return x[0].is_zero() ? by_order(w, 0, infinity, undefined) : regular; }

template <int slope>
Edge arc_edge(const Numbers& x, Wanted w) {
    const int side = x[0].sign();
    const int size = arf_cmpabs_2exp_si(x[0].exact(), 0);
    if (size < 0) return regular;
    return size > 0 ? exactly(undefined) : derivatives(w, slope * infinity, slope * side * infinity);
}

Edge atanh_edge(const Numbers& x, Wanted w) {
    const int side = x[0].sign();
    const int size = arf_cmpabs_2exp_si(x[0].exact(), 0);
    if (size < 0) return regular;
    return size > 0 ? exactly(undefined) : by_order(w, side * infinity, infinity, side * infinity);
}

Edge acosh_edge(const Numbers& x, Wanted w) {
    const int side = x[0].compare(1);
    if (side > 0) return regular;
    return side < 0 ? exactly(undefined) : by_order(w, 0, infinity, -infinity);
}

Edge logit_edge(const Numbers& x, Wanted w) {
    if (x[0].sign() < 0 || x[0].compare(1) > 0) return exactly(undefined);
    if (x[0].is_zero()) return by_order(w, -infinity, infinity, -infinity);
    return x[0] == 1 ? by_order(w, infinity, infinity, infinity) : regular;
}

Edge gamma_edge(const Numbers& x, Wanted w) {
    // the sign of zero tells the side of the pole, as in C
    const double side = x[0].sign_bit() ? -1 : 1;
    if (x[0].is_zero()) return by_order(w, side * infinity, -infinity, side * infinity);
    return x[0].sign() < 0 && x[0].is_integer() ? exactly(undefined) : regular;
}

Edge lgamma_edge(const Numbers& x, Wanted w) {
    if (x[0].sign() <= 0 && x[0].is_integer()) return by_order(w, infinity, undefined, infinity);
    return w.order == 0 && (x[0] == 1 || x[0] == 2) ? exactly(0) : regular;
}

bool at_pole(const Number& x) { return x.sign() <= 0 && x.is_integer(); }

Edge digamma_edge(const Numbers& x, Wanted) { return at_pole(x[0]) ? exactly(undefined) : regular; }

/// Its poles are of even order: the limit from both sides is +inf.
Edge trigamma_edge(const Numbers& x, Wanted w) {
    return at_pole(x[0]) ? by_order(w, infinity, undefined, infinity) : regular;
}

Edge polygamma_edge(const Numbers& x, Wanted w) {
    if (w.involves(0) || !x[0].is_integer() || x[0].sign() < 0 || x[0].compare(1000) > 0) return exactly(undefined);
    return !at_pole(x[1]) ? regular : x[0].is_odd() ? trigamma_edge({x[1]}, w) : exactly(undefined);
}

/// A kink at zero with second derivative zero on both sides.
Edge kink_at_zero(const Numbers& x, Wanted w) { return x[0].is_zero() ? derivatives(w, 0, 0) : regular; }

Edge leaky_relu_edge(const Numbers& x, Wanted w) {
    if (!x[0].is_zero() || w.order == 0) return regular;
    const bool slope_of_x = w.order == 1 && w.i == 0;
    return slope_of_x ? least_norm(x[1]) : exactly(0);
}

Edge elu_edge(const Numbers& x, Wanted w) {
    if (!x[0].is_zero() || w.order == 0) return regular;
    if (w.order == 2) return exactly(w.i == 1 && w.j == 1 ? 0 : undefined);
    return w.i == 0 ? least_norm(x[1]) : exactly(0);
}

/// selu's slope jumps from 1.758 below zero to its scale above: asked for a little above zero, where it is linear.
Edge selu_edge(const Numbers& x, Wanted w) {
    if (!x[0].is_zero() || w.order == 0) return regular;
    return w.order == 2 ? Truth{} : partial("selu", std::array{1.0}, 0);
}

Edge extremum_edge(const Numbers& x, Wanted w) {
    if (x[0].compare(x[1]) != 0) return regular;
    return derivatives(w, 0.5, 0);
}

Edge length_edge(const Numbers& x, Wanted w) {
    const bool at_origin = std::all_of(x.begin(), x.end(), [](const Number& part) { return part.is_zero(); });
    return at_origin ? by_order(w, 0, 0, undefined) : regular;
}

Edge atan2_edge(const Numbers& x, Wanted w) {
    return x[0].is_zero() && x[1].is_zero() ? derivatives(w, 0, undefined) : regular;
}

Edge quotient_edge(const Numbers& x, Wanted w) {
    if (!x[1].is_zero()) return regular;
    const double pole = x[1].sign_bit() ? -infinity : infinity;
    if (w.order == 0) return exactly(x[0].is_zero() ? undefined : x[0].sign() * pole);
    if (w.order == 1 && w.i == 0) return exactly(pole);
    if (w.order == 1) return exactly(x[0].is_zero() ? undefined : -x[0].sign() * infinity);
    return w.i == 0 && w.j == 0 ? exactly(0) : exactly(undefined);
}

Edge modulus_edge(const Numbers& x, Wanted) { return x[1].is_zero() ? exactly(undefined) : regular; }

Edge copysign_edge(const Numbers& x, Wanted w) { return x[0].is_zero() ? derivatives(w, 0, 0) : regular; }

/// pow(0, y).
Edge power_of_zero(const Numbers& x, Wanted w) {
    const long double y = x[1].as_long_double();
    const bool negative_side = x[0].sign_bit() && x[1].is_integer();
    const double odd = negative_side && x[1].is_odd() ? -1 : 1;
    const double even = negative_side && !x[1].is_odd() ? -1 : 1;
    if (w.order == 0) return exactly(y > 0 ? 0 : y == 0 ? 1 : odd * infinity);
    if (w.order == 1 && w.i == 0)
        return exactly(y < 0 ? -even * infinity : y == 0 || y > 1 ? 0 : y == 1 ? 1 : infinity);
    if (w.order == 1) return exactly(y < 0 ? -infinity : 0);
    if (w.i == 0 && w.j == 0) {
        if (y == 0 || y == 1 || y > 2) return exactly(0);
        return exactly(y == 2 ? 2 : y < 0 ? odd * infinity : y < 1 ? -infinity : infinity);
    }
    if (w.i == 1 && w.j == 1) return exactly(y > 0 ? 0 : undefined);
    return exactly(y > 1 ? 0 : y > 0 ? -infinity : undefined);
}

Edge pow_edge(const Numbers& x, Wanted w) {
    if (x[0].is_zero()) return power_of_zero(x, w);
    if (x[0].sign() < 0 && (!x[1].is_integer() || w.involves(1))) return exactly(undefined);
    if (x[1].is_zero() && !w.involves(1)) return exactly(w.order == 0 ? 1 : 0);
    return regular;
}

struct Row {
    std::string_view name;
    Edge (*edge)(const Numbers& x, Wanted wanted);
};

constexpr auto rows = std::to_array<Row>({
    {"log", logarithm<0>},
    {"log2", logarithm<0>},
    {"log10", logarithm<0>},
    {"log1p", logarithm<-1>},
    {"sqrt", sqrt_edge},
    {"cbrt", cbrt_edge},
    {"pow", pow_edge},
    {"div", quotient_edge},
    {"asin", arc_edge<1>},
    {"acos", arc_edge<-1>},
    {"atan2", atan2_edge},
    {"acosh", acosh_edge},
    {"atanh", atanh_edge},
    {"logit", logit_edge},
    {"relu", kink_at_zero},
    {"leaky_relu", leaky_relu_edge},
    {"elu", elu_edge},
    {"selu", selu_edge},
    {"tgamma", gamma_edge},
    {"lgamma", lgamma_edge},
    {"digamma", digamma_edge},
    {"trigamma", trigamma_edge},
    {"polygamma", polygamma_edge},
    {"abs", kink_at_zero},
    {"min", extremum_edge},
    {"max", extremum_edge},
    {"fmod", modulus_edge},
    {"remainder", modulus_edge},
    {"copysign", copysign_edge},
    {"hypot", length_edge},
    {"norm", length_edge},
});

} // namespace

std::optional<Truth> edge(std::string_view name, const Numbers& x, Wanted wanted) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
    return row == rows.end() ? regular : row->edge(x, wanted);
}

} // namespace reference
