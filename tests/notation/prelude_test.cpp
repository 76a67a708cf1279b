#include "catch.hpp"
#include "parsing.hpp"

#include <autodiff/notation/functions.hpp>
#include <autodiff/notation/prelude.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <reference/ball.hpp>
#include <reference/reference.hpp>
#include <string>
#include <vector>

#include <arb.h>
#include <arb_hypgeom.h>

using namespace autodiff;
using reference::Ball;
using reference::Truth;

namespace {

constexpr slong bits = 200;
using Point = std::vector<double>;
using True = std::function<Truth(const Point&)>;

/// Poles and what lies outside of the domain have no truth.
Truth defined(const Ball& result) { return arb_is_finite(result.get()) != 0 ? Truth(result) : Truth(); }

/// A function of Arb.
True by(void (*f)(arb_ptr, arb_srcptr, slong)) {
    return [f](const Point& x) {
        const Ball argument(x[0]);
        Ball result;
        f(result.get(), argument.get(), bits);
        return defined(result);
    };
}

True by(void (*f)(arb_ptr, arb_srcptr, arb_srcptr, slong)) {
    return [f](const Point& x) {
        const Ball first(x[0]);
        const Ball second(x[1]);
        Ball result;
        f(result.get(), first.get(), second.get(), bits);
        return defined(result);
    };
}

/// An operation of the catalogue, by the independent reference; `more` are arguments that the row adds.
True operation(const char* name, const Point& more = {}) {
    return [name, more](Point x) {
        x.insert(x.end(), more.begin(), more.end());
        return reference::value(name, x);
    };
}

True exactly(double (*f)(const Point&)) {
    return [f](const Point& x) { return Truth::exactly(f(x)); };
}

void power(arb_ptr result, arb_srcptr x, const char* base) {
    Ball b;
    arb_set_str(b.get(), base, bits);
    arb_pow(result, b.get(), x, bits);
}

void logarithm(arb_ptr result, arb_srcptr x, arb_srcptr base, slong precision) {
    Ball log_of_base;
    arb_log(result, x, precision);
    arb_log(log_of_base.get(), base, precision);
    arb_div(result, result, log_of_base.get(), precision);
}

/// 1 / (1 + 1 / |x|) with the sign of x.
void softsign(arb_ptr result, arb_srcptr x, slong precision) {
    arb_abs(result, x);
    arb_inv(result, result, precision);
    arb_add_ui(result, result, 1, precision);
    arb_inv(result, result, precision);
    if (arb_is_negative(x) != 0) arb_neg(result, result);
}

/// f(1 / x), where x is not 0.
template <void (*f)(arb_ptr, arb_srcptr, slong)>
void of_reciprocal(arb_ptr result, arb_srcptr x, slong precision) {
    arb_inv(result, x, precision);
    f(result, result, precision);
}

/// The angle of the point (x, 1).
void arccotangent(arb_ptr result, arb_srcptr x, slong precision) {
    const Ball one(1.0);
    arb_atan2(result, one.get(), x, precision);
}

void gudermannian(arb_ptr result, arb_srcptr x, slong precision) {
    arb_sinh(result, x, precision);
    arb_atan(result, result, precision);
}

void tanhshrink(arb_ptr result, arb_srcptr x, slong precision) {
    Ball tanh;
    arb_tanh(tanh.get(), x, precision);
    arb_sub(result, x, tanh.get(), precision);
}

void factorial(arb_ptr result, arb_srcptr x, slong precision) {
    arb_add_ui(result, x, 1, precision);
    arb_gamma(result, result, precision);
}

/// Where both arguments are positive.
void beta(arb_ptr result, arb_srcptr x, arb_srcptr y, slong precision) {
    Ball one;
    arb_one(one.get());
    arb_hypgeom_beta_lower(result, x, y, one.get(), 0, precision);
    if (arb_is_positive(x) == 0 || arb_is_positive(y) == 0) arb_indeterminate(result);
}

void log_beta(arb_ptr result, arb_srcptr x, arb_srcptr y, slong precision) {
    beta(result, x, y, precision);
    arb_log(result, result, precision);
}

double hard_sigmoid(double x) { return x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6; }

/// The derivative of normal_cdf, whose values Arb takes from erfc.
Truth density(const Point& x) { return reference::partial("normal_cdf", x, 0); }

const std::map<std::string, True>& truths() {
    // clang-format off
    static const std::map<std::string, True> rows{
        {"ln/1", by(arb_log)}, {"log/2", by(logarithm)}, {"ln1p/1", by(arb_log1p)},
        {"exp10/1", by([](arb_ptr r, arb_srcptr x, slong) { power(r, x, "10"); })},
        {"power/2", by(arb_pow)}, {"sqr/1", by([](arb_ptr r, arb_srcptr x, slong p) { arb_mul(r, x, x, p); })},
        {"cube/1", by([](arb_ptr r, arb_srcptr x, slong p) { arb_pow_ui(r, x, 3, p); })}, {"rsqrt/1", by(arb_rsqrt)},
        {"sec/1", by(arb_sec)}, {"csc/1", by(arb_csc)}, {"cosec/1", by(arb_csc)}, {"cot/1", by(arb_cot)},
        {"arcsin/1", by(arb_asin)}, {"arccos/1", by(arb_acos)}, {"arctan/1", by(arb_atan)},
        {"arctan2/2", by(arb_atan2)},
        {"tg/1", by(arb_tan)}, {"ctg/1", by(arb_cot)}, {"arctg/1", by(arb_atan)},
        {"acot/1", by(arccotangent)}, {"arccot/1", by(arccotangent)}, {"gd/1", by(gudermannian)},
        {"asec/1", by(of_reciprocal<arb_acos>)}, {"arcsec/1", by(of_reciprocal<arb_acos>)},
        {"acsc/1", by(of_reciprocal<arb_asin>)}, {"arccsc/1", by(of_reciprocal<arb_asin>)},
        {"acoth/1", by(of_reciprocal<arb_atanh>)}, {"arccoth/1", by(of_reciprocal<arb_atanh>)},
        {"arcoth/1", by(of_reciprocal<arb_atanh>)}, {"asech/1", by(of_reciprocal<arb_acosh>)},
        {"arcsech/1", by(of_reciprocal<arb_acosh>)}, {"arsech/1", by(of_reciprocal<arb_acosh>)},
        {"acsch/1", by(of_reciprocal<arb_asinh>)}, {"arccsch/1", by(of_reciprocal<arb_asinh>)},
        {"arcsch/1", by(of_reciprocal<arb_asinh>)},
        {"sech/1", by(arb_sech)}, {"csch/1", by(arb_csch)}, {"coth/1", by(arb_coth)},
        {"arcsinh/1", by(arb_asinh)}, {"arccosh/1", by(arb_acosh)}, {"arctanh/1", by(arb_atanh)},
        {"arsinh/1", by(arb_asinh)}, {"arcosh/1", by(arb_acosh)}, {"artanh/1", by(arb_atanh)},
        {"σ/1", operation("sigmoid")}, {"logistic/1", operation("sigmoid")}, {"expit/1", operation("sigmoid")},
        {"logsigmoid/1", operation("log_sigmoid")}, {"swish/1", operation("silu")},
        {"leaky_relu/1", operation("leaky_relu", {0.01})}, {"elu/1", operation("elu", {1})},
        {"softsign/1", by(softsign)},
        {"tanhshrink/1", by(tanhshrink)},
        {"relu6/1", exactly([](const Point& x) { return std::clamp(x[0], 0.0, 6.0); })},
        {"hardtanh/1", exactly([](const Point& x) { return std::clamp(x[0], -1.0, 1.0); })},
        {"hardsigmoid/1", exactly([](const Point& x) { return hard_sigmoid(x[0]); })},
        {"hard_sigmoid/1", exactly([](const Point& x) { return hard_sigmoid(x[0]); })},
        {"hardswish/1", exactly([](const Point& x) { return x[0] * hard_sigmoid(x[0]); })},
        {"hard_swish/1", exactly([](const Point& x) { return x[0] * hard_sigmoid(x[0]); })},
        {"lngamma/1", by(arb_lgamma)}, {"factorial/1", by(factorial)},
        {"beta/2", by(beta)}, {"lbeta/2", by(log_beta)}, {"betaln/2", by(log_beta)},
        {"gamma/1", by(arb_gamma)}, {"Γ/1", by(arb_gamma)}, {"loggamma/1", by(arb_lgamma)},
        {"gammaln/1", by(arb_lgamma)}, {"psi/1", by(arb_digamma)}, {"ψ/1", by(arb_digamma)},
        {"trigamma/1", [](const Point& x) { return reference::partial("digamma", x, 0); }},
        {"Phi/1", operation("normal_cdf")}, {"Φ/1", operation("normal_cdf")},
        {"normal_pdf/1", density}, {"phi/1", density}, {"φ/1", density},
        {"fabs/1", operation("abs")}, {"sgn/1", operation("sign")}, {"signum/1", operation("sign")},
        {"if/3", operation("select")}, {"where/3", operation("select")},
        {"heaviside/1", exactly([](const Point& x) { return x[0] < 0 ? 0.0 : x[0] > 0 ? 1.0 : 0.5; })},
        {"heaviside/2", exactly([](const Point& x) { return x[0] < 0 ? 0.0 : x[0] > 0 ? 1.0 : x[1]; })},
        {"clamp/3", exactly([](const Point& x) { return std::clamp(x[0], x[1], x[2]); })},
    };
    // clang-format on
    return rows;
}

std::string key(const reading::Definition& definition) {
    return fmt::format("{}/{}", definition.name, definition.parameters.size());
}

std::string call(const reading::Definition& definition) {
    const std::vector<std::string> names{"a", "b", "c"};
    return fmt::format("{}({})", definition.name,
                       fmt::join(names.begin(), names.begin() + std::ptrdiff_t(definition.parameters.size()), ", "));
}

} // namespace

TEST_CASE("the functions of the prelude have the values that their names promise") {
    CHECK(reading::definitions().size() == std::size(reading::prelude));
    CHECK(truths().size() == std::size(reading::prelude));
    for (const reading::Definition& definition : reading::definitions()) {
        const Formula formula = parse(call(definition));
        const double allowed = definition.name.ends_with("beta") || definition.name == "betaln" ? 16 : 8; // they cancel
        std::size_t points = 0;
        for (const double x : {-3.0, 0.0, 0.3125, 1.0, 2.75, 7.5}) {
            const Point point = definition.name == "clamp" ? Point{x, 0.25, 3} : Point{x, 0.25, -3};
            Point arguments(point.begin(), point.begin() + std::ptrdiff_t(definition.parameters.size()));
            const Truth truth = truths().at(key(definition))(arguments);
            CAPTURE(definition.name, arguments, truth.to_string());
            if (!truth.defined()) continue;
            CHECK(truth.ulp_error(formula.graph(arguments)[0]) <= allowed);
            ++points;
        }
        CHECK(points >= 2);
    }
}

TEST_CASE("the prelude's functions exist beside those of the catalogue with other numbers of arguments") {
    CHECK(parsing::read("log(x)") == "log(x)");
    CHECK(parsing::read("elu(x, 3)") == "elu(x, 3)");
    CHECK(parsing::read("heaviside(x, nan)") == "select(x < 0, 0, select(x > 0, 1, select(x == 0, nan, x)))");
    CHECK(reading::signatures("elu") == "elu(x, alpha) or elu(x)");
}

TEST_CASE("in a function of the prelude names mean its parameters and constants alone") {
    CHECK(parsing::read("low = 5; clamp(low, high, x)") == "min(max(5, x0), x1)");
    CHECK(parsing::read("base = 10; log(8, 2) + base") == "log(8) / log(2) + 10");
}

TEST_CASE("docs/expressions.md lists the prelude as it is") {
    std::string rows = "| function | meaning |\n|---|---|\n";
    for (const reading::PreludeRow& row : reading::prelude)
        rows += fmt::format("| `{}` | `{}` |\n", row.signature, row.body);
    std::ifstream file(std::string(AUTODIFF_SOURCE_DIR) + "/docs/expressions.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    INFO("the table should be\n" << rows);
    CHECK(page.find("\n\n" + rows + "\n") != std::string::npos);
}
