// Adept, with the setting that its documentation recommends for single-threaded programs. It has no second derivatives.

#ifndef ADEPT_FAST
#define ADEPT_FAST
#endif
#include <adept.h>

#include <benchmarks/tools/register.hpp>

#include <array>

namespace benchmarks {

namespace {

template <class P>
class Adept final : public Contender {
    using Scalar = adept::adouble;

  public:
    static constexpr bool supports = (Objective<P> && !SecondOrder<P>) || Blocks<P>;

    void run(std::span<double> result) override {
        recording_ = {};
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            record_inputs(problem_.input());
            Scalar y = problem_(std::span<const Scalar>(inputs_));
            y.set_gradient(1.0);
            stack_.compute_adjoint();
            adept::get_gradients(inputs_.data(), static_cast<adept::uIndex>(inputs_.size()), result.data());
            note_size();
        }
    }

    [[nodiscard]] std::optional<RecordingSize> recording() const override { return recording_; }

  private:
    void record_inputs(std::span<const double> x) {
        if (inputs_.empty()) inputs_ = std::vector<Scalar>(x.size());
        adept::set_values(inputs_.data(), static_cast<adept::uIndex>(x.size()), x.data());
        stack_.new_recording();
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        record_inputs(problem_.block_input(i));
        std::array<Scalar, P::outputs> y;
        problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
        double* row = &result[i * P::outputs * P::inputs];
        for (std::size_t k = 0; k < P::outputs; ++k, row += P::inputs) {
            stack_.clear_gradients();
            y[k].set_gradient(1.0);
            stack_.compute_adjoint();
            adept::get_gradients(inputs_.data(), static_cast<adept::uIndex>(P::inputs), row);
        }
        note_size();
    }

    void note_size() {
        recording_.statements += stack_.n_statements();
        recording_.bytes += stack_.n_statements() * sizeof(adept::internal::Statement) +
                            stack_.n_operations() * (sizeof(adept::Real) + sizeof(adept::uIndex)) +
                            stack_.max_gradients() * sizeof(adept::Real);
    }

    P problem_;
    adept::Stack stack_; // active while it lives, since adoubles end on it too
    std::vector<Scalar> inputs_;
    RecordingSize recording_;
};

} // namespace

void register_adept() { register_tool<Adept>("Adept"); }

} // namespace benchmarks
