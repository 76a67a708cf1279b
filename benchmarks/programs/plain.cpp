// The plain functions in double, compiled twice like tools/plain.cpp: as they are, and with auto-vectorisation off
// (PLAIN_SCALAR) in a shared library of its own.

#include <benchmarks/programs/plain.hpp>

#include <benchmarks/programs/functions.hpp>

#include <vector>

namespace benchmarks {

namespace {

template <class F>
double sum(std::span<const double> theta, const double* points, std::size_t count) {
    const std::vector<double> prepared = F::prepare(theta);
    double total = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        double y = 0.0;
        F::value(prepared.data(), points + i * F::data, &y);
        total += y;
    }
    return total;
}

void ba(const double* points, std::size_t count, double* errors) {
    constexpr std::size_t size = BaErrors::parameters + BaErrors::data;
    for (std::size_t i = 0; i < count; ++i)
        BaErrors::value(points + i * size, points + i * size + BaErrors::parameters, errors + i * BaErrors::outputs);
}

constexpr PlainFunctions functions{sum<GmmTerm<10, 25>>,
                                   sum<GmmTerm<32, 25>>,
                                   sum<LogisticLoss>,
                                   sum<NetworkLoss>,
                                   sum<BlackScholesPath>,
                                   sum<LstmStep>,
                                   ba};

} // namespace

#ifdef PLAIN_SCALAR
[[gnu::visibility("default")]] const PlainFunctions& plain_functions_scalar() { return functions; }
#else
const PlainFunctions& plain_functions() { return functions; }
#endif

} // namespace benchmarks
