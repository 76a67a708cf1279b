#pragma once

#include <autodiff/validation/interval.hpp>

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace autodiff::checks {

/// Numbers for checks: the same on every platform for the same seed.
class Random {
  public:
    explicit Random(std::uint64_t seed) : bits_(seed) {}

    /// In [low, high).
    double uniform(double low, double high);
    bool one_in(int n) { return bits_() % static_cast<std::uint64_t>(n) == 0; }
    /// A seed or a chain factor: between 1/2 and 2 in size, of either sign, and never near 1 or -1.
    double factor();
    std::vector<double> factors(std::size_t count);
    /// In the interval: an end of it, 0, 1 or -1 now and then, otherwise evenly spread or, where it is wide, over all
    /// orders of magnitude from 1e-3 to 1e3 from its finite end or from 0.
    double number(const Interval& interval);
    std::vector<double> point(std::span<const Interval> domain);

  private:
    std::mt19937_64 bits_;
};

/// `count` points of the domain: its lowest corner and its highest where they are finite, the one nearest
/// to 0, then random ones.
std::vector<std::vector<double>> draw_points(std::span<const Interval> domain, std::size_t count, Random& random);

} // namespace autodiff::checks
