#pragma once

// What the standard library asks of a number type.

#include <autodiff/dual/dual.hpp>
#include <autodiff/ops/classification.hpp>

#include <cstddef>
#include <limits>

/// The limits of T: the same numbers are representable.
template <class T, std::size_t N>
class std::numeric_limits<autodiff::Dual<T, N>> : public std::numeric_limits<T> {};
