#pragma once

#include <benchmarks/random_data.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// A chain of growth equations, y[0]' = x[0] and y[i]' = x[i] y[i-1] with y(0) = 0, over t in [0, 15] in 1000 steps of
/// the classical Runge-Kutta method. The value is the last state at the end, near x[0] x[1] ... x[49] 15^50 / 50!:
/// every input matters as much as any other, and at t = 15 the value is of the order of one.
class Ode {
  public:
    static constexpr std::string_view name = "ode";
    static constexpr std::string_view description = "Runge-Kutta 4, 50 states, 1000 steps";

    Ode() : input_(states) {
        RandomData random(20250);
        for (double& rate : input_) rate = random.uniform(0.5, 2.0);
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return states; }

    template <class T>
    T operator()(std::span<const T> x) const {
        const T zero(0.0);
        std::vector<T> y(states, zero);
        std::vector<T> stage(states, zero);
        std::vector<T> k1(states, zero);
        std::vector<T> k2(states, zero);
        std::vector<T> k3(states, zero);
        std::vector<T> k4(states, zero);
        for (std::size_t n = 0; n < steps; ++n) {
            slope<T>(x, y, k1);
            for (std::size_t i = 0; i < states; ++i) stage[i] = y[i] + (0.5 * step) * k1[i];
            slope<T>(x, stage, k2);
            for (std::size_t i = 0; i < states; ++i) stage[i] = y[i] + (0.5 * step) * k2[i];
            slope<T>(x, stage, k3);
            for (std::size_t i = 0; i < states; ++i) stage[i] = y[i] + step * k3[i];
            slope<T>(x, stage, k4);
            for (std::size_t i = 0; i < states; ++i) y[i] += (step / 6.0) * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
        return y[states - 1];
    }

    /// Forward keeps the state before each step; backward finds the step's stages again, which is no slower than
    /// fetching them, and pulls the adjoint through the four stages.
    void by_hand(std::span<double> result) const {
        Rates x;
        for (std::size_t i = 0; i < states; ++i) {
            x.half[i + 1] = 0.5 * step * input_[i];
            x.whole[i + 1] = step * input_[i];
            x.sixth[i + 1] = step / 6.0 * input_[i];
        }
        std::vector<Row> before(steps + 1);
        before[0][0] = 1.0;
        for (std::size_t n = 0; n < steps; ++n) advance(x, before[n], before[n + 1]);
        Row adjoint{};
        adjoint[states] = 1.0;
        Row gradient{};
        for (std::size_t n = steps; n-- > 0;) retreat(x, before[n], adjoint, gradient);
        for (std::size_t i = 0; i < states; ++i) result[i] = step * gradient[i + 1];
    }

  private:
    static constexpr std::size_t states = 50;
    static constexpr std::size_t steps = 1000;
    static constexpr double step = 15.0 / steps;

    /// Element i + 1 belongs to state i. Among states element 0 is a constant one, which makes y[0]' = x[0] an equation
    /// like the others; the last element of rates and adjoints is zero, which ends the chain.
    using Row = std::array<double, states + 2>;

    template <class T>
    static void slope(std::span<const T> x, const std::vector<T>& y, std::vector<T>& dy) {
        dy[0] = x[0];
        for (std::size_t i = 1; i < states; ++i) dy[i] = x[i] * y[i - 1];
    }

    /// The rates times half, all and a sixth of the step.
    struct Rates {
        Row half{};
        Row whole{};
        Row sixth{};
    };

    /// The states at which the second, third and fourth slopes of a step from y are taken.
    static void find_stages(const Rates& x, const Row& y, Row& s2, Row& s3, Row& s4) {
        s2[0] = s3[0] = s4[0] = 1.0;
        for (std::size_t i = 1; i <= states; ++i) s2[i] = y[i] + x.half[i] * y[i - 1];
        for (std::size_t i = 1; i <= states; ++i) s3[i] = y[i] + x.half[i] * s2[i - 1];
        for (std::size_t i = 1; i <= states; ++i) s4[i] = y[i] + x.whole[i] * s3[i - 1];
    }

    static void advance(const Rates& x, const Row& y, Row& next) {
        Row s2;
        Row s3;
        Row s4;
        find_stages(x, y, s2, s3, s4);
        next[0] = 1.0;
        for (std::size_t i = 1; i <= states; ++i)
            next[i] = y[i] + x.sixth[i] * (y[i - 1] + 2.0 * (s2[i - 1] + s3[i - 1]) + s4[i - 1]);
    }

    static void retreat(const Rates& x, const Row& y, Row& adjoint, Row& gradient) {
        Row s2;
        Row s3;
        Row s4;
        find_stages(x, y, s2, s3, s4);
        Row k1; // the slopes' adjoints, over the step
        Row k2;
        Row k3;
        Row k4;
        k1[states + 1] = k2[states + 1] = k3[states + 1] = k4[states + 1] = 0.0;
        for (std::size_t i = 1; i <= states; ++i) k4[i] = (1.0 / 6.0) * adjoint[i];
        for (std::size_t i = 1; i <= states; ++i) k3[i] = (1.0 / 3.0) * adjoint[i] + x.whole[i + 1] * k4[i + 1];
        for (std::size_t i = 1; i <= states; ++i) k2[i] = (1.0 / 3.0) * adjoint[i] + x.half[i + 1] * k3[i + 1];
        for (std::size_t i = 1; i <= states; ++i) k1[i] = (1.0 / 6.0) * adjoint[i] + x.half[i + 1] * k2[i + 1];
        for (std::size_t i = 1; i <= states; ++i) {
            gradient[i] += k1[i] * y[i - 1] + k2[i] * s2[i - 1] + k3[i] * s3[i - 1] + k4[i] * s4[i - 1];
            adjoint[i] += x.whole[i + 1] * (k1[i + 1] + k2[i + 1] + k3[i + 1] + k4[i + 1]);
        }
    }

    std::vector<double> input_;
};

} // namespace benchmarks
