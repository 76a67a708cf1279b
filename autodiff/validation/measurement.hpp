#pragma once

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/validation/accuracy.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace autodiff::validation {

/// Computes one graph in float or double, fast at point after point.
class FloatingEvaluation {
  public:
    FloatingEvaluation(const Graph& graph, Precision precision);
    /// The output; nothing where a guard comes out otherwise.
    [[nodiscard]] std::optional<double> operator()(std::span<const double> x);

  private:
    template <class T>
    std::optional<double> evaluate(std::vector<T>& values, std::span<const double> x);

    Graph graph_;
    Precision precision_;
    std::vector<double> doubles_;
    std::vector<float> floats_;
    std::vector<NodeId> room_;
};

/// The error of a formula at points of the caller's choice.
class Measurement {
  public:
    /// `pause` as of EncloseOptions: what it throws, a measurement throws.
    Measurement(const Graph& formula, const Graph& reference, std::span<const ExactReal> numbers, Precision precision,
                std::function<void()> pause = {});
    /// Nothing where the truth is no number or a guard forbids the formula.
    [[nodiscard]] std::optional<AccuracySample> operator()(std::span<const double> x);
    /// The truth at x with that many digits.
    [[nodiscard]] std::string truth_text(std::span<const double> x, int digits);

  private:
    FloatingEvaluation computed_;
    Encloser truth_;
    Precision precision_;
};

} // namespace autodiff::validation
