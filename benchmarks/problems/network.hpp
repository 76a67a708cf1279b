#pragma once

#include <benchmarks/random_data.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// A small classifier: 16 features, 32 hidden sigmoids, one sigmoid that is the probability of label 1. The loss is the
/// mean cross-entropy, -log p(label), over a batch; the inputs are the weights and biases.
class Network {
  public:
    static constexpr std::string_view name = "network";
    static constexpr std::string_view description = "16-32-1 sigmoid network, cross-entropy over a batch of 64";
    static constexpr std::size_t features = 16;
    static constexpr std::size_t hidden = 32;
    static constexpr std::size_t batch = 64;

    Network() {
        RandomData random(12);
        points_ = random.normals(batch * features);
        for (double& label : labels_) label = random.uniform() < 0.5 ? 0.0 : 1.0;
        input_ = random.normals(parameters, 0.5);
    }

    /// Hidden weights (feature by feature: those of one feature are contiguous), hidden biases, output weights, output
    /// bias.
    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return parameters; }

    template <class T>
    T operator()(std::span<const T> x) const {
        using std::log;
        std::array<T, hidden> activations;
        T loss(0.0);
        for (std::size_t n = 0; n < batch; ++n) {
            const double* point = &points_[n * features];
            for (std::size_t h = 0; h < hidden; ++h) {
                T z = x[hidden_biases + h];
                for (std::size_t i = 0; i < features; ++i) z += x[i * hidden + h] * point[i];
                activations[h] = sigmoid_by_hand(z);
            }
            T z = x[output_bias];
            for (std::size_t h = 0; h < hidden; ++h) z += x[output_weights + h] * activations[h];
            T likelihood = sigmoid_by_hand(z);
            if (labels_[n] == 0.0) likelihood = 1.0 - likelihood;
            loss -= log(likelihood);
        }
        return loss * (1.0 / double(batch));
    }

    /// Cross-entropy behind a sigmoid has the adjoint p - label. The adjoints of the hidden sums of the whole batch are
    /// kept, so that the gradient of the hidden weights is one product of two matrices.
    void by_hand(std::span<double> result) const {
        std::array<double, batch * hidden> hidden_adjoints; // point by point
        std::array<double, hidden> bias_gradient{}, output_gradient{};
        double output_bias_gradient = 0.0;
        for (std::size_t n = 0; n < batch; ++n) {
            const std::array<double, hidden> activations = hidden_layer(&points_[n * features]);
            const double* weights = &input_[output_weights];
            double z = input_[output_bias];
            for (std::size_t h = 0; h < hidden; ++h) z += weights[h] * activations[h];
            const double adjoint = (sigmoid_by_hand(z) - labels_[n]) / double(batch);
            output_bias_gradient += adjoint;
            double* adjoints = &hidden_adjoints[n * hidden];
            for (std::size_t h = 0; h < hidden; ++h) {
                const double a = activations[h];
                output_gradient[h] += adjoint * a;
                adjoints[h] = adjoint * weights[h] * (a * (1.0 - a));
                bias_gradient[h] += adjoints[h];
            }
        }
        hidden_weight_gradient(hidden_adjoints, result.data());
        std::copy(bias_gradient.begin(), bias_gradient.end(), &result[hidden_biases]);
        std::copy(output_gradient.begin(), output_gradient.end(), &result[output_weights]);
        result[output_bias] = output_bias_gradient;
    }

  private:
    static constexpr std::size_t hidden_biases = features * hidden;
    static constexpr std::size_t output_weights = hidden_biases + hidden;
    static constexpr std::size_t output_bias = output_weights + hidden;
    static constexpr std::size_t parameters = output_bias + 1;

    template <class T>
    static T sigmoid_by_hand(const T& z) {
        using std::exp;
        return 1.0 / (1.0 + exp(-z));
    }

    std::array<double, hidden> hidden_layer(const double* point) const {
        std::array<double, hidden> z;
        for (std::size_t h = 0; h < hidden; ++h) z[h] = input_[hidden_biases + h];
        for (std::size_t i = 0; i < features; ++i) {
            for (std::size_t h = 0; h < hidden; ++h) z[h] += point[i] * input_[i * hidden + h];
        }
        for (double& entry : z) entry = std::exp(-entry);
        for (double& entry : z) entry = 1.0 / (1.0 + entry);
        return z;
    }

    void hidden_weight_gradient(const std::array<double, batch * hidden>& adjoints, double* gradient) const {
        for (std::size_t i = 0; i < features; ++i) {
            std::array<double, hidden> sums{}; // stay in registers while the batch passes
            for (std::size_t n = 0; n < batch; ++n) {
                const double feature = points_[n * features + i];
                for (std::size_t h = 0; h < hidden; ++h) sums[h] += feature * adjoints[n * hidden + h];
            }
            std::copy(sums.begin(), sums.end(), &gradient[i * hidden]);
        }
    }

    std::vector<double> points_; ///< point by point
    std::array<double, batch> labels_{};
    std::vector<double> input_;
};

} // namespace benchmarks
