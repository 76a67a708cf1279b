#pragma once

#include <benchmarks/random_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// log(exp(x[0]) + ... + exp(x[n-1])) of n = 100,000 normal inputs, the largest subtracted first.
class Lse {
  public:
    static constexpr std::string_view name = "lse";
    static constexpr std::string_view description = "log-sum-exp of 100,000";

    Lse() : input_(RandomData(20253).normals(count, 1.0)) {}

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return count; }

    template <class T>
    T operator()(std::span<const T> x) const {
        using std::exp;
        using std::log;
        T largest = x[0];
        for (const T& element : x)
            if (largest < element) largest = element;
        T sum(0.0);
        for (const T& element : x) sum += exp(element - largest);
        return largest + log(sum);
    }

    /// The partials are the terms over their sum: what reaches the largest through log cancels what reaches it
    /// directly.
    void by_hand(std::span<double> result) const {
        const double largest = largest_input();
        double sum = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            result[i] = std::exp(input_[i] - largest);
            sum += result[i];
        }
        const double scale = 1.0 / sum;
        for (std::size_t i = 0; i < count; ++i) result[i] *= scale;
    }

  private:
    static constexpr std::size_t count = 100'000;
    static constexpr std::size_t lanes = 16; ///< independent maxima, so that no comparison waits for the last
    static_assert(count % lanes == 0);

    [[nodiscard]] double largest_input() const {
        std::array<double, lanes> largest;
        largest.fill(input_[0]);
        for (std::size_t i = 0; i < count; i += lanes)
            for (std::size_t k = 0; k < lanes; ++k)
                largest[k] = largest[k] < input_[i + k] ? input_[i + k] : largest[k];
        double result = largest[0];
        for (const double value : largest) result = result < value ? value : result;
        return result;
    }

    std::vector<double> input_;
};

} // namespace benchmarks
