// Our tape: one recording and one reverse sweep.

#include <benchmarks/tools/register.hpp>

#include <autodiff/gradient.hpp>

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

namespace benchmarks {

namespace {

template <class P>
class AutodiffTape final : public Contender {
    /// Second derivatives are forward over reverse: the adjoints are duals too.
    using Number = std::conditional_t<SecondOrder<P>, autodiff::Dual<double>, double>;
    using Scalar = autodiff::Real<Number>;

  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    void run(std::span<double> result) override {
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            record_inputs(problem_.input());
            const Scalar y = problem_(std::span<const Scalar>(inputs_));
            tape_.reverse(y);
            for (std::size_t i = 0; i < inputs_.size(); ++i) result[i] = rate(tape_.adjoint(inputs_[i]));
        }
    }

    /// Of blocks: all together, though they reuse the same memory.
    [[nodiscard]] std::optional<RecordingSize> recording() const override {
        const autodiff::TapeStatistics last = tape_.statistics();
        std::size_t times = 1;
        if constexpr (Blocks<P>) times = problem_.blocks();
        return RecordingSize{times * last.statements, times * last.bytes};
    }

  private:
    void record_inputs(std::span<const double> x) {
        tape_.reset();
        inputs_.resize(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            if constexpr (SecondOrder<P>)
                inputs_[i] = tape_.variable(Number::variable(x[i], 0, problem_.direction()[i]));
            else
                inputs_[i] = tape_.variable(x[i]);
        }
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        record_inputs(problem_.block_input(i));
        std::array<Scalar, P::outputs> y;
        problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
        const std::vector<double> jacobian = tape_.template jacobian<P::outputs>(y, inputs_);
        std::copy(jacobian.begin(), jacobian.end(), &result[i * P::outputs * P::inputs]);
    }

    static double rate(double adjoint) { return adjoint; }
    static double rate(const autodiff::Dual<double>& adjoint) { return adjoint.tangent(); }

    P problem_;
    autodiff::TapeOf<Number> tape_;
    std::vector<Scalar> inputs_;
};

} // namespace

void register_autodiff_tape() { register_tool<AutodiffTape>("autodiff"); }

} // namespace benchmarks
