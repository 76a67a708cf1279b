#pragma once

#include <benchmarks/contender.hpp>
#include <benchmarks/tools/forward_directions.hpp>

#include <array>
#include <cstddef>
#include <span>

namespace benchmarks {

/// A forward mode that carries all directions at once. `Forward<N>` has a Scalar with N directions,
/// `variable(value, direction)` and `rate(y, direction)`.
template <class P, template <std::size_t> class Forward>
class ForwardContender final : public Contender {
    static constexpr std::size_t directions = forward_directions<P>;
    using Mode = Forward<directions>;
    using Scalar = typename Mode::Scalar;

  public:
    static constexpr bool supports = directions > 0 && (Objective<P> || Blocks<P>)&&!SecondOrder<P>;

    void run(std::span<double> result) override {
        if constexpr (Blocks<P>) {
            std::array<Scalar, P::outputs> y;
            for (std::size_t i = 0; i < problem_.blocks(); ++i) {
                move(problem_.block_input(i));
                problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
                for (std::size_t k = 0; k < P::outputs; ++k) read(y[k], &result[(i * P::outputs + k) * directions]);
            }
        } else {
            move(problem_.input());
            const Scalar y = problem_(std::span<const Scalar>(inputs_));
            read(y, result.data());
        }
    }

  private:
    void move(std::span<const double> x) {
        for (std::size_t j = 0; j < directions; ++j) inputs_[j] = Mode::variable(x[j], j);
    }
    static void read(const Scalar& y, double* row) {
        for (std::size_t j = 0; j < directions; ++j) row[j] = Mode::rate(y, j);
    }

    P problem_;
    std::array<Scalar, directions> inputs_;
};

} // namespace benchmarks
