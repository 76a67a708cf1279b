/// Logistic regression: the samples it is fitted to and its loss, written as one would write it with plain numbers.
#pragma once

#include "data_set.hpp"

#include <autodiff/gradient.hpp>

#include <algorithm>
#include <numeric>
#include <span>

namespace breast_cancer {

namespace ad = autodiff;

/// The samples as the model sees them: every feature with mean 0 and (population) standard deviation 1.
struct Samples {
    std::vector<std::vector<double>> features;
    std::vector<double> signs; ///< +1 for a sample of class 1, -1 for one of class 0
};

/// Shifts and scales feature j of all samples. Throws DataError when it is the same everywhere, or too large to square.
inline void standardise_feature(std::vector<std::vector<double>>& samples, std::size_t j, const std::string& name) {
    const auto value = [j](const std::vector<double>& sample) { return sample[j]; };
    const auto [least, greatest] = std::ranges::minmax(samples, {}, value);
    if (least[j] == greatest[j]) {
        throw DataError(
            fmt::format("{} is {} in every sample: it cannot be standardised, remove its column", name, least[j]));
    }
    const auto n = static_cast<double>(samples.size());
    double mean = 0;
    for (const auto& sample : samples) { mean += sample[j] / n; }
    double variance = 0;
    for (const auto& sample : samples) { variance += (sample[j] - mean) * (sample[j] - mean) / n; }
    if (!std::isnormal(variance)) {
        throw DataError(
            fmt::format("{}: the squares of its values leave the range of double, rescale its column", name));
    }
    for (auto& sample : samples) { sample[j] = (sample[j] - mean) / std::sqrt(variance); }
}

/// Throws DataError when a feature is constant, or a class without a sample: the bias would then grow without end.
inline Samples standardised(const DataSet& data) {
    for (const int label : {0, 1}) {
        if (std::ranges::find(data.classes, label) == data.classes.end()) {
            throw DataError(fmt::format("no sample has class {} ({}); a fit needs both classes", label,
                                        data.class_names[static_cast<std::size_t>(label)]));
        }
    }
    Samples samples{data.features, {}};
    for (std::size_t j = 0; j < data.feature_names.size(); ++j) {
        standardise_feature(samples.features, j, data.feature_names[j]);
    }
    for (const int label : data.classes) { samples.signs.push_back(label == 1 ? 1 : -1); }
    return samples;
}

/// The parameters are one weight a feature, then the bias. This is how far a sample lies on the side of class 1.
template <class Scalar, class Features>
Scalar score(std::span<const Scalar> parameters, const Features& features) {
    return ad::dot(parameters.first(std::ranges::size(features)), features) + parameters.back();
}

/// The log loss of a sample, -log of the probability that the model gives to the right class. The sample is made of
/// plain numbers or, in a recording, of inputs.
template <class Features, class Sign>
ad::Var sample_loss(std::span<const ad::Var> parameters, const Features& features, const Sign& sign) {
    const ad::Var margin = sign * score(parameters, features);
    return softplus(-margin);
}

/// Half the square of the weights; the bias is not penalised.
inline ad::Var penalty(std::span<const ad::Var> parameters) {
    const auto weights = parameters.first(parameters.size() - 1);
    return dot(weights, weights) / 2;
}

/// The penalty and the sum of the samples' log losses.
inline ad::Var loss(std::span<const ad::Var> parameters, const Samples& samples) {
    ad::Var total = penalty(parameters);
    for (std::size_t i = 0; i < samples.features.size(); ++i) {
        total += sample_loss(parameters, samples.features[i], samples.signs[i]);
    }
    return total;
}

/// softplus(start + step) - softplus(start), without cancellation for small steps.
inline ad::Var softplus_change(const ad::Var& start, const ad::Var& step) {
    if (abs(step) > 1) { return softplus(start + step) - softplus(start); }
    return log1p(sigmoid(start) * expm1(step));
}

/// The change of a sample's log loss. `margin` is sign * score at the start.
template <class Features, class Number>
ad::Var sample_loss_change(std::span<const ad::Var> step, const Features& features, const Number& sign,
                           const Number& margin) {
    const ad::Var margin_change = sign * score(step, features);
    return softplus_change(-margin, -margin_change);
}

/// The change of the penalty.
inline ad::Var penalty_change(std::span<const ad::Var> step, std::span<const double> start) {
    return dot(step.first(step.size() - 1), start.first(start.size() - 1)) + penalty(step);
}

/// sign * score of each sample.
inline std::vector<double> margins(std::span<const double> parameters, const Samples& samples) {
    std::vector<double> result;
    for (std::size_t i = 0; i < samples.features.size(); ++i) {
        result.push_back(samples.signs[i] * score(parameters, samples.features[i]));
    }
    return result;
}

/// loss(start + step) - loss(start) as a function of the step. Near the optimum the two losses agree to the last digit
/// long before the gradient is zero; their difference, summed from differences, still tells which is lower.
class LossChange {
  public:
    /// Keeps a reference to the samples.
    LossChange(const Samples& samples, std::vector<double> start)
        : samples_(samples), start_(std::move(start)), margins_(margins(start_, samples)) {}

    [[nodiscard]] ad::Var operator()(std::span<const ad::Var> step) const {
        ad::Var total = penalty_change(step, start_);
        for (std::size_t i = 0; i < samples_.features.size(); ++i) {
            total += sample_loss_change(step, samples_.features[i], samples_.signs[i], margins_[i]);
        }
        return total;
    }

  private:
    const Samples& samples_;
    std::vector<double> start_;
    std::vector<double> margins_;
};

/// How many samples the model puts on the side of their class.
inline std::size_t correct(std::span<const double> parameters, const Samples& samples) {
    const auto positive = [](double margin) { return margin > 0; };
    return static_cast<std::size_t>(std::ranges::count_if(margins(parameters, samples), positive));
}

/// The Euclidean norm of plain numbers.
inline double euclidean_norm(std::span<const double> x) {
    return std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0));
}

} // namespace breast_cancer
