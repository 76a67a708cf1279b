// The function on Var while nothing records: what it costs to have Var in code that is not being differentiated.

#include <benchmarks/tools/register.hpp>

#include <autodiff/gradient.hpp>

#include <array>

namespace benchmarks {

namespace {

using autodiff::Var;

template <class P>
class Passive final : public Contender {
  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    Passive() {
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) {
                const std::span<const double> x = problem_.block_input(i);
                input_.insert(input_.end(), x.begin(), x.end());
            }
        } else {
            const std::span<const double> x = problem_.input();
            input_.assign(x.begin(), x.end());
        }
    }

    /// The first numbers of `result` are the function's values.
    void run(std::span<double> result) override {
        const autodiff::Pause pause;
        const std::span<const Var> x(input_);
        if constexpr (Blocks<P>) {
            std::array<Var, P::outputs> y;
            for (std::size_t i = 0; i < problem_.blocks(); ++i) {
                problem_.block(i, x.subspan(i * P::inputs, P::inputs), std::span<Var>(y));
                for (std::size_t k = 0; k < P::outputs; ++k) result[i * P::outputs + k] = y[k].value();
            }
        } else {
            const Var y = problem_(x);
            result[0] = y.value();
        }
    }

  private:
    P problem_;
    std::vector<Var> input_;
};

} // namespace

void register_passive() { register_tool<Passive>("Var, no recorder"); }

} // namespace benchmarks
