#include <reference/catalogue.hpp>

#include <array>

namespace reference {

namespace {

Jet sum(const Arguments& x) {
    Jet total = 0.0;
    for (const Jet& term : x.jets) total = total + term;
    return total;
}

/// The first half of the arguments times the second.
Jet dot(const Arguments& x) {
    Jet total = 0.0;
    for (std::size_t k = 0; k < x.size() / 2; ++k) total = total + x[k] * x[k + x.size() / 2];
    return total;
}

/// The Euclidean length; hypot is that of two.
Jet norm(const Arguments& x) {
    Jet squares = 0.0;
    for (const Jet& term : x.jets) squares = squares + term * term;
    return sqrt(squares);
}

/// The largest argument stands outside of the logarithm, where its own term is the 1 of log1p.
Jet log_sum_exp(const Arguments& x) {
    std::size_t largest = 0;
    for (std::size_t k = 1; k < x.size(); ++k)
        if (x.at[k].compare(x.at[largest]) > 0) largest = k;
    Jet others = 0.0;
    for (std::size_t k = 0; k < x.size(); ++k)
        if (k != largest) others = others + exp(x[k] - x[largest]);
    return x[largest] + log1p(others);
}

constexpr auto rows = std::to_array<Operation>({
    {"hypot", 2, norm},
    {"sum", 0, sum},
    {"dot", 0, dot},
    {"norm", 0, norm},
    {"log_sum_exp", 0, log_sum_exp},
});

} // namespace

std::span<const Operation> reductions() { return rows; }

} // namespace reference
