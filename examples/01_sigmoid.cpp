// The sigmoid, told from its definition to a neural network: 1 / (1 + exp(-x)) recorded as a graph, its derivative by
// the chain rule, the closed form, the fused node, and what the derivative means for learning.

#include <autodiff/autodiff.hpp>

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>
#include <vector>

namespace ad = autodiff;

namespace {

const auto sigmoid_by_hand = [](const auto& x) { return 1 / (1 + exp(-x)); };

void heading(std::string_view text) { fmt::print("\n{}\n{}\n\n", text, std::string(text.size(), '-')); }

void record_and_derive(const ad::Graph& graph) {
    heading("1. Recorded");
    fmt::print("y = {}\n", graph);
    for (std::size_t i = 0; i < graph.size(); ++i)
        fmt::print("  node {}: {}\n", i, ad::expression_text(graph, static_cast<ad::NodeId>(i)));

    heading("2. Differentiated by the chain rule, one operation at a time");
    fmt::print("{}\n", to_text(ad::derive(graph)));
}

void fuse_and_compare(const ad::Graph& graph) {
    heading("3. One optimised node");
    const ad::Graph fused = ad::fuse(graph);
    fmt::print("fused       {}\n", fused);
    fmt::print("derivative  {}\n", ad::derivative(fused));

    heading("4. The same derivative, five ways");
    const ad::Graph slope = ad::derivative(graph);
    const ad::Graph fused_slope = ad::derivative(fused);
    fmt::print("{:>6}  {:>24}  {:>24}  {:>24}\n", "x", "chain rule", "fused node", "closed form s(1-s)");
    for (const double x : {-1000.0, -40.0, -5.0, 0.0, 1.0, 5.0, 20.0, 40.0, 1000.0}) {
        const double s = ad::sigmoid(x);
        fmt::print("{:>6}  {:>24}  {:>24}  {:>24}\n", x, slope(x), fused_slope(x), s * (1 - s));
        const double tape = ad::derivative(sigmoid_by_hand, x);
        const double dual = ad::jvp([](const auto& v) { return 1 / (1 + exp(-v[0])); }, {x}, {1.0}).front();
        if (std::abs(tape - slope(x)) > 4e-16 * tape || std::abs(dual - slope(x)) > 4e-16 * dual)
            throw ad::Error(fmt::format("tape {} and dual {} differ from the graph at {}", tape, dual, x));
    }
    fmt::print(
        "\nTape and dual numbers agree with the graph at each of these points. The closed form is an identity, and\n"
        "useless in floating point at x = 40: s rounds to 1. The fused node computes s(x) s(-x), which is not.\n");
}

void vanishing_gradients() {
    heading("5. Vanishing gradients");
    fmt::print("Ten layers, each y -> f(2y), at x = 1: the derivative of the whole with respect to x.\n\n");
    const auto deep = [](auto activation) {
        return ad::derivative(
            [&](ad::Var x) {
                for (int layer = 0; layer < 10; ++layer) x = activation(2 * x);
                return x;
            },
            1.0);
    };
    fmt::print("sigmoid     {:.3e}\n", deep([](const ad::Var& x) -> ad::Var { return sigmoid(x); }));
    fmt::print("tanh        {:.3e}\n", deep([](const ad::Var& x) -> ad::Var { return tanh(x); }));
    fmt::print("relu        {:.3e}\n", deep([](const ad::Var& x) -> ad::Var { return relu(x); }));
    fmt::print("leaky relu  {:.3e}\n", deep([](const ad::Var& x) -> ad::Var { return leaky_relu(x); }));
    fmt::print(
        "\nThe sigmoid's slope is at most 1/4, so each layer shrinks the gradient; relu passes it on unchanged.\n");
}

/// A layer's outputs: sigmoid of the weighted sums.
std::array<ad::Var, 2> layer(std::span<const ad::Var> weights, const std::array<ad::Var, 2>& inputs) {
    std::array<ad::Var, 2> outputs;
    for (std::size_t i = 0; i < 2; ++i)
        outputs[i] = sigmoid(weights[3 * i] * inputs[0] + weights[3 * i + 1] * inputs[1] + weights[3 * i + 2]);
    return outputs;
}

void neural_network() {
    heading("6. A unit, and one step of backpropagation in a 2-2-2 network");
    ad::Tape tape;
    const ad::Var sum = tape.variable(0.7);
    const ad::Var out = sigmoid(sum);
    tape.reverse(out);
    fmt::print("unit: out = {:.6f}, d out / d sum = {:.6f} = out (1 - out) = {:.6f}\n\n", out, tape.adjoint(sum),
               out.value() * (1 - out.value()));

    // Two weights and a bias for each of the four units.
    std::vector<double> weights{0.15, 0.20, 0.35, 0.25, 0.30, 0.35, 0.40, 0.45, 0.60, 0.50, 0.55, 0.60};
    const auto loss = [](std::span<const ad::Var> w) -> ad::Var {
        const auto hidden = layer(w.first(6), {0.05, 0.10});
        const auto output = layer(w.last(6), hidden);
        return 0.5 * (square(0.01 - output[0]) + square(0.99 - output[1]));
    };
    const auto [before, gradient] = ad::value_and_gradient(loss, weights);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= 0.5 * gradient[i];
    const auto after = ad::value_and_gradient(loss, weights).value;
    fmt::print("loss {:.9f}, and after one step with rate 0.5 {:.9f}\n", before, after);
    for (std::size_t i = 0; i < weights.size(); ++i) fmt::print("  d loss / d w{:<2} {:+.9f}\n", i, gradient[i]);
}

} // namespace

int main() {
    const ad::Graph graph = ad::record(sigmoid_by_hand, 1);
    fmt::print("The sigmoid y = 1 / (1 + exp(-x))\n");
    record_and_derive(graph);
    fuse_and_compare(graph);
    fmt::print("\nThe slope at 0 is exactly {}.\n", ad::derivative(sigmoid_by_hand, 0.0));
    vanishing_gradients();
    neural_network();
}
