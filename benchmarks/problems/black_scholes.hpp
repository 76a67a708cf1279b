#pragma once

#include <benchmarks/random_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// The price of a European call by Monte Carlo, and its Greeks. The spot follows geometric Brownian motion, stepped in
/// log form, S <- S exp((r - sigma^2/2) dt + sigma sqrt(dt) z), with the same normals z for every parameter; the price
/// is exp(-r maturity) times the mean of max(S - K, 0).
class BlackScholes {
  public:
    static constexpr std::string_view name = "black_scholes";
    static constexpr std::string_view description =
        "Black-Scholes call and Greeks, Monte Carlo, 1000 paths of 252 steps";
    static constexpr std::size_t paths = 1000;
    static constexpr std::size_t steps = 252;

    BlackScholes() {
        for (std::size_t path = 0; path < paths; ++path) {
            for (std::size_t step = 0; step < steps; ++step) normal_sums_[path] += normals_[path * steps + step];
        }
    }

    /// Spot, strike, rate (a year), volatility (a year), maturity (years).
    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return input_.size(); }

    /// Drift and diffusion of the logarithm of the price in one step.
    template <class T>
    static std::array<T, 2> drift_and_diffusion(std::span<const T> x) {
        using std::sqrt;
        const T &rate = x[2], &volatility = x[3], &maturity = x[4];
        T dt = maturity * (1.0 / double(steps));
        T drift = (rate - 0.5 * volatility * volatility) * dt;
        T diffusion = volatility * sqrt(dt);
        return {drift, diffusion};
    }

    template <class T>
    T operator()(std::span<const T> x) const {
        using std::exp;
        const T &spot = x[0], &strike = x[1], &rate = x[2], &maturity = x[4];
        const auto [drift, diffusion] = drift_and_diffusion(x);
        T sum(0.0);
        for (std::size_t path = 0; path < paths; ++path) {
            const double* z = &normals_[path * steps];
            T price = spot;
            for (std::size_t step = 0; step < steps; ++step) price *= exp(drift + diffusion * z[step]);
            T payoff = price - strike;
            if (payoff < 0.0) payoff = T(0.0);
            sum += payoff;
        }
        T mean = sum * (1.0 / double(paths));
        return exp(-rate * maturity) * mean;
    }

    /// The final price is spot exp(steps drift + diffusion sum z), so that its derivatives need no walk back along the
    /// path. The path itself is walked, as in the function: the steps are the problem, not its closed form.
    void by_hand(std::span<double> result) const {
        const auto [spot, strike, rate, volatility, maturity] = input_;
        const double dt = maturity / double(steps);
        const double drift = (rate - 0.5 * volatility * volatility) * dt;
        const double diffusion = volatility * std::sqrt(dt);
        double exercised = 0.0, prices = 0.0, weighted_prices = 0.0; // sums over the paths that end above the strike
        for (std::size_t path = 0; path < paths; ++path) {
            const double* z = &normals_[path * steps];
            double price = spot;
            for (std::size_t step = 0; step < steps; ++step) price *= std::exp(drift + diffusion * z[step]);
            if (price < strike) continue;
            exercised += 1.0;
            prices += price;
            weighted_prices += price * normal_sums_[path];
        }
        const double scale = std::exp(-rate * maturity) / double(paths);
        const double value = scale * (prices - strike * exercised);
        const double drift_adjoint = scale * double(steps) * prices;
        const double diffusion_adjoint = scale * weighted_prices;
        const double dt_adjoint = drift_adjoint * (rate - 0.5 * volatility * volatility) +
                                  0.5 * diffusion_adjoint * volatility / std::sqrt(dt);
        result[0] = scale * prices / spot;
        result[1] = -scale * exercised;
        result[2] = drift_adjoint * dt - maturity * value;
        result[3] = diffusion_adjoint * std::sqrt(dt) - drift_adjoint * volatility * dt;
        result[4] = dt_adjoint / double(steps) - rate * value;
    }

  private:
    std::array<double, 5> input_{100.0, 105.0, 0.03, 0.25, 1.5};
    std::vector<double> normals_ = RandomData(11).normals(paths * steps); ///< path by path
    std::vector<double> normal_sums_ = std::vector<double>(paths, 0.0);   ///< of each path
};

} // namespace benchmarks
