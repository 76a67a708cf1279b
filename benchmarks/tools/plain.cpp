// The plain function in double. It is compiled twice: as it is, and with auto-vectorisation off (PLAIN_SCALAR). The
// second goes into a shared library of its own with hidden symbols: in one program the linker would keep only one of
// the two compilations of each inline function.

#include <benchmarks/tools/register.hpp>

namespace benchmarks {

namespace {

template <class P>
class Plain final : public Contender {
  public:
    static constexpr bool supports = Objective<P> || Blocks<P>;

    /// The first numbers of `result` are the function's values.
    void run(std::span<double> result) override {
        if constexpr (Blocks<P>) {
            for (std::size_t i = 0; i < problem_.blocks(); ++i)
                problem_.block(i, std::span<const double>(problem_.block_input(i)),
                               result.subspan(i * P::outputs, P::outputs));
        } else {
            result[0] = problem_(std::span<const double>(problem_.input()));
        }
    }

  private:
    P problem_;
};

} // namespace

#ifdef PLAIN_SCALAR
[[gnu::visibility("default")]] void register_plain_scalar() { register_tool<Plain>("plain_scalar"); }
#else
void register_plain() { register_tool<Plain>("plain"); }
#endif

} // namespace benchmarks
