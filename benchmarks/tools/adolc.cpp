// ADOL-C: every run traces anew, keeping the values that the reverse sweep needs (trace_on's keep), so that no forward
// sweep over the trace comes between. The buffers are large enough for the trace to stay in memory: very large for the
// first run, of which only what is used is touched, and fitted to it from then on.

#include <benchmarks/tools/register.hpp>

#include <adolc/adolc.h>

#include <array>

namespace benchmarks {

namespace {

template <class P>
class Adolc final : public Contender {
  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    ~Adolc() override { removeTape(tag, ADOLC_REMOVE_COMPLETELY); }

    void run(std::span<double> result) override {
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i) block_jacobian(i, result);
        } else {
            const std::span<const double> x = problem_.input();
            trace(x, [this] {
                const adouble y = problem_(std::span<const adouble>(inputs_));
                depend(y);
            });
            const int n = static_cast<int>(x.size());
            if constexpr (SecondOrder<P>) {
                const std::span<const double> v = problem_.direction();
                std::vector<double> point(x.begin(), x.end());
                std::vector<double> direction(v.begin(), v.end());
                hess_vec(tag, n, point.data(), direction.data(), result.data());
            } else {
                double seed = 1.0;
                fos_reverse(tag, 1, n, &seed, result.data());
            }
        }
    }

    /// Of blocks: all together, though they reuse the same memory.
    [[nodiscard]] std::optional<RecordingSize> recording() const override {
        std::array<std::size_t, STAT_SIZE> count{};
        tapestats(tag, count.data());
        const std::size_t bytes = count[NUM_OPERATIONS] + count[NUM_LOCATIONS] * sizeof(locint) +
                                  (count[NUM_VALUES] + count[TAY_STACK_SIZE] + count[NUM_MAX_LIVES]) * sizeof(double);
        std::size_t times = 1;
        if constexpr (Blocks<P>) times = problem_.blocks();
        return RecordingSize{times * count[NUM_OPERATIONS], times * bytes};
    }

  private:
    static constexpr short tag = 1;

    template <class Compute>
    void trace(std::span<const double> x, Compute&& compute) {
        const bool keep = !SecondOrder<P>;
        trace_on(tag, keep, room_[0], room_[1], room_[2], room_[3]);
        inputs_.resize(x.size());
        for (std::size_t j = 0; j < x.size(); ++j) inputs_[j] <<= x[j];
        compute();
        trace_off();
        // The trace does not tell what second derivatives keep besides it.
        if (!SecondOrder<P> && room_ == unknown_room) fit_room();
    }
    /// With a margin: what does not fit into a buffer goes to a file.
    void fit_room() {
        std::array<std::size_t, STAT_SIZE> count{};
        tapestats(tag, count.data());
        const auto with_margin = [](std::size_t size) { return static_cast<unsigned>(size + size / 4 + 1024); };
        room_ = {with_margin(count[NUM_OPERATIONS]), with_margin(count[NUM_LOCATIONS]), with_margin(count[NUM_VALUES]),
                 with_margin(count[TAY_STACK_SIZE])};
    }
    static void depend(adouble y) {
        double value = 0.0;
        y >>= value;
    }

    void block_jacobian(std::size_t i, std::span<double> result) requires Blocks<P> {
        std::array<adouble, P::outputs> y;
        trace(problem_.block_input(i), [&] {
            problem_.block(i, std::span<const adouble>(inputs_), std::span<adouble>(y));
            for (const adouble& output : y) depend(output);
        });
        std::array<std::array<double, P::outputs>, P::outputs> unit{};
        std::array<double*, P::outputs> seeds{};
        std::array<double*, P::outputs> rows{};
        for (std::size_t k = 0; k < P::outputs; ++k) {
            unit[k][k] = 1.0;
            seeds[k] = unit[k].data();
            rows[k] = &result[(i * P::outputs + k) * P::inputs];
        }
        const int outputs = static_cast<int>(P::outputs);
        fov_reverse(tag, outputs, static_cast<int>(P::inputs), outputs, seeds.data(), rows.data());
    }

    /// Of operations, locations, values and Taylor coefficients, in elements.
    using Room = std::array<unsigned, 4>;
    static constexpr Room unknown_room =
        Blocks<P> ? Room{1u << 16, 1u << 18, 1u << 16, 1u << 16} : Room{1u << 26, 1u << 28, 1u << 26, 1u << 26};

    P problem_;
    std::vector<adouble> inputs_;
    Room room_ = unknown_room;
};

} // namespace

void register_adolc() { register_tool<Adolc>("ADOL-C"); }

} // namespace benchmarks
