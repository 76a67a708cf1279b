#include <autodiff/notation/source_series.hpp>

#include <autodiff/ops/doubled.hpp>

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>
#include <vector>

namespace autodiff::writing {

namespace {

/// B2, B4, ..., B20.
constexpr std::array<long double, 10> bernoulli{1.0L / 6,       -1.0L / 30,      1.0L / 42, -1.0L / 30,
                                                5.0L / 66,      -691.0L / 2730,  7.0L / 6,  -3617.0L / 510,
                                                43867.0L / 798, -174611.0L / 330};

std::string list(const SourceLanguage& language, std::span<const long double> numbers) {
    std::string out;
    for (const long double number : numbers)
        out += (out.empty() ? "" : ", ") + language.number(static_cast<double>(number));
    return out;
}

/// c[0] + c[1] w + ... by Horner's rule, where `w` and `c` are names.
constexpr std::string_view horner = R"(    for (k = {count} - 1; k >= 0; --k) sum = c[k] + {variable} * sum;
)";

/// Reflection to 1 - x, the cotangent in it taken from the function itself between 0 and 1:
/// f(x) = f(t) - s f(1 - t) + s f(1 - x) with t = x - floor(x), where s = 1 for even orders and -1 for odd ones.
constexpr std::string_view reflection = R"(
static {T} {name}({T} x) {{
    {T} t, u;
    if (x > {zero}) return {name}_above_0(x);
    if (x == {floor}(x)) return {pole};
    if (x != x) return x;
    t = x - {floor}(x);
    u = t > {half} ? {round}(x) - x : {one} - t; /* 1 - t, exact where it is small */
    return ({name}_above_0(t) {minus} {name}_above_0(u)) {plus} {name}_above_0({one} - x);
}}
)";

std::string reflected(const SourceLanguage& language, std::string_view name, int order) {
    const bool even = order % 2 == 0;
    const std::string infinite_or_nan =
        fmt::format("x - x == {} ? ({})INFINITY : ({})NAN", language.number(0), language.type(), language.type());
    return fmt::format(fmt::runtime(reflection), fmt::arg("T", language.type()), fmt::arg("name", name),
                       fmt::arg("zero", language.number(0)), fmt::arg("one", language.number(1)),
                       fmt::arg("half", language.number(0.5)),
                       fmt::arg("floor", language.cpp                ? "std::floor"
                                         : language.single_precision ? "floorf"
                                                                     : "floor"),
                       fmt::arg("round", language.cpp                ? "std::round"
                                         : language.single_precision ? "roundf"
                                                                     : "round"),
                       fmt::arg("pole", even ? fmt::format("({})NAN", language.type()) : infinite_or_nan),
                       fmt::arg("minus", even ? "-" : "+"), fmt::arg("plus", even ? "+" : "-"));
}

// digamma for x > 0 is its difference to its zero x0, summed so that every large part has the sign of d = x - x0: with
// z = x + 10 and z0 = x0 + 10, the sum of d / ((x + k)(x0 + k)) over k = 0 ... 9, and the difference of the asymptotic
// series log z - 1 / (2 z) - sum of B2k / (2 k z^2k) at z and z0.
constexpr std::string_view digamma_text = R"(static {T} {name}_above_0({T} x) {{
    static const {T} zero_plus[{shift}] = {{{zeros}}};
    static const {T} c[{count}] = {{{coefficients}}};
    const {T} d = (x - {high}) - {low};
    const {T} z = x + {shift_number};
    const {T} w = {one} / (z * z);
    {T} sum = {zero};
    int k;
    if (x - x != {zero}) return x;
)";
constexpr std::string_view digamma_end = R"(    sum *= -(d / z) * (({z0} + z) / z) * {w0};
    sum += d / z / {twice_z0};
    for (k = {shift} - 1; k > 0; --k) sum += d / zero_plus[k] / (x + ({T})k);
    return sum + {log1p} + d / zero_plus[0] / x;
}}
)";

} // namespace

std::string digamma_source(const SourceLanguage& language, std::string_view name) {
    constexpr int shift = 10;
    constexpr ops::LongNumber precise_zero{0x1.762d86356be3fp+0, 0x1.b86a722197829p-54};
    constexpr long double zero = precise_zero.as<long double>();
    constexpr std::size_t terms = 8;
    const double high = language.single_precision ? precise_zero.as<float>() : precise_zero.high;
    const double low = language.single_precision ? precise_zero.rest<float>() : precise_zero.low;
    const long double z0 = zero + shift, w0 = 1 / (z0 * z0);
    std::vector<long double> zeros;
    zeros.reserve(static_cast<std::size_t>(shift));
    for (int k = 0; k < shift; ++k) zeros.push_back(zero + static_cast<long double>(k));
    // The quotient of P(w) - P(w0) and w - w0, where P(w) is the sum of -B2k / (2 k) w^k.
    std::array<long double, terms> quotient{};
    long double rest = 0;
    for (std::size_t k = terms; k-- > 0;)
        rest = quotient[k] = rest * w0 - bernoulli[k] / static_cast<long double>(2 * (k + 1));
    const auto number = [&](long double value) { return language.number(static_cast<double>(value)); };
    const std::string text = std::string(digamma_text) + std::string(horner) + std::string(digamma_end);
    return fmt::format(fmt::runtime(text), fmt::arg("T", language.type()), fmt::arg("name", name),
                       fmt::arg("shift", shift), fmt::arg("shift_number", number(shift)),
                       fmt::arg("count", quotient.size()), fmt::arg("zeros", list(language, zeros)),
                       fmt::arg("coefficients", list(language, quotient)), fmt::arg("high", number(high)),
                       fmt::arg("low", number(low)), fmt::arg("one", number(1)), fmt::arg("zero", number(0)),
                       fmt::arg("variable", "w"), fmt::arg("z0", number(z0)), fmt::arg("w0", number(w0)),
                       fmt::arg("twice_z0", number(2 * z0)),
                       fmt::arg("log1p", language.call("log1p", fmt::format("d / {}", number(z0))))) +
           reflected(language, name, 0);
}

namespace {

// (-1)^(n+1) psi^(n)(x) for x > 0 is the sum of n! / (x + k)^(n+1) over k = 0, 1, ...; from z = x + k >= shift on by
// Euler and Maclaurin's formula: z^-n ((n-1)! + n! / (2 z) + the sum of B2j (n + 2j - 1)! / (2j)! z^-2j). The power in
// halves, which cannot underflow before the result does.
constexpr std::string_view polygamma_text = R"(static {T} {name}_above_0({T} x) {{
    static const {T} c[{count}] = {{{coefficients}}};
    const int terms = x < {shift} ? (int)({shift} - x) + 1 : 0;
    const {T} z = x + ({T})terms;
    const {T} w = {one} / z;
    const {T} p = {half_power};
    {T} sum = {zero};
    int k;
)";
constexpr std::string_view polygamma_end = R"(    sum = sum * p * p;
    for (k = terms - 1; k >= 0; --k) sum += {factorial} * {power_of_term};
    return {sign}sum;
}}
)";

} // namespace

std::string polygamma_source(const SourceLanguage& language, std::string_view name, int order) {
    const auto n = static_cast<long double>(order);
    const long double factorial = std::tgamma(n + 1);
    std::vector<long double> coefficients(2 * bernoulli.size() + 1);
    coefficients[0] = factorial / n;
    coefficients[1] = factorial / 2;
    for (std::size_t j = 1; j <= bernoulli.size(); ++j) {
        const auto even = static_cast<long double>(2 * j);
        coefficients[2 * j] = bernoulli[j - 1] * std::tgamma(n + even) / std::tgamma(even + 1);
    }
    const auto number = [&](long double value) { return language.number(static_cast<double>(value)); };
    const std::string text = std::string(polygamma_text) + std::string(horner) + std::string(polygamma_end);
    return fmt::format(fmt::runtime(text), fmt::arg("T", language.type()), fmt::arg("name", name),
                       fmt::arg("count", coefficients.size()), fmt::arg("coefficients", list(language, coefficients)),
                       fmt::arg("shift", number(10 + n)), fmt::arg("one", number(1)), fmt::arg("zero", number(0)),
                       fmt::arg("variable", "w"), fmt::arg("factorial", number(factorial)),
                       fmt::arg("half_power", language.call("pow", fmt::format("z, {}", number(-n / 2)))),
                       fmt::arg("power_of_term",
                                language.call("pow", fmt::format("x + ({})k, {}", language.type(), number(-n - 1)))),
                       fmt::arg("sign", order % 2 == 0 ? "-" : "")) +
           reflected(language, name, order);
}

} // namespace autodiff::writing
