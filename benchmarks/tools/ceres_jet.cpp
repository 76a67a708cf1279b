// Ceres's forward mode: all directions at once.

#include <benchmarks/tools/forward_directions.hpp>
#include <benchmarks/tools/register.hpp>

#include <ceres/jet.h>

#include <array>

namespace benchmarks {

namespace {

/// A Jet that a double converts to, as it does to every other scalar here; Jet's own constructor is explicit.
template <int N>
struct Jet : ceres::Jet<double, N> {
    using Plain = ceres::Jet<double, N>;

    Jet() = default;
    Jet(double value) : Plain(value) {}
    Jet(const Plain& jet) : Plain(jet) {}

    friend bool operator<(const Jet& x, const Jet& y) { return x.a < y.a; }
    friend bool operator>(const Jet& x, const Jet& y) { return x.a > y.a; }
};

template <class P>
class CeresJet final : public Contender {
    static constexpr int directions = static_cast<int>(forward_directions<P>);
    using Scalar = Jet<directions>;

  public:
    static constexpr bool supports = directions > 0 && (Objective<P> || Blocks<P>)&&!SecondOrder<P>;

    void run(std::span<double> result) override {
        if constexpr (Blocks<P>) {
            std::array<Scalar, P::outputs> y;
            for (std::size_t i = 0; i < problem_.blocks(); ++i) {
                move(problem_.block_input(i));
                problem_.block(i, std::span<const Scalar>(inputs_), std::span<Scalar>(y));
                for (std::size_t k = 0; k < P::outputs; ++k) read(y[k], &result[(i * P::outputs + k) * P::inputs]);
            }
        } else {
            move(problem_.input());
            const Scalar y = problem_(std::span<const Scalar>(inputs_));
            read(y, result.data());
        }
    }

  private:
    void move(std::span<const double> x) {
        for (std::size_t j = 0; j < inputs_.size(); ++j)
            inputs_[j] = ceres::Jet<double, directions>(x[j], static_cast<int>(j));
    }
    static void read(const Scalar& y, double* row) {
        for (int j = 0; j < directions; ++j) row[j] = y.v[j];
    }

    P problem_;
    std::array<Scalar, static_cast<std::size_t>(directions)> inputs_;
};

} // namespace

void register_ceres_jet() { register_tool<CeresJet>("Ceres Jet"); }

} // namespace benchmarks
