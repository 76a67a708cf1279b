// CppAD: every run records anew, comparisons are not recorded, nothing is optimised. Its allocator keeps freed memory
// for the next run.

#include <cppad/cppad.hpp>

#include <benchmarks/tools/register.hpp>

namespace benchmarks {

namespace {

template <class P>
class CppAd final : public Contender {
    using Scalar = CppAD::AD<double>;

  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    CppAd() { CppAD::thread_alloc::hold_memory(true); }
    ~CppAd() override {
        CppAD::thread_alloc::hold_memory(false);
        CppAD::thread_alloc::free_available(CppAD::thread_alloc::thread_num());
    }

    void run(std::span<double> result) override {
        recording_ = {};
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            record_inputs(problem_.input());
            outputs_.resize(1);
            outputs_[0] = problem_(std::span<const Scalar>(inputs_));
            CppAD::ADFun<double> tape(inputs_, outputs_);
            derivative(tape, result);
            note_size(tape);
        }
    }

    [[nodiscard]] std::optional<RecordingSize> recording() const override { return recording_; }

  private:
    void record_inputs(std::span<const double> x) {
        inputs_.assign(x.begin(), x.end());
        constexpr std::size_t abort_nowhere = 0;
        constexpr bool record_comparisons = false;
        CppAD::Independent(inputs_, abort_nowhere, record_comparisons);
    }

    void derivative(CppAD::ADFun<double>& tape, std::span<double> result) {
        weights_.assign(1, 1.0);
        if constexpr (SecondOrder<P>) {
            const std::span<const double> v = problem_.direction();
            tape.Forward(1, std::vector<double>(v.begin(), v.end()));
            const std::vector<double> adjoints = tape.Reverse(2, weights_); // of each input: gradient, H v
            for (std::size_t j = 0; j < result.size(); ++j) result[j] = adjoints[2 * j + 1];
        } else {
            const std::vector<double> adjoints = tape.Reverse(1, weights_);
            std::copy(adjoints.begin(), adjoints.end(), result.begin());
        }
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        record_inputs(problem_.block_input(i));
        outputs_.resize(P::outputs);
        problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(outputs_));
        CppAD::ADFun<double> tape(inputs_, outputs_);
        weights_.assign(P::outputs, 0.0);
        for (std::size_t k = 0; k < P::outputs; ++k) {
            weights_[k] = 1.0;
            const std::vector<double> row = tape.Reverse(1, weights_);
            std::copy(row.begin(), row.end(), &result[(i * P::outputs + k) * P::inputs]);
            weights_[k] = 0.0;
        }
        note_size(tape);
    }

    /// The operations, and a value and an adjoint for each variable.
    void note_size(const CppAD::ADFun<double>& tape) {
        recording_.statements += tape.size_op();
        recording_.bytes += tape.size_op_seq() + tape.size_var() * 2 * sizeof(double);
    }

    P problem_;
    std::vector<Scalar> inputs_;
    std::vector<Scalar> outputs_;
    std::vector<double> weights_;
    RecordingSize recording_;
};

} // namespace

void register_cppad() { register_tool<CppAd>("CppAD"); }

} // namespace benchmarks
