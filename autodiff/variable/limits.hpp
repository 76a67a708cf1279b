#pragma once

// What the standard library asks of a number type: limits, classification, hashing, streams.

#include <autodiff/ops/classification.hpp>
#include <autodiff/variable/real.hpp>

#include <functional>
#include <iosfwd>
#include <limits>

namespace autodiff {

namespace variable {

template <class X>
concept RealOperand = ActiveScalar<X> && requires(const X& x) {
    typename X::value_type;
    x.active();
};

} // namespace variable

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
