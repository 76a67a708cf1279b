#pragma once

#include <cstddef>
#include <span>

namespace benchmarks {

/// The plain functions at `count` points one after the other, compiled one way or the other. A sum adds its values up;
/// the errors of bundle adjustment, whose points hold inputs and observations, are written two a point.
struct PlainFunctions {
    using Sum = double(std::span<const double> theta, const double* points, std::size_t count);
    Sum* gmm_10;
    Sum* gmm_32;
    Sum* logistic;
    Sum* network;
    Sum* black_scholes;
    Sum* lstm_step;
    void (*ba)(const double* points, std::size_t count, double* errors);
};

/// As the compiler does it.
const PlainFunctions& plain_functions();
/// Without auto-vectorisation, which does not always pay.
const PlainFunctions& plain_functions_scalar();

} // namespace benchmarks
