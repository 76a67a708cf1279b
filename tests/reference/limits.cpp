// Infinite arguments: limits where the mathematics has them.
#include <reference/catalogue.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace reference {

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Limits of value and slope of a function of one argument.
struct Ends {
    std::string_view name;
    double value_at_minus, value_at_plus;
    double slope_at_minus, slope_at_plus;
};

constexpr auto ends = std::to_array<Ends>({
    {"neg", inf, -inf, -1, -1},
    {"square", inf, inf, -inf, inf},
    {"sqrt", none, inf, none, 0},
    {"cbrt", -inf, inf, 0, 0},
    {"exp", 0, inf, 0, inf},
    {"exp2", 0, inf, 0, inf},
    {"expm1", -1, inf, 0, inf},
    {"log", none, inf, none, 0},
    {"log2", none, inf, none, 0},
    {"log10", none, inf, none, 0},
    {"log1p", none, inf, none, 0},
    {"sinh", -inf, inf, inf, inf},
    {"cosh", inf, inf, -inf, inf},
    {"tanh", -1, 1, 0, 0},
    {"asinh", -inf, inf, 0, 0},
    {"acosh", none, inf, none, 0},
    {"sigmoid", 0, 1, 0, 0},
    {"softplus", 0, inf, 0, 1},
    {"log_sigmoid", -inf, 0, 1, 0},
    {"relu", 0, inf, 0, 1},
    {"silu", 0, inf, 0, 1},
    {"mish", 0, inf, 0, 1},
    {"gelu", 0, inf, 0, 1},
    {"erf", -1, 1, 0, 0},
    {"erfc", 2, 0, 0, 0},
    {"normal_cdf", 0, 1, 0, 0},
    {"tgamma", none, inf, none, inf},
    {"lgamma", inf, inf, none, inf},
    {"digamma", none, inf, none, 0},
    {"trigamma", none, 0, none, 0},
    {"abs", inf, inf, -1, 1},
    {"sign", -1, 1, 0, 0},
    {"floor", -inf, inf, 0, 0},
    {"ceil", -inf, inf, 0, 0},
    {"trunc", -inf, inf, 0, 0},
    {"round", -inf, inf, 0, 0},
});

/// Limits that are not floating-point numbers are those at a point where the function has become as good as flat.
Truth limit_of_one(std::string_view name, const Number& x, Wanted wanted) {
    const bool plus = x.sign() > 0;
    if (name == "atan" && wanted.order == 0) return value("atan2", std::array{plus ? 1.0 : -1.0, 0.0});
    if (name == "atan") return Truth::exactly(0);
    if (name == "selu" && wanted.order == 0) return plus ? Truth::exactly(inf) : value("selu", std::array{-1e5});
    if (name == "selu") return plus ? partial("selu", std::array{1.0}, 0) : Truth::exactly(0);
    const auto row = std::find_if(ends.begin(), ends.end(), [&](const Ends& e) { return e.name == name; });
    if (row == ends.end() || wanted.order > 1) return {};
    if (wanted.order == 1) return Truth::exactly(plus ? row->slope_at_plus : row->slope_at_minus);
    return Truth::exactly(plus ? row->value_at_plus : row->value_at_minus);
}

/// Values of several arguments, some infinite: IEEE arithmetic and the C library are exact there.
using Exact = long double (*)(long double, long double);
struct Pair {
    std::string_view name;
    Exact value;
};

constexpr auto pairs = std::to_array<Pair>({
    {"add", [](long double a, long double b) { return a + b; }},
    {"sub", [](long double a, long double b) { return a - b; }},
    {"mul", [](long double a, long double b) { return a * b; }},
    {"div", [](long double a, long double b) { return a / b; }},
    {"pow", [](long double a, long double b) { return std::pow(a, b); }},
    {"fmod", [](long double a, long double b) { return std::fmod(a, b); }},
    {"remainder", [](long double a, long double b) { return std::remainder(a, b); }},
});

/// atan2 at an infinite argument depends on the quadrant and on which argument is infinite alone.
Truth limit_of_atan2(const Numbers& x) {
    const auto shrunk = [](const Number& part) {
        return std::copysign(part.is_infinite() ? 1.0 : 0.0, part.sign_bit() ? -1.0 : 1.0);
    };
    return value("atan2", std::array{shrunk(x[0]), shrunk(x[1])});
}

/// The softened maximum goes over to the maximum: -inf drops out, one +inf takes all.
Truth limit_of_log_sum_exp(const Numbers& x, Wanted wanted) {
    const auto above =
        std::count_if(x.begin(), x.end(), [](const Number& p) { return p.is_infinite() && p.sign() > 0; });
    const bool all_below =
        std::all_of(x.begin(), x.end(), [](const Number& p) { return p.is_infinite() && p.sign() < 0; });
    if (above > 0 || all_below) {
        if (wanted.order == 0) return Truth::exactly(all_below ? -inf : inf);
        if (above != 1 || wanted.order == 2) return {};
        return Truth::exactly(x[wanted.i].is_infinite() && x[wanted.i].sign() > 0 ? 1 : 0);
    }
    std::vector<long double> finite;
    std::vector<std::size_t> place(x.size());
    for (std::size_t k = 0; k < x.size(); ++k) {
        place[k] = finite.size();
        if (!x[k].is_infinite()) finite.push_back(x[k].as_long_double());
    }
    if (wanted.order == 0) return value("log_sum_exp", finite);
    if (x[wanted.i].is_infinite() || x[wanted.j].is_infinite()) return Truth::exactly(0);
    if (wanted.order == 1) return partial("log_sum_exp", finite, place[wanted.i]);
    return second_partial("log_sum_exp", finite, place[wanted.i], place[wanted.j]);
}

/// hypot, norm: infinite; an infinite argument alone has slope +-1, and finite ones none.
Truth limit_of_length(const Numbers& x, Wanted wanted) {
    if (wanted.order == 0) return Truth::exactly(inf);
    const auto infinite = std::count_if(x.begin(), x.end(), [](const Number& part) { return part.is_infinite(); });
    if (wanted.order > 1 || infinite > 1) return {};
    return Truth::exactly(x[wanted.i].is_infinite() ? x[wanted.i].sign() : 0);
}

/// The partials of a quotient by an infinity, and of a remainder of it: a/b tends to 0, a itself is what remains.
Truth partials_over_infinity(double of_numerator, const Numbers& x, Wanted wanted) {
    if (x[0].is_infinite() || wanted.order > 1) return {};
    return Truth::exactly(wanted.i == 0 ? of_numerator : 0);
}

std::optional<Truth> limit_of_pair(std::string_view name, const Numbers& x, Wanted wanted) {
    if (name == "atan2") return wanted.order == 0 ? limit_of_atan2(x) : Truth{};
    const auto row = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.name == name; });
    if (row == pairs.end()) return std::nullopt;
    if (wanted.order == 0) {
        const long double exact = row->value(x[0].as_long_double(), x[1].as_long_double());
        return std::isnan(exact) ? Truth{} : Truth(Number(exact).ball());
    }
    if (name == "div") return x[1].is_infinite() ? partials_over_infinity(0, x, wanted) : std::optional<Truth>{};
    if (name == "fmod" || name == "remainder") return partials_over_infinity(1, x, wanted);
    return name == "pow" ? std::optional<Truth>{Truth{}} : std::nullopt;
}

} // namespace

std::optional<Truth> limit(std::string_view name, const Numbers& x, Wanted wanted) {
    if (std::none_of(x.begin(), x.end(), [](const Number& number) { return number.is_infinite(); }))
        return std::nullopt;
    if (x.size() == 1 && find_operation(name).arity == 1) return limit_of_one(name, x[0], wanted);
    if (name == "logaddexp" || name == "log_sum_exp") return limit_of_log_sum_exp(x, wanted);
    if (name == "hypot" || name == "norm") return limit_of_length(x, wanted);
    if (name == "polygamma") return Truth{};
    return limit_of_pair(name, x, wanted); // the others' definitions take infinities as they are
}

} // namespace reference
