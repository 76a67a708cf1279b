#pragma once

#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/scalar.hpp>

#include <type_traits>

namespace autodiff {

/// True when x is zero and stays zero when differentiated again: families overload it.
template <class T>
    requires PlainNumber<T>
constexpr bool is_zero(T x) { return x == T(0); }

namespace ops {

/// A factor of a chain as a number.
template <class T>
constexpr T as_number(const T& x) {
    return x;
}
template <class T>
constexpr T as_number(One) {
    return T(1);
}
template <class T>
constexpr T as_number(MinusOne) {
    return T(-1);
}
template <class T>
constexpr T as_number(Zero) {
    return T(0);
}

/// factor times partial of Op: one step of the chain rule. Units cost nothing, Zero absorbs, and where Op is steep a
/// zero factor wins over an infinite partial.
template <class Op, class Factor, class Partial>
constexpr auto chain(const Factor& factor, const Partial& partial) {
    if constexpr (std::is_same_v<Factor, Zero> || std::is_same_v<Partial, Zero>)
        return Zero{};
    else if constexpr (std::is_same_v<Factor, One>)
        return partial;
    else if constexpr (std::is_same_v<Partial, One>)
        return factor;
    else if constexpr (std::is_same_v<Factor, MinusOne> && std::is_same_v<Partial, MinusOne>)
        return One{};
    else if constexpr (std::is_same_v<Partial, MinusOne>)
        return Factor(-factor);
    else if constexpr (std::is_same_v<Factor, MinusOne>)
        return Partial(-partial);
    else if constexpr (Op::steep)
        return is_zero(factor) ? factor : Factor(factor * partial);
    else
        return Factor(factor * partial);
}

} // namespace ops
} // namespace autodiff
