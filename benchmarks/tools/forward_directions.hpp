#pragma once

#include <benchmarks/all_problems.hpp>
#include <benchmarks/problem.hpp>

#include <cstddef>

namespace benchmarks {

/// How many directions forward mode carries through problem P: one an input where inputs are few, else 0, which means
/// that forward mode is not sensible here.
template <class P>
inline constexpr std::size_t forward_directions = 0;
template <Blocks P>
inline constexpr std::size_t forward_directions<P> = P::inputs;
template <>
inline constexpr std::size_t forward_directions<BlackScholes> = 5;
template <>
inline constexpr std::size_t forward_directions<HandTracking> = hand::parameters;

} // namespace benchmarks
