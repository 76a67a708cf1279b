#pragma once

#include <benchmarks/random_data.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Least squares fit of a polynomial of 64 coefficients to the sign function at 4096 points t[i] = -1 + 2i/4095: the
/// sum over i of (sign(t[i]) - sum over j of x[j] t[i]^j)^2.
class Llsq {
  public:
    static constexpr std::string_view name = "llsq";
    static constexpr std::string_view description = "least squares, 4096 points, 64 coefficients";

    Llsq() : input_(RandomData(20254).normals(coefficients, 0.5)) {}

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return coefficients; }

    template <class T>
    T operator()(std::span<const T> x) const {
        T sum(0.0);
        for (std::size_t i = 0; i < points; ++i) {
            const double t = place(i);
            T residual(sign(t));
            double power = 1.0;
            for (std::size_t j = 0; j < coefficients; ++j) {
                residual -= x[j] * power;
                power *= t;
            }
            sum += residual * residual;
        }
        return sum;
    }

    /// Many points side by side. The polynomial by Horner's rule needs no powers, and backward the residual's adjoint
    /// times t^j is a running product of its own, so nothing is kept.
    void by_hand(std::span<double> result) const {
        std::array<std::array<double, folded>, coefficients> gradient{};
        for (std::size_t first = 0; first < points; first += lanes) {
            std::array<double, lanes> t;
            for (std::size_t k = 0; k < lanes; ++k) t[k] = place(first + k);
            std::array<double, lanes> adjoint{};
            for (std::size_t j = coefficients; j-- > 0;)
                for (std::size_t k = 0; k < lanes; ++k) adjoint[k] = adjoint[k] * t[k] + input_[j];
            for (std::size_t k = 0; k < lanes; ++k) adjoint[k] = 2.0 * (adjoint[k] - sign(t[k]));
            for (std::size_t j = 0; j < coefficients; ++j) {
                for (std::size_t k = 0; k < lanes; k += folded)
                    for (std::size_t l = 0; l < folded; ++l) gradient[j][l] += adjoint[k + l];
                for (std::size_t k = 0; k < lanes; ++k) adjoint[k] *= t[k];
            }
        }
        for (std::size_t j = 0; j < coefficients; ++j) {
            result[j] = 0.0;
            for (const double part : gradient[j]) result[j] += part;
        }
    }

  private:
    static constexpr std::size_t points = 4096;
    static constexpr std::size_t coefficients = 64;
    static constexpr std::size_t lanes = 32; ///< points side by side
    static constexpr std::size_t folded = 8; ///< partial sums for each coefficient
    static_assert(points % lanes == 0 && lanes % folded == 0);

    static double place(std::size_t i) { return -1.0 + 2.0 * static_cast<double>(i) / static_cast<double>(points - 1); }
    static double sign(double t) { return t > 0.0 ? 1.0 : t < 0.0 ? -1.0 : 0.0; }

    std::vector<double> input_;
};

} // namespace benchmarks
