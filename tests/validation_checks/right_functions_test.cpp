#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/validation/checks/check.hpp>

#include <fmt/format.h>

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
