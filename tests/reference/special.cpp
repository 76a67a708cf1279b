#include <reference/catalogue.hpp>
#include <reference/definitions.hpp>

#include <array>

namespace reference {

Jet normal_cdf(const Jet& x) { return Jet(0.5) * erfc(-x / sqrt(Jet(2.0))); }

namespace {

/// log |Gamma(x)|, for negative x by the reflection Gamma(x) Gamma(1 - x) = pi / sin(pi x).
Jet lgamma(const Arguments& x) {
    if (x.at[0].sign() > 0) return log_gamma(x[0]);
    const Jet sine = sin_pi(x[0]);
    const Jet size = sine.sign() < 0 ? -sine : sine;
    return log(Jet(pi()) / size) - log_gamma(Jet(1.0) - x[0]);
}

/// The n-th derivative of digamma; for negative x that of the reflection digamma(1-x) - digamma(x) = pi cot(pi x).
Jet polygamma_anywhere(slong n, const Arguments& x) {
    if (x.at[0].sign() > 0) return polygamma(n, x[0]);
    const Jet mirrored = polygamma(n, Jet(1.0) - x[0]);
    return (n % 2 == 0 ? mirrored : -mirrored) - pi_cot_pi_derivative(n, x[0]);
}

Jet polygamma_of_order(const Arguments& x) {
    const auto order = static_cast<slong>(x.at[0].as_long_double());
    const Numbers at{x.at[1]};
    return polygamma_anywhere(order, {x.jets.subspan(1), at});
}

constexpr auto rows = std::to_array<Operation>({
    {"erf", 1, [](const Arguments& x) { return erf(x[0]); }},
    {"erfc", 1, [](const Arguments& x) { return erfc(x[0]); }},
    {"normal_cdf", 1, [](const Arguments& x) { return normal_cdf(x[0]); }},
    {"tgamma", 1, [](const Arguments& x) { return gamma(x[0]); }},
    {"lgamma", 1, lgamma},
    {"digamma", 1, [](const Arguments& x) { return polygamma_anywhere(0, x); }},
    {"trigamma", 1, [](const Arguments& x) { return polygamma_anywhere(1, x); }},
    {"polygamma", 2, polygamma_of_order},
});

} // namespace

std::span<const Operation> special_operations() { return rows; }

} // namespace reference
