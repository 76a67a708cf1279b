#include "catch.hpp"

#include <autodiff/autodiff.hpp>

#include <array>
#include <cmath>
#include <random>
#include <span>
#include <vector>

namespace ad = autodiff;

namespace {

struct Sums {
    std::array<double, 2> in;
    std::array<double, 2> out;
};

double activate(double x) { return 1 / (1 + std::exp(-x)); }

/// One layer in plain numbers: two units with two weights and a bias each.
Sums layer(const double* w, const std::array<double, 2>& x) {
    Sums sums{};
    for (std::size_t i = 0; i < 2; ++i) {
        sums.in[i] = w[3 * i] * x[0] + w[3 * i + 1] * x[1] + w[3 * i + 2];
        sums.out[i] = activate(sums.in[i]);
    }
    return sums;
}

/// Backpropagation of 1/2 |target - output|^2 worked by hand: delta = error * out (1 - out), layer by layer.
std::vector<double> by_hand(const std::vector<double>& w, const std::array<double, 2>& x,
                            const std::array<double, 2>& target) {
    const Sums hidden = layer(w.data(), x);
    const Sums output = layer(w.data() + 6, hidden.out);
    std::vector<double> gradient(12);
    std::array<double, 2> back{};
    for (std::size_t i = 0; i < 2; ++i) {
        const double delta = (output.out[i] - target[i]) * output.out[i] * (1 - output.out[i]);
        for (std::size_t j = 0; j < 2; ++j) {
            gradient[6 + 3 * i + j] = delta * hidden.out[j];
            back[j] += delta * w[6 + 3 * i + j];
        }
        gradient[6 + 3 * i + 2] = delta;
    }
    for (std::size_t j = 0; j < 2; ++j) {
        const double delta = back[j] * hidden.out[j] * (1 - hidden.out[j]);
        gradient[3 * j] = delta * x[0];
        gradient[3 * j + 1] = delta * x[1];
        gradient[3 * j + 2] = delta;
    }
    return gradient;
}

/// The same network for any scalar.
template <class Weights>
auto loss(const Weights& w, const std::array<double, 2>& x, const std::array<double, 2>& target) {
    using T = std::remove_cvref_t<decltype(w[0])>;
    std::array<T, 2> hidden;
    for (std::size_t j = 0; j < 2; ++j) hidden[j] = sigmoid(w[3 * j] * x[0] + w[3 * j + 1] * x[1] + w[3 * j + 2]);
    T total = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        const T out = sigmoid(w[6 + 3 * i] * hidden[0] + w[7 + 3 * i] * hidden[1] + w[8 + 3 * i]);
        total += 0.5 * square(target[i] - out);
    }
    return total;
}

} // namespace

TEST_CASE("A unit's output moves with its sum as out(1-out)") {
    const std::vector<double> w{0.4, -1.5, 0.3};
    const auto [out, gradient] =
        ad::value_and_gradient([](const auto& v) { return sigmoid(v[0] * 0.7 + v[1] * -0.2 + v[2]); }, w);
    CHECK(gradient[2] == Approx(out * (1 - out)).epsilon(1e-15));
    CHECK(gradient[0] == Approx(0.7 * out * (1 - out)).epsilon(1e-15));
    CHECK(gradient[1] == Approx(-0.2 * out * (1 - out)).epsilon(1e-15));
}

TEST_CASE("A step of backpropagation in a 2-2-2 network is the one worked by hand") {
    constexpr std::uint64_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, 2);
    for (int round = 0; round < 100; ++round) {
        std::vector<double> w(12);
        for (double& weight : w) weight = normal(random);
        const std::array x{normal(random), normal(random)};
        const std::array target{0.01, 0.99};
        // out (1 - out) as typed by hand loses digits where a unit saturates.
        const std::vector<double> expected = by_hand(w, x, target);
        const auto f = [&](const auto& weights) { return loss(weights, x, target); };
        const std::vector<double> tape = ad::gradient(f, w);
        const std::vector<double> graph = ad::gradient(ad::record(f, w))(w);
        for (std::size_t i = 0; i < 12; ++i) {
            CAPTURE(round, i);
            CHECK(tape[i] == Approx(expected[i]).epsilon(1e-9));
            CHECK(graph[i] == Approx(expected[i]).epsilon(1e-9));
        }
    }
}

TEST_CASE("Ten sigmoid layers shrink a gradient by at least 4^10, relu layers do not") {
    const auto deep = [](auto activation, double x) {
        return ad::derivative(
            [&](ad::Var y) {
                for (int i = 0; i < 10; ++i) y = activation(y);
                return y;
            },
            x);
    };
    CHECK(deep([](const ad::Var& y) -> ad::Var { return sigmoid(y); }, 0.3) <= std::pow(0.25, 10));
    CHECK(deep([](const ad::Var& y) -> ad::Var { return relu(y); }, 0.3) == 1);
    CHECK(deep([](const ad::Var& y) -> ad::Var { return leaky_relu(y); }, -0.3) == Approx(1e-20));
}

TEST_CASE("The derivation of the sigmoid takes four steps and ends in the chain rule's result") {
    const ad::Derivation derivation = ad::derive(ad::record([](const auto& x) { return 1 / (1 + exp(-x)); }, 1));
    REQUIRE(derivation.steps.size() == 4);
    CHECK(derivation.function == "1 / (1 + exp(-x))");
    CHECK(derivation.steps[0].expression == "-x");
    CHECK(derivation.steps[0].derivative == "-1");
    CHECK(derivation.steps[1].how.name == "chain rule");
    CHECK(derivation.steps[1].rule == "exp(u)' = exp(u) * u'");
    CHECK(derivation.steps[1].chain == "exp(-x) * -1");
    CHECK(derivation.steps[1].derivative == "-exp(-x)");
    CHECK(derivation.steps[3].how.name == "reciprocal rule");
    CHECK(derivation.steps[3].derivative == "exp(-x) / square(1 + exp(-x))");
    CHECK(derivation.derivative == derivation.steps[3].derivative);
}
