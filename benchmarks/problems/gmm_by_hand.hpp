#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace benchmarks {

/// The parameters of the Wishart prior.
struct WishartPrior {
    static constexpr double gamma = 1.0;
    static constexpr double m = 0.0;
};

/// The gradient of the Gaussian mixture by hand. With y = Q x - Q mu and a component's share w of a point, the adjoint
/// of y is -w y; so Q's is the sum over the points of -w y x^T minus (sum of -w y) mu^T, and mu's is -Q^T times that
/// sum: only one product a point and entry of Q back, as forth. Points are handled in batches, one a lane.
template <std::size_t Dimensions, std::size_t Components, std::size_t Points>
class GmmByHand {
  public:
    GmmByHand() = default;
    /// Turns the points (one a row) into batches with a row for each coordinate; lanes without a point are 0.
    explicit GmmByHand(std::span<const double> points) : coordinates_(batches * Dimensions) {
        for (std::size_t p = 0; p < Points; ++p)
            for (std::size_t i = 0; i < Dimensions; ++i)
                coordinates_[p / lanes * Dimensions + i][p % lanes] = points[p * Dimensions + i];
    }

    void operator()(std::span<const double> input, std::span<double> gradient) const {
        Workspace work;
        prepare(input, work);
        for (std::size_t batch = 0; batch < batches; ++batch) {
            const Row* x = &coordinates_[batch * Dimensions];
            for (std::size_t k = 0; k < Components; ++k) forward(k, x, work);
            share(std::min(lanes, Points - batch * lanes), work);
            for (std::size_t k = 0; k < Components; ++k) reverse(k, x, work);
        }
        finish(input, work, gradient);
    }

  private:
    static constexpr std::size_t lanes = 128;
    static constexpr std::size_t batches = (Points + lanes - 1) / lanes;
    static constexpr std::size_t triangle = Dimensions * (Dimensions + 1) / 2;
    static constexpr std::size_t width = 8; ///< partial sums kept in registers

    struct alignas(64) Row : std::array<double, lanes> {};

    struct Workspace {
        std::vector<double> offsets = std::vector<double>(Components);             ///< alpha + log det Q
        std::vector<double> factors = std::vector<double>(Components * triangle);  ///< Q, row by row with its diagonal
        std::vector<double> shifts = std::vector<double>(Components * Dimensions); ///< Q mu
        std::vector<double> weights = std::vector<double>(Components);             ///< sum of w
        std::vector<double> sums = std::vector<double>(Components * Dimensions);   ///< sum of -w y
        std::vector<double> products = std::vector<double>(Components * triangle); ///< sum of -w y x^T, lower part
        std::unique_ptr<Row[]> images =
            std::make_unique_for_overwrite<Row[]>(Components * Dimensions); ///< y of a batch
        std::vector<Row> shares = std::vector<Row>(Components);             ///< logarithms of densities, then w
    };

    static void prepare(std::span<const double> input, Workspace& work) {
        for (std::size_t k = 0; k < Components; ++k) {
            const double* mean = &input[Components + k * Dimensions];
            const double* logarithm = &input[Components * (1 + Dimensions) + k * triangle];
            const double* below = logarithm + Dimensions;
            double* factor = &work.factors[k * triangle];
            work.offsets[k] = input[k];
            for (std::size_t i = 0; i < Dimensions; ++i) {
                double& shift = work.shifts[k * Dimensions + i];
                for (std::size_t j = 0; j < i; ++j) shift += mean[j] * (*factor++ = *below++);
                shift += mean[i] * (*factor++ = std::exp(logarithm[i]));
                work.offsets[k] += logarithm[i];
            }
        }
    }

    static void forward(std::size_t k, const Row* x, Workspace& work) {
        const double* factor = &work.factors[k * triangle];
        Row squares{};
        for (std::size_t i = 0; i < Dimensions; factor += ++i) {
            Row& image = work.images[k * Dimensions + i];
            for (std::size_t p = 0; p < lanes; p += width) {
                double y[width];
                for (std::size_t l = 0; l < width; ++l) y[l] = -work.shifts[k * Dimensions + i];
                for (std::size_t j = 0; j <= i; ++j)
                    for (std::size_t l = 0; l < width; ++l) y[l] += factor[j] * x[j][p + l];
                for (std::size_t l = 0; l < width; ++l) image[p + l] = y[l];
                for (std::size_t l = 0; l < width; ++l) squares[p + l] += y[l] * y[l];
            }
        }
        for (std::size_t p = 0; p < lanes; ++p) work.shares[k][p] = work.offsets[k] - 0.5 * squares[p];
    }

    /// From the logarithms of the densities to the components' shares of each of the batch's `points`.
    static void share(std::size_t points, Workspace& work) {
        Row largest = work.shares[0];
        for (const Row& row : work.shares)
            for (std::size_t p = 0; p < lanes; ++p) largest[p] = largest[p] < row[p] ? row[p] : largest[p];
        Row scale{};
        for (Row& row : work.shares) {
            for (std::size_t p = 0; p < points; ++p) row[p] = std::exp(row[p] - largest[p]);
            for (std::size_t p = 0; p < lanes; ++p) scale[p] += row[p];
        }
        for (std::size_t p = 0; p < lanes; ++p) scale[p] = p < points ? 1.0 / scale[p] : 0.0;
        for (Row& row : work.shares)
            for (std::size_t p = 0; p < lanes; ++p) row[p] *= scale[p];
    }

    static void reverse(std::size_t k, const Row* x, Workspace& work) {
        double* product = &work.products[k * triangle];
        const Row& share = work.shares[k];
        work.weights[k] += sum(share);
        for (std::size_t i = 0; i < Dimensions; ++i) {
            Row& adjoint = work.images[k * Dimensions + i];
            for (std::size_t p = 0; p < lanes; ++p) adjoint[p] *= -share[p];
            work.sums[k * Dimensions + i] += sum(adjoint);
            for (std::size_t j = 0; j <= i; ++j) *product++ += dot(adjoint, x[j]);
        }
    }

    static void finish(std::span<const double> input, const Workspace& work, std::span<double> gradient) {
        constexpr double square = WishartPrior::gamma * WishartPrior::gamma;
        double largest = input[0];
        for (std::size_t k = 1; k < Components; ++k) largest = std::max(largest, input[k]);
        double normalizer = 0.0;
        for (std::size_t k = 0; k < Components; ++k) normalizer += std::exp(input[k] - largest);
        for (std::size_t k = 0; k < Components; ++k) {
            gradient[k] = work.weights[k] - double(Points) * std::exp(input[k] - largest) / normalizer;
            const double* mean = &input[Components + k * Dimensions];
            const double* sums = &work.sums[k * Dimensions];
            const double* factor = &work.factors[k * triangle];
            const double* product = &work.products[k * triangle];
            double* mean_adjoint = &gradient[Components + k * Dimensions];
            double* diagonal = &gradient[Components * (1 + Dimensions) + k * triangle];
            double* below = diagonal + Dimensions;
            for (std::size_t i = 0; i < Dimensions; ++i) {
                mean_adjoint[i] = 0.0;
                for (std::size_t j = 0; j <= i; ++j, ++factor, ++product) {
                    mean_adjoint[j] -= *factor * sums[i];
                    const double adjoint = *product - sums[i] * mean[j] + square * *factor;
                    if (j < i)
                        *below++ = adjoint;
                    else
                        diagonal[i] = adjoint * *factor + work.weights[k] - WishartPrior::m;
                }
            }
        }
    }

    static double sum(const Row& row) {
        std::array<double, width> partial{};
        for (std::size_t p = 0; p < lanes; p += width)
            for (std::size_t l = 0; l < width; ++l) partial[l] += row[p + l];
        return total(partial);
    }
    static double dot(const Row& a, const Row& b) {
        std::array<double, width> partial{};
        for (std::size_t p = 0; p < lanes; p += width)
            for (std::size_t l = 0; l < width; ++l) partial[l] += a[p + l] * b[p + l];
        return total(partial);
    }
    static double total(const std::array<double, width>& s) {
        return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    }

    std::vector<Row> coordinates_;
};

} // namespace benchmarks
