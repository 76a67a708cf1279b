#include "catch.hpp"

#include <autodiff/ops/catalogue.hpp>

#include <concepts>

namespace {

template <class T>
constexpr bool has_the_type(std::same_as<T> auto) {
    return true;
}

} // namespace

TEST_CASE("functions that the standard library lacks work on plain numbers, in their type", "[ops]") {
    using namespace autodiff;
    CHECK(sigmoid(0.0) == 0.5);
    CHECK(sigmoid(-1000.0) == 0.0);
    CHECK(softplus(1000.0) == 1000.0);
    CHECK(logaddexp(1000, 1000.0) == Approx(1000.6931471805599));
    CHECK(leaky_relu(-2.0) == -0.02);
    CHECK(elu(3.0, 2) == 3.0);
    CHECK(square(-3.0) == 9.0);
    CHECK(sign(-2.5) == -1.0);
    CHECK(select(true, 1.0, 2.0) == 1.0);
    CHECK(select(0.0, 1, 2) == 2.0);
    CHECK(fma(2.0, 3, 4) == 10.0);
    CHECK(trigamma(1.0) == Approx(1.6449340668482264));
    CHECK(polygamma(0, 1.0) == Approx(-0.5772156649015329));
    CHECK(has_the_type<float>(sigmoid(1.0F)));
    CHECK(has_the_type<float>(gelu(1.0F)));
    CHECK(has_the_type<long double>(normal_cdf(1.0L)));
    CHECK(has_the_type<double>(digamma(1.0)));
}

TEST_CASE("long double rules are more accurate than double ones", "[ops]") {
    // 1 / (1 + exp(-1)) and its slope to 25 digits
    const long double s = autodiff::sigmoid(1.0L);
    CHECK(static_cast<double>(s - 0.7310585786300048792511592L) == Approx(0).margin(3e-19));
    const long double slope = autodiff::ops::Sigmoid::partial(1.0L, s);
    CHECK(static_cast<double>(slope - 0.1966119332414818525374247L) == Approx(0).margin(1e-19));
}
