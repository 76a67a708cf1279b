// Ceres's forward mode: all directions at once.

#include <benchmarks/tools/forward_contender.hpp>
#include <benchmarks/tools/register.hpp>

#include <ceres/jet.h>

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

template <std::size_t N>
struct Jets {
    using Scalar = Jet<static_cast<int>(N)>;
    static Scalar variable(double value, std::size_t direction) {
        return typename Scalar::Plain(value, static_cast<int>(direction));
    }
    static double rate(const Scalar& y, std::size_t direction) { return y.v[static_cast<Eigen::Index>(direction)]; }
};

template <class P>
using CeresJet = ForwardContender<P, Jets>;

} // namespace

void register_ceres_jet() { register_tool<CeresJet>("Ceres Jet"); }

} // namespace benchmarks
