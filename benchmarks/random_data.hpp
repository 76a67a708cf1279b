#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace benchmarks {

/// The same numbers from the same seed with every compiler and standard library: xorshift64* (Vigna, "An experimental
/// exploration of Marsaglia's xorshift generators, scrambled", 2016), normals by Box and Muller.
class RandomData {
  public:
    explicit RandomData(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U | 1U) {}

    /// Evenly distributed in [low, high).
    double uniform(double low = 0.0, double high = 1.0) {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return low + (high - low) * (double((state_ * 0x2545F4914F6CDD1DU) >> 11U) * 0x1p-53);
    }
    /// Mean 0, standard deviation 1.
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }
    std::vector<double> normals(std::size_t size, double scale = 1.0) {
        std::vector<double> values(size);
        for (double& value : values) value = scale * normal();
        return values;
    }

  private:
    std::uint64_t state_;
};

} // namespace benchmarks
