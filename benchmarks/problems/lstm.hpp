#pragma once

#include <benchmarks/problems/lstm_by_hand.hpp>
#include <benchmarks/random_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// A recurrent network of long short-term memory cells (Hochreiter and Schmidhuber 1997) with elementwise gates that
/// predicts each row of a sequence from those before it; the loss is the cross-entropy. Architecture as in Srajer,
/// Kukelova and Fitzgibbon, "A benchmark of selected algorithmic differentiation tools", 2018. Inputs: for each layer
/// the weights of its forget, input and output gates and of its change, then their biases; the weights into the first
/// layer; the weights and biases out of the last.
class Lstm : LstmShape {
  public:
    static constexpr std::string_view name = "lstm";
    static constexpr std::string_view description = "long short-term memory, 2 layers, 14 features, 1024 steps";

    Lstm() {
        RandomData random(30);
        input_ = random.normals(parameters, 0.5);
        state_ = random.normals(2 * layers * features, 0.5);
        for (std::size_t i = 0; i < steps * features; ++i) sequence_.push_back(random.uniform());
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return input_.size(); }
    void by_hand(std::span<double> gradient) const { LstmByHand()(input_, sequence_, state_, gradient); }

    template <class T>
    [[nodiscard]] T operator()(std::span<const T> x) const {
        std::vector<T> state(state_.begin(), state_.end());
        T total(0.0);
        for (std::size_t t = 0; t + 1 < steps; ++t) {
            const double* row = &sequence_[t * features];
            advance(x, row, row + features, state.data(), total);
        }
        T loss = total * (-1.0 / double((steps - 1) * features));
        return loss;
    }

    /// One step from `row`: advances the state and adds to `total` each target times the logarithm of its predicted
    /// share. Rows may be recorded, too.
    template <class T, class X>
    static void advance(std::span<const T> x, const X* row, const X* target, T* state, T& total) {
        using std::exp;
        using std::log;
        const auto scale = x.subspan(layers * layer_parameters);
        std::array<T, features> signal;
        for (std::size_t i = 0; i < features; ++i) signal[i] = row[i] * scale[i];
        const T* output = signal.data();
        for (std::size_t l = 0; l < layers; ++l) {
            T* hidden = &state[2 * l * features];
            step(&x[l * layer_parameters], output, hidden, hidden + features);
            output = hidden;
        }
        std::array<T, features> predictions;
        T sum(2.0);
        for (std::size_t i = 0; i < features; ++i) {
            predictions[i] = output[i] * scale[features + i] + scale[2 * features + i];
            sum += exp(predictions[i]);
        }
        T normalizer = log(sum);
        for (std::size_t i = 0; i < features; ++i) total += target[i] * (predictions[i] - normalizer);
    }

  private:
    template <class T>
    static void step(const T* weights, const T* signal, T* hidden, T* cell) {
        using std::tanh;
        constexpr std::size_t n = features;
        const T* biases = weights + 4 * n;
        for (std::size_t i = 0; i < n; ++i) {
            T forget = sigmoid<T>(signal[i] * weights[i] + biases[i]);
            T ingate = sigmoid<T>(hidden[i] * weights[n + i] + biases[n + i]);
            T outgate = sigmoid<T>(signal[i] * weights[2 * n + i] + biases[2 * n + i]);
            T change = tanh(hidden[i] * weights[3 * n + i] + biases[3 * n + i]);
            cell[i] = cell[i] * forget + ingate * change;
            hidden[i] = outgate * tanh(cell[i]);
        }
    }

    template <class T>
    static T sigmoid(const T& x) {
        using std::exp;
        T result = 1.0 / (1.0 + exp(-x));
        return result;
    }

    std::vector<double> input_;
    std::vector<double> state_;
    std::vector<double> sequence_;
};

} // namespace benchmarks
