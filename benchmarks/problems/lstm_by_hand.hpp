#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>

namespace benchmarks {

/// Sizes of the recurrent network of `Lstm`.
struct LstmShape {
    static constexpr std::size_t layers = 2;
    static constexpr std::size_t features = 14;
    static constexpr std::size_t steps = 1024;
    static constexpr std::size_t layer_parameters = 8 * features; ///< four gates' weights, then their biases
    static constexpr std::size_t parameters = layers * layer_parameters + 3 * features;
};

/// The gradient of `Lstm` by hand: forward through all steps, keeping each gate's value, and back. Every loop over the
/// features is free of branches and, calls of exp and tanh apart, made for vector instructions.
class LstmByHand : LstmShape {
  public:
    /// `sequence` has a row of features for each step, `state` the hidden values and the cells of each layer.
    void operator()(std::span<const double> input, std::span<const double> sequence, std::span<const double> state,
                    std::span<double> gradient) const {
        const auto recording =
            std::make_unique_for_overwrite<Step[]>(steps); // the first: the state before the sequence
        for (std::size_t l = 0; l < layers; ++l) {
            for (std::size_t i = 0; i < features; ++i) {
                recording[0].layer[l].hidden[i] = state[2 * l * features + i];
                recording[0].layer[l].cell[i] = state[(2 * l + 1) * features + i];
            }
        }
        for (std::size_t t = 1; t < steps; ++t)
            forward(input.data(), &sequence[(t - 1) * features], recording[t - 1], recording[t]);
        std::array<double, parameters> sums{};
        std::array<LayerAdjoint, layers> adjoints{};
        for (std::size_t t = steps - 1; t > 0; --t)
            reverse(input.data(), &sequence[(t - 1) * features], recording[t - 1], recording[t], adjoints, sums.data());
        for (std::size_t i = 0; i < parameters; ++i) gradient[i] = sums[i];
    }

  private:
    using Row = std::array<double, features>;

    struct Layer {
        Row forget, ingate, outgate, change; ///< after their sigmoids and tanh; in the order of the parameters
        Row cell, squashed, hidden;          ///< squashed is tanh(cell)
    };
    struct Step {
        Row signal; ///< into the first layer
        std::array<Layer, layers> layer;
        Row shares; ///< exp(prediction) / (2 + sum of them)
    };
    struct LayerAdjoint {
        Row hidden, cell; ///< what the later steps contribute
    };

    static void forward(const double* parameter, const double* x, const Step& before, Step& now) {
        const double* scale = parameter + layers * layer_parameters;
        for (std::size_t i = 0; i < features; ++i) now.signal[i] = x[i] * scale[i];
        const Row* signal = &now.signal;
        for (std::size_t l = 0; l < layers; ++l) {
            forward(parameter + l * layer_parameters, *signal, before.layer[l], now.layer[l]);
            signal = &now.layer[l].hidden;
        }
        double sum = 2.0;
        for (std::size_t i = 0; i < features; ++i)
            sum += now.shares[i] = std::exp((*signal)[i] * scale[features + i] + scale[2 * features + i]);
        for (std::size_t i = 0; i < features; ++i) now.shares[i] /= sum;
    }

    static void forward(const double* w, const Row& signal, const Layer& before, Layer& now) {
        constexpr std::size_t n = features;
        const double* b = w + 4 * n;
        for (std::size_t i = 0; i < n; ++i) now.forget[i] = -(signal[i] * w[i] + b[i]);
        for (std::size_t i = 0; i < n; ++i) now.ingate[i] = -(before.hidden[i] * w[n + i] + b[n + i]);
        for (std::size_t i = 0; i < n; ++i) now.outgate[i] = -(signal[i] * w[2 * n + i] + b[2 * n + i]);
        for (Row* gate : {&now.forget, &now.ingate, &now.outgate}) {
            for (double& value : *gate) value = std::exp(value);
            for (double& value : *gate) value = 1.0 / (1.0 + value);
        }
        for (std::size_t i = 0; i < n; ++i) now.change[i] = std::tanh(before.hidden[i] * w[3 * n + i] + b[3 * n + i]);
        for (std::size_t i = 0; i < n; ++i)
            now.cell[i] = before.cell[i] * now.forget[i] + now.ingate[i] * now.change[i];
        for (std::size_t i = 0; i < n; ++i) now.squashed[i] = std::tanh(now.cell[i]);
        for (std::size_t i = 0; i < n; ++i) now.hidden[i] = now.outgate[i] * now.squashed[i];
    }

    /// `sequence` points at the row of this step; the next row is what it should have predicted.
    static void reverse(const double* parameter, const double* sequence, const Step& before, const Step& now,
                        std::array<LayerAdjoint, layers>& adjoints, double* sums) {
        const double* target = sequence + features;
        const double* scale = parameter + layers * layer_parameters;
        double* scale_sums = sums + layers * layer_parameters;
        constexpr double weight = 1.0 / double((steps - 1) * features);
        double targets = 0.0;
        for (std::size_t i = 0; i < features; ++i) targets += target[i];
        Row signal;
        for (std::size_t i = 0; i < features; ++i) {
            const double prediction = weight * (targets * now.shares[i] - target[i]);
            scale_sums[features + i] += prediction * now.layer[layers - 1].hidden[i];
            scale_sums[2 * features + i] += prediction;
            signal[i] = prediction * scale[features + i];
        }
        for (std::size_t l = layers; l-- > 0;) {
            const Row& below = l > 0 ? now.layer[l - 1].hidden : now.signal;
            reverse(parameter + l * layer_parameters, below, before.layer[l], now.layer[l], signal, adjoints[l],
                    sums + l * layer_parameters);
        }
        for (std::size_t i = 0; i < features; ++i) scale_sums[i] += signal[i] * sequence[i];
    }

    /// `adjoint` is that of the layer's hidden values on entry and of its `signal` on return.
    static void reverse(const double* w, const Row& signal, const Layer& before, const Layer& now, Row& adjoint,
                        LayerAdjoint& later, double* sums) {
        constexpr std::size_t n = features;
        for (std::size_t i = 0; i < n; ++i) {
            const double hidden = adjoint[i] + later.hidden[i];
            const double cell = later.cell[i] + hidden * now.outgate[i] * (1.0 - now.squashed[i] * now.squashed[i]);
            const double forget = cell * before.cell[i] * now.forget[i] * (1.0 - now.forget[i]);
            const double ingate = cell * now.change[i] * now.ingate[i] * (1.0 - now.ingate[i]);
            const double outgate = hidden * now.squashed[i] * now.outgate[i] * (1.0 - now.outgate[i]);
            const double change = cell * now.ingate[i] * (1.0 - now.change[i] * now.change[i]);
            later.cell[i] = cell * now.forget[i];
            later.hidden[i] = ingate * w[n + i] + change * w[3 * n + i];
            adjoint[i] = forget * w[i] + outgate * w[2 * n + i];
            sums[i] += forget * signal[i];
            sums[n + i] += ingate * before.hidden[i];
            sums[2 * n + i] += outgate * signal[i];
            sums[3 * n + i] += change * before.hidden[i];
            sums[4 * n + i] += forget;
            sums[5 * n + i] += ingate;
            sums[6 * n + i] += outgate;
            sums[7 * n + i] += change;
        }
    }
};

} // namespace benchmarks
