#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/validation/checks/check.hpp>

#include <array>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

namespace ad = autodiff;

namespace {

ad::CheckOptions many() {
    ad::CheckOptions options;
    options.points = 2000;
    options.seed = test_seed();
    return options;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("Right functions of one scalar pass everywhere in their domain") {
    CHECK(ad::check_function([](const auto& x) { return 1 / (1 + exp(-x)); }, {-30, 30}, many()));
    CHECK(ad::check_function([](const auto& x) { return sin(x) * exp(x); }, {-10, 10}, many()));
    CHECK(ad::check_function([](const auto& x) { return log(x) / x; }, {0, infinity}, many()));
    CHECK(ad::check_function([](const auto& x) { return sqrt(x); }, {0, infinity}, many()));
    CHECK(ad::check_function([](const auto& x) { return pow(x, 2.5) - cbrt(x); }, {0, 100}, many()));
    CHECK(ad::check_function([](const auto& x) { return tanh(x) * atan(x); }, ad::real_line, many()));
    CHECK(ad::check_function([](const auto& x) { return (1 + x) - 1; }, {-1e-8, 1e-8}, many()));
    CHECK(ad::check_function([](const auto& x) { return x * x * x - 3 * x; }, ad::real_line, many()));
    CHECK(ad::check_function([](const auto& x) { return sin(1 / x); }, {1e-3, 1}, many()));
    CHECK(ad::check_function([](const auto& x) { return gelu(x) + silu(x) + softplus(x); }, ad::real_line, many()));
    CHECK(ad::check_function([](const auto& x) { return sin(x); }, {1e8, 1e10}, many()));
    CHECK(ad::check_function([](const auto& x) { return exp(-1000 * x); }, {0, 1}, many()));
    CHECK(ad::check_function([](const auto&) { return 3.0; }, ad::real_line, many()));
    CHECK(ad::check_function([](const auto& x) { return abs(x) + relu(x) + floor(x); }, {-3, 3}, many()));
}

TEST_CASE("Right functions of several variables pass, whatever they return") {
    const auto rosenbrock = [](const auto& x) { return 100 * square(x[1] - square(x[0])) + square(1 - x[0]); };
    CHECK(ad::check_function(rosenbrock, {{-2, 2}, {-1, 3}}, many()));
    CHECK(ad::check_function(
        [](const auto& x) {
            using Scalar = std::remove_cvref_t<decltype(x[0])>;
            return std::array<Scalar, 2>{Scalar(x[0] * cos(x[1])), Scalar(x[0] * sin(x[1]))};
        },
        {{0, 10}, {-7, 7}}, many()));
    CHECK(ad::check_function([](const auto& x) { return norm(x); }, {{-1, 1}, {-1, 1}, {-1, 1}}, many()));
    CHECK(ad::check_function([](const auto& x) { return log_sum_exp(x); }, {ad::real_line, ad::real_line}, many()));
    CHECK(ad::check_function([](const auto& x) { return pow(x[0], x[1]); }, {{0, 10}, {0.1, 3}}, many()));
    CHECK(ad::check_function([](const auto& x) { return atan2(x[0], x[1]); }, {{-1, 1}, {-1, 1}}, many()));
    CHECK(ad::check_function([](const auto& x) { return max(x[0], x[1]) * min(x[0], x[1]); }, {{-1, 1}, {-1, 1}},
                             many()));
    CHECK(ad::check_function([](const auto& x) { return fmod(x[0], x[1]); }, {{-9, 9}, {0.5, 4}}, many()));
    CHECK(ad::check_function(
        [](std::span<const ad::Var> x) {
            ad::Var y = 0;
            for (const ad::Var& element : x) y = sin(y + element);
            return y;
        },
        {{-3, 3}, {-3, 3}, {-3, 3}, {-3, 3}}, many()));
    CHECK(ad::check_function(
        [](std::span<const ad::Var> x) -> ad::Var {
            if (x[0] > x[1]) return x[0] * x[0];
            return x[0] * x[1];
        },
        {{-3, 3}, {-3, 3}}, many()));
}
