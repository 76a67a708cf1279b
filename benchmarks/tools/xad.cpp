// XAD's adjoint mode, with the inlining that its documentation recommends for speed.

#ifndef XAD_USE_STRONG_INLINE
#define XAD_USE_STRONG_INLINE
#endif
#include <XAD/XAD.hpp>

#include <benchmarks/tools/register.hpp>

#include <array>
#include <type_traits>

namespace benchmarks {

namespace {

template <class P>
class Xad final : public Contender {
    using Mode = std::conditional_t<SecondOrder<P>, xad::fwd_adj<double>, xad::adj<double>>;
    using Scalar = typename Mode::active_type;
    using Tape = typename Mode::tape_type;

  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    void run(std::span<double> result) override {
        recording_ = {};
        tape_.activate();
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            record_inputs(problem_.input());
            Scalar y = problem_(std::span<const Scalar>(inputs_));
            tape_.registerOutput(y);
            xad::derivative(y) = 1.0;
            tape_.computeAdjoints();
            for (std::size_t j = 0; j < inputs_.size(); ++j) {
                if constexpr (SecondOrder<P>)
                    result[j] = xad::derivative(xad::derivative(inputs_[j]));
                else
                    result[j] = xad::derivative(inputs_[j]);
            }
            note_size();
        }
        tape_.deactivate();
    }

    [[nodiscard]] std::optional<RecordingSize> recording() const override { return recording_; }

  private:
    /// Keeps the memory. Variables go first: one that ends later would give back a place of the new recording.
    void record_inputs(std::span<const double> x) {
        inputs_.clear();
        tape_.clearAll();
        for (std::size_t j = 0; j < x.size(); ++j) {
            inputs_.emplace_back(x[j]);
            if constexpr (SecondOrder<P>) xad::derivative(xad::value(inputs_[j])) = problem_.direction()[j];
            tape_.registerInput(inputs_[j]);
        }
        tape_.newRecording();
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        record_inputs(problem_.block_input(i));
        std::array<Scalar, P::outputs> y;
        problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
        for (Scalar& output : y) tape_.registerOutput(output);
        double* row = &result[i * P::outputs * P::inputs];
        for (std::size_t k = 0; k < P::outputs; ++k, row += P::inputs) {
            if (k > 0) tape_.clearDerivatives();
            xad::derivative(y[k]) = 1.0;
            tape_.computeAdjoints();
            for (std::size_t j = 0; j < P::inputs; ++j) row[j] = xad::derivative(inputs_[j]);
        }
        note_size();
    }

    void note_size() {
        recording_.statements += tape_.getNumStatements();
        recording_.bytes += tape_.getMemory();
    }

    P problem_;
    Tape tape_{false};
    std::vector<Scalar> inputs_;
    RecordingSize recording_;
};

} // namespace

void register_xad() { register_tool<Xad>("XAD"); }

} // namespace benchmarks
