// Our forward mode: all directions at once.

#include <benchmarks/tools/forward_directions.hpp>
#include <benchmarks/tools/register.hpp>

#include <autodiff/gradient.hpp>

#include <array>

namespace benchmarks {

namespace {

template <class P>
class AutodiffDual final : public Contender {
    static constexpr std::size_t directions = forward_directions<P>;
    using Scalar = autodiff::Dual<double, directions>;

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
        for (std::size_t j = 0; j < directions; ++j) inputs_[j] = Scalar::variable(x[j], j);
    }
    static void read(const Scalar& y, double* row) {
        for (std::size_t j = 0; j < directions; ++j) row[j] = y.tangent(j);
    }

    P problem_;
    std::array<Scalar, directions> inputs_;
};

} // namespace

void register_autodiff_dual() { register_tool<AutodiffDual>("autodiff dual"); }

} // namespace benchmarks
