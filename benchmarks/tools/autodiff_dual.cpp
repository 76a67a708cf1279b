// Our forward mode: all directions at once.

#include <benchmarks/tools/forward_contender.hpp>
#include <benchmarks/tools/register.hpp>

#include <autodiff/gradient.hpp>

namespace benchmarks {

namespace {

template <std::size_t N>
struct Duals {
    using Scalar = autodiff::Dual<double, N>;
    static Scalar variable(double value, std::size_t direction) { return Scalar::variable(value, direction); }
    static double rate(const Scalar& y, std::size_t direction) { return y.tangent(direction); }
};

template <class P>
using AutodiffDual = ForwardContender<P, Duals>;

} // namespace

void register_autodiff_dual() { register_tool<AutodiffDual>("autodiff dual"); }

} // namespace benchmarks
