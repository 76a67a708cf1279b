#pragma once

// What the standard library asks of a number type: limits, hashing, classification, streams.

#include <autodiff/variable/real.hpp>

#include <cmath>
#include <functional>
#include <iosfwd>
#include <limits>

namespace autodiff {

namespace variable {

template <class X>
concept RealOperand = ScalarTraits<X>::depth >
0 && requires(const X& x) {
    typename X::value_type;
    x.active();
};

} // namespace variable

// Classifications are branches on the value: inside a recording they leave a guard, as the comparison they stand for.
template <variable::RealOperand X>
bool isnan(const X& x) {
    return x != x;
}
template <variable::RealOperand X>
bool isinf(const X& x) {
    return abs(x) == std::numeric_limits<plain_t<X>>::infinity();
}
template <variable::RealOperand X>
bool isfinite(const X& x) {
    return abs(x) < std::numeric_limits<plain_t<X>>::infinity();
}
template <variable::RealOperand X>
bool isnormal(const X& x) {
    return isfinite(x) && abs(x) >= std::numeric_limits<plain_t<X>>::min();
}
template <variable::RealOperand X>
bool signbit(const X& x) {
    return copysign(1, x) < 0;
}

template <class Char, class Traits, variable::RealOperand X>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& stream, const X& x) {
    return stream << x.value();
}
template <class Char, class Traits, class T>
std::basic_istream<Char, Traits>& operator>>(std::basic_istream<Char, Traits>& stream, Real<T>& x) {
    T value{};
    if (stream >> value) x = value;
    return stream;
}

} // namespace autodiff

/// The limits of T: the same numbers are representable.
template <class T>
class std::numeric_limits<autodiff::Real<T>> : public std::numeric_limits<T> {};

/// Equal values hash equally, recorded or not.
template <class T>
struct std::hash<autodiff::Real<T>> {
    std::size_t operator()(const autodiff::Real<T>& x) const noexcept { return std::hash<T>{}(x.value()); }
};
