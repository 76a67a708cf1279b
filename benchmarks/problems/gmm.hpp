#pragma once

#include <benchmarks/label.hpp>
#include <benchmarks/problems/gmm_by_hand.hpp>
#include <benchmarks/random_data.hpp>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Logarithm of the likelihood of `Points` given points in a mixture of `Components` normal distributions, with a
/// Wishart prior of the inverse covariances (Bishop, "Pattern Recognition and Machine Learning", sections 9.2 and
/// 10.2.1; inputs and prior as in Srajer, Kukelova and Fitzgibbon, "A benchmark of selected algorithmic differentiation
/// tools", 2018). Inputs: `Components` weights alpha before their softmax; the means; for each component the lower
/// triangular factor Q of its inverse covariance, that is the logarithms of the diagonal and then the rows below it.
template <std::size_t Dimensions, std::size_t Components, std::size_t Points>
class Gmm {
    static constexpr Label name_ = Label() << "gmm_d" << Dimensions;
    static constexpr Label description_ = Label() << "Gaussian mixture, d=" << Dimensions << " k=" << Components
                                                  << " n=" << Points;

  public:
    static constexpr std::string_view name = name_;
    static constexpr std::string_view description = description_;

    /// Means and points overlap and the factors are near the identity, so that several components share each point.
    Gmm() {
        RandomData random(10);
        points_ = random.normals(Points * Dimensions);
        input_ = random.normals(Components);
        const auto append = [&](const std::vector<double>& values) {
            input_.insert(input_.end(), values.begin(), values.end());
        };
        append(random.normals(Components * Dimensions, 0.5));
        for (std::size_t k = 0; k < Components; ++k) {
            append(random.normals(Dimensions, 0.2));
            append(random.normals(below, 0.5 / std::sqrt(double(Dimensions))));
        }
        by_hand_ = GmmByHand<Dimensions, Components, Points>(points_);
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return input_.size(); }
    void by_hand(std::span<double> gradient) const { by_hand_(input_, gradient); }

    template <class T>
    [[nodiscard]] T operator()(std::span<const T> x) const {
        const auto alphas = x.first(Components);
        const auto means = x.subspan(Components, Components * Dimensions);
        const auto factors = x.subspan(Components * (1 + Dimensions));
        const std::vector<T> diagonals = diagonals_of(factors);
        const std::vector<T> offsets = offsets_of(alphas, factors);
        T total = constant() - double(Points) * log_sum_exp(alphas) + log_prior(factors, std::span<const T>(diagonals));
        std::vector<T> terms(Components);
        std::vector<T> difference(Dimensions);
        for (std::size_t p = 0; p < Points; ++p) {
            for (std::size_t k = 0; k < Components; ++k) {
                for (std::size_t i = 0; i < Dimensions; ++i)
                    difference[i] = points_[p * Dimensions + i] - means[k * Dimensions + i];
                const T* below_diagonal = &factors[k * factor_size + Dimensions];
                terms[k] =
                    offsets[k] - 0.5 * squared_distance(&diagonals[k * Dimensions], below_diagonal, difference.data());
            }
            total += log_sum_exp(std::span<const T>(terms));
        }
        return total;
    }

  private:
    static constexpr std::size_t below = Dimensions * (Dimensions - 1) / 2;
    static constexpr std::size_t factor_size = Dimensions + below;

    /// The diagonals of the factors Q.
    template <class T>
    static std::vector<T> diagonals_of(std::span<const T> factors) {
        using std::exp;
        std::vector<T> diagonals(Components * Dimensions);
        for (std::size_t k = 0; k < Components; ++k)
            for (std::size_t i = 0; i < Dimensions; ++i)
                diagonals[k * Dimensions + i] = exp(factors[k * factor_size + i]);
        return diagonals;
    }

    /// alpha + log det Q of each component.
    template <class T>
    static std::vector<T> offsets_of(std::span<const T> alphas, std::span<const T> factors) {
        std::vector<T> offsets(alphas.begin(), alphas.end());
        for (std::size_t k = 0; k < Components; ++k)
            for (std::size_t i = 0; i < Dimensions; ++i) offsets[k] += factors[k * factor_size + i];
        return offsets;
    }

    /// |Q difference|^2, Q given by its diagonal and by the rows below it.
    template <class T>
    static T squared_distance(const T* diagonal, const T* row, const T* difference) {
        T squares(0.0);
        for (std::size_t i = 0; i < Dimensions; row += i, ++i) {
            T product = diagonal[i] * difference[i];
            for (std::size_t j = 0; j < i; ++j) product += row[j] * difference[j];
            squares += product * product;
        }
        return squares;
    }

    template <class T>
    static T log_sum_exp(std::span<const T> terms) {
        using std::exp;
        using std::log;
        T largest = terms[0];
        for (const T& term : terms)
            if (largest < term) largest = term;
        T sum(0.0);
        for (const T& term : terms) sum += exp(term - largest);
        T result = largest + log(sum);
        return result;
    }

    template <class T>
    static T log_prior(std::span<const T> factors, std::span<const T> diagonals) {
        T squares(0.0);
        T logarithms(0.0);
        for (const T& diagonal : diagonals) squares += diagonal * diagonal;
        for (std::size_t k = 0; k < Components; ++k) {
            const auto factor = factors.subspan(k * factor_size, factor_size);
            for (const T& logarithm : factor.first(Dimensions)) logarithms += logarithm;
            for (const T& entry : factor.subspan(Dimensions)) squares += entry * entry;
        }
        T result = 0.5 * WishartPrior::gamma * WishartPrior::gamma * squares - WishartPrior::m * logarithms;
        return result;
    }

    /// Of the normal densities and of the prior's: what does not depend on the inputs.
    static double constant() {
        const double freedom = double(Dimensions) + WishartPrior::m + 1.0;
        double log_gamma = 0.25 * double(Dimensions * (Dimensions - 1)) * std::log(std::numbers::pi);
        for (std::size_t j = 0; j < Dimensions; ++j) log_gamma += std::lgamma(0.5 * (freedom - double(j)));
        const double prior =
            freedom * double(Dimensions) * std::log(WishartPrior::gamma / std::numbers::sqrt2) - log_gamma;
        return -0.5 * double(Points * Dimensions) * std::log(2.0 * std::numbers::pi) - double(Components) * prior;
    }

    std::vector<double> points_;
    std::vector<double> input_;
    GmmByHand<Dimensions, Components, Points> by_hand_;
};

} // namespace benchmarks
