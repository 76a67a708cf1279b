#pragma once

#include <benchmarks/random_data.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// The objective of k-means: the sum over 10,000 points in 8 dimensions of the squared distance to the nearest of 10
/// centres. The inputs are the centres one after the other, off the middles of the clusters that the points form.
class Kmeans {
  public:
    static constexpr std::string_view name = "kmeans";
    static constexpr std::string_view description = "k-means, 10,000 points, 10 centres, d=8";

    Kmeans() : points_(points * dimensions), blocks_(points * dimensions) {
        RandomData random(20252);
        const std::vector<double> middles = random.normals(centres * dimensions, 2.0);
        for (std::size_t i = 0; i < points; ++i) {
            const auto cluster = static_cast<std::size_t>(random.uniform(0.0, static_cast<double>(centres)));
            for (std::size_t d = 0; d < dimensions; ++d) {
                const double value = middles[cluster * dimensions + d] + random.normal();
                points_[i * dimensions + d] = value;
                blocks_[(i / lanes * dimensions + d) * lanes + i % lanes] = value;
            }
        }
        input_ = random.normals(centres * dimensions, 0.5);
        for (std::size_t i = 0; i < input_.size(); ++i) input_[i] += middles[i];
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return input_.size(); }

    template <class T>
    T operator()(std::span<const T> x) const {
        T sum(0.0);
        for (std::size_t i = 0; i < points; ++i) {
            T best = squared_distance<T>(x, i, 0);
            for (std::size_t c = 1; c < centres; ++c) {
                T distance = squared_distance<T>(x, i, c);
                if (distance < best) best = distance;
            }
            sum += best;
        }
        return sum;
    }

    /// Only the nearest centre has an adjoint, so distances are compared in a plain forward search.
    void by_hand(std::span<double> result) const {
        std::array<double, centres * dimensions> gradient{};
        for (std::size_t block = 0; block < points / lanes; ++block) {
            const Numbers nearest = nearest_centres(block);
            const double* point = &points_[block * lanes * dimensions];
            for (std::size_t k = 0; k < lanes; ++k, point += dimensions) {
                const std::size_t first = static_cast<std::size_t>(nearest[k]) * dimensions;
                for (std::size_t d = 0; d < dimensions; ++d) gradient[first + d] += input_[first + d] - point[d];
            }
        }
        for (std::size_t i = 0; i < gradient.size(); ++i) result[i] = 2.0 * gradient[i];
    }

  protected:
    static constexpr std::size_t points = 10'000;
    static constexpr std::size_t centres = 10;
    static constexpr std::size_t dimensions = 8;
    static constexpr std::size_t lanes = 40; ///< points that are searched side by side
    static_assert(points % lanes == 0);
    using Lanes = std::array<double, lanes>;
    using Numbers = std::array<int, lanes>;

    /// The numbers of the centres nearest to a block's points, found as doubles: a comparison of doubles selects them
    /// without changing its mask. Each loop over k is vectorised only while it makes one selection.
    [[nodiscard]] Numbers nearest_centres(std::size_t block) const {
        const double* coordinates = &blocks_[block * lanes * dimensions];
        const double* x = input_.data();
        Lanes nearest{};
        Lanes best;
        best.fill(std::numeric_limits<double>::infinity());
        for (std::size_t c = 0; c < centres; ++c, x += dimensions) {
            Lanes distance;
            for (std::size_t k = 0; k < lanes; ++k) {
                distance[k] = 0.0;
                for (std::size_t d = 0; d < dimensions; ++d) {
                    const double difference = x[d] - coordinates[d * lanes + k];
                    distance[k] += difference * difference;
                }
            }
            const double number = static_cast<double>(c);
            for (std::size_t k = 0; k < lanes; ++k) nearest[k] = distance[k] < best[k] ? number : nearest[k];
            for (std::size_t k = 0; k < lanes; ++k) best[k] = distance[k] < best[k] ? distance[k] : best[k];
        }
        Numbers numbers;
        for (std::size_t k = 0; k < lanes; ++k) numbers[k] = static_cast<int>(nearest[k]);
        return numbers;
    }

  private:
    template <class T>
    [[nodiscard]] T squared_distance(std::span<const T> x, std::size_t point, std::size_t centre) const {
        T sum(0.0);
        for (std::size_t d = 0; d < dimensions; ++d) {
            T difference = x[centre * dimensions + d] - points_[point * dimensions + d];
            sum += difference * difference;
        }
        return sum;
    }

    std::vector<double> points_; ///< point by point
    std::vector<double> blocks_; ///< the same numbers, `lanes` points at a time, coordinate by coordinate
    std::vector<double> input_;
};

/// The Hessian of the k-means objective times a random direction.
class KmeansHessianVector : public Kmeans {
  public:
    static constexpr std::string_view name = "kmeans_hvp";
    static constexpr std::string_view description = "k-means, Hessian times a vector";

    KmeansHessianVector() : direction_(RandomData(20255).normals(centres * dimensions, 1.0)) {}

    [[nodiscard]] std::span<const double> direction() const { return direction_; }

    /// The Hessian is diagonal: twice the number of points that a centre is nearest to.
    void by_hand(std::span<double> result) const {
        std::array<double, centres> nearby{};
        for (std::size_t block = 0; block < points / lanes; ++block)
            for (const int centre : nearest_centres(block)) nearby[static_cast<std::size_t>(centre)] += 1.0;
        for (std::size_t i = 0; i < result_size(); ++i) result[i] = 2.0 * nearby[i / dimensions] * direction_[i];
    }

  private:
    std::vector<double> direction_;
};

} // namespace benchmarks
