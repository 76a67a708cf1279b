#pragma once

// What the standard library asks of a number type: limits and classification.

#include <autodiff/dual/dual.hpp>

#include <cstddef>
#include <limits>

namespace autodiff {

// Of the value; how it moves does not matter.
template <class T, std::size_t N>
bool isnan(const Dual<T, N>& x) {
    return x != x;
}
template <class T, std::size_t N>
bool isinf(const Dual<T, N>& x) {
    return abs(x) == std::numeric_limits<plain_t<T>>::infinity();
}
template <class T, std::size_t N>
bool isfinite(const Dual<T, N>& x) {
    return abs(x) < std::numeric_limits<plain_t<T>>::infinity();
}
template <class T, std::size_t N>
bool isnormal(const Dual<T, N>& x) {
    return isfinite(x) && abs(x) >= std::numeric_limits<plain_t<T>>::min();
}
template <class T, std::size_t N>
bool signbit(const Dual<T, N>& x) {
    return copysign(1, x) < 0;
}

} // namespace autodiff

/// The limits of T: the same numbers are representable.
template <class T, std::size_t N>
class std::numeric_limits<autodiff::Dual<T, N>> : public std::numeric_limits<T> {};
