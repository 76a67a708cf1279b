// CoDiPack's two families of Jacobian tapes: "linear" numbers values one after the other, "index" uses numbers again.
// Functions are forced inline, free numbers are not sorted on reset, adjoints that the sweep has left at zero are not
// cleared again, and the outputs of a block are swept at once. The variants without bounds checks, whose room is
// reserved beforehand, took between 0.87 and 1.13 times as long, 1.0 on average, and were often slower cold.

#define CODI_SortIndicesOnReset false
#define CODI_ForcedInlines      1
#include <codi.hpp>

#include <benchmarks/tools/register.hpp>

#include <array>
#include <type_traits>

namespace benchmarks {

namespace {

template <class Real, class Gradient>
using Linear = codi::ActiveType<codi::JacobianLinearTape<
    codi::JacobianTapeTypes<Real, Gradient, codi::LinearIndexManager<int>, codi::DefaultChunkedData>>>;
template <class Real, class Gradient>
using Index = codi::ActiveType<codi::JacobianReuseTape<
    codi::JacobianTapeTypes<Real, Gradient, codi::MultiUseIndexManager<int>, codi::DefaultChunkedData>>>;

/// Adjoints: of one output, of all outputs of a block, or with their tangents.
template <class P>
struct Adjoint {
    using Real = std::conditional_t<SecondOrder<P>, codi::RealForward, double>;
    using Gradient = Real;
};
template <Blocks P>
struct Adjoint<P> {
    using Real = double;
    using Gradient = codi::Direction<double, P::outputs>;
};

template <class P, template <class, class> class Type>
class CoDiPack final : public Contender {
    using Real = typename Adjoint<P>::Real;
    using Scalar = Type<Real, typename Adjoint<P>::Gradient>;

  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    ~CoDiPack() override {
        inputs_.clear();
        tape_.resetHard();
    }

    void run(std::span<double> result) override {
        recording_ = {};
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            record_inputs(problem_.input());
            Scalar y = problem_(std::span<const Scalar>(inputs_));
            tape_.registerOutput(y);
            tape_.setPassive();
            y.gradient() = 1.0;
            tape_.evaluate();
            for (std::size_t j = 0; j < inputs_.size(); ++j) result[j] = rate(inputs_[j].gradient());
            forget();
        }
    }

    [[nodiscard]] std::optional<RecordingSize> recording() const override {
        if (!Scalar::Tape::LinearIndexHandling) return std::nullopt;
        return recording_;
    }

  private:
    void record_inputs(std::span<const double> x) {
        tape_.setActive();
        inputs_.resize(x.size());
        for (std::size_t j = 0; j < x.size(); ++j) {
            inputs_[j] = Real(x[j]);
            if constexpr (SecondOrder<P>) inputs_[j].value().setGradient(problem_.direction()[j]);
            tape_.registerInput(inputs_[j]);
        }
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        record_inputs(problem_.block_input(i));
        {
            std::array<Scalar, P::outputs> y;
            problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
            for (Scalar& output : y) tape_.registerOutput(output);
            tape_.setPassive();
            for (std::size_t k = 0; k < P::outputs; ++k) y[k].gradient()[k] = 1.0;
            tape_.evaluate();
        }
        for (std::size_t k = 0; k < P::outputs; ++k)
            for (std::size_t j = 0; j < P::inputs; ++j)
                result[(i * P::outputs + k) * P::inputs + j] = inputs_[j].gradient()[k];
        forget();
    }

    /// The sweep has set the adjoint of every statement to zero, only those of the inputs are left.
    void forget() {
        note_size();
        for (Scalar& input : inputs_) input.gradient() = typename Scalar::Gradient();
        tape_.reset(false);
    }

    /// Adjoints are in use for all numbers given out. For tapes that use numbers again this is not told: the largest
    /// number is that of all recordings so far, in steps of thousands.
    void note_size() {
        using codi::TapeParameters;
        const std::size_t statements = tape_.getParameter(TapeParameters::StatementSize);
        const std::size_t adjoints = tape_.getParameter(TapeParameters::LargestIdentifier) + 1;
        recording_.statements += statements;
        recording_.bytes += statements * sizeof(codi::Config::ArgumentSize) +
                            tape_.getParameter(TapeParameters::JacobianSize) * (sizeof(Real) + sizeof(int)) +
                            adjoints * sizeof(typename Scalar::Gradient);
    }

    static double rate(double adjoint) { return adjoint; }
    static double rate(const codi::RealForward& adjoint) { return adjoint.getGradient(); }

    typename Scalar::Tape& tape_ = Scalar::getTape();
    P problem_;
    std::vector<Scalar> inputs_;
    RecordingSize recording_;
};

template <class P>
using CoDiPackLinear = CoDiPack<P, Linear>;
template <class P>
using CoDiPackIndex = CoDiPack<P, Index>;

} // namespace

void register_codipack() {
    register_tool<CoDiPackLinear>("CoDiPack linear");
    register_tool<CoDiPackIndex>("CoDiPack index");
}

} // namespace benchmarks
