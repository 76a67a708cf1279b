#include <reference/catalogue.hpp>
#include <reference/definitions.hpp>

#include <array>

namespace reference {

Jet sigmoid(const Jet& x) { return Jet(1.0) / (Jet(1.0) + exp(-x)); }

Jet softplus(const Jet& x) { return x.sign() > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

namespace {

Jet log_sigmoid(const Jet& x) { return -softplus(-x); }

Jet logaddexp(const Arguments& x) {
    const std::size_t larger = x.at[0].compare(x.at[1]) >= 0 ? 0 : 1;
    return x[larger] + log1p(exp(x[1 - larger] - x[larger]));
}

/// The two constants of selu are those that keep mean 0 and variance 1 of a standard normal input (Klambauer,
/// Unterthiner, Mayr, Hochreiter: Self-Normalizing Neural Networks, 2017), here in their closed forms.
struct SeluConstants {
    Jet alpha;
    Jet scale;
};

SeluConstants selu_constants() {
    const Jet one = 1.0;
    const Jet two = 2.0;
    const Jet p(pi());
    const Jet tail = erfc(one / sqrt(two));
    const Jet far_tail = erfc(sqrt(two));
    const Jet e = exp(one);
    const Jet root_e = exp(Jet(0.5));
    const Jet variance = two * far_tail * e * e + p * tail * tail * e - two * (two + p) * tail * root_e + p + two;
    return {sqrt(two / p) / (one - tail * root_e), (one - tail * root_e) * sqrt(two * p) / sqrt(variance)};
}

Jet selu(const Arguments& x) {
    const auto [alpha, scale] = selu_constants();
    return x.at[0].sign() > 0 ? scale * x[0] : scale * alpha * expm1(x[0]);
}

Jet logit(const Jet& x) { return log(x / (Jet(1.0) - x)); }

constexpr auto rows = std::to_array<Operation>({
    {"sigmoid", 1, [](const Arguments& x) { return sigmoid(x[0]); }},
    {"softplus", 1, [](const Arguments& x) { return softplus(x[0]); }},
    {"log_sigmoid", 1, [](const Arguments& x) { return log_sigmoid(x[0]); }},
    {"logit", 1, [](const Arguments& x) { return logit(x[0]); }},
    {"logaddexp", 2, logaddexp},
    {"relu", 1, [](const Arguments& x) { return x.at[0].sign() > 0 ? x[0] : Jet(0.0); }},
    {"leaky_relu", 2, [](const Arguments& x) { return x.at[0].sign() > 0 ? x[0] : x[1] * x[0]; }},
    {"elu", 2, [](const Arguments& x) { return x.at[0].sign() > 0 ? x[0] : x[1] * expm1(x[0]); }},
    {"selu", 1, selu},
    {"silu", 1, [](const Arguments& x) { return x[0] * sigmoid(x[0]); }},
    {"mish", 1, [](const Arguments& x) { return x[0] * tanh(softplus(x[0])); }},
    {"gelu", 1, [](const Arguments& x) { return x[0] * normal_cdf(x[0]); }},
});

} // namespace

std::span<const Operation> activation_operations() { return rows; }

} // namespace reference
