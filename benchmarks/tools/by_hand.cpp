// The derivative written by hand in double: the limit.

#include <benchmarks/tools/register.hpp>

namespace benchmarks {

namespace {

template <class P>
class ByHand final : public Contender {
  public:
    static constexpr bool supports = Problem<P>;

    void run(std::span<double> result) override { problem_.by_hand(result); }

  private:
    P problem_;
};

} // namespace

void register_by_hand() { register_tool<ByHand>("by hand"); }

} // namespace benchmarks
