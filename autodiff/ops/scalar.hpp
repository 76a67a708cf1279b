#pragma once

// How operations meet scalar types. A scalar family (duals, active scalars, graph symbols) specialises ScalarTraits and
// thereby gets every operator and function of the catalogue: they are declared once, for all families.

#include <autodiff/base/inline.hpp>

#include <concepts>
#include <type_traits>

namespace autodiff {

/// Specialised by each scalar family with
///   depth          how many families are nested in it (Dual<double> 1, Real<Dual<double>> 2)
///   plain          the floating-point type at its bottom
///   apply<Op>(...) the operation Op on arguments of which at least one is of this family
///   symbolic       true for scalars that stand for expressions; may be left out
template <class T>
struct ScalarTraits {
    static constexpr int depth = 0;
    using plain = T;
};

template <class T>
concept ActiveScalar = ScalarTraits<std::remove_cvref_t<T>>::depth >
0;

template <class T>
concept PlainNumber = std::is_arithmetic_v<std::remove_cvref_t<T>>;

/// True for scalars that stand for an expression rather than a number: rules give them their short textbook form.
template <class T>
inline constexpr bool is_symbolic = requires {
    requires ScalarTraits<T>::symbolic;
};

template <class... T>
concept ActiveOperands = (ActiveScalar<T> || ...) && ((ActiveScalar<T> || PlainNumber<T>)&&...);

/// Arguments of the functions that the standard library lacks (sigmoid ...): active scalars or floating-point numbers.
template <class... T>
concept Operands = ActiveOperands<T...> ||
    ((PlainNumber<T> && ...) && (std::floating_point<std::remove_cvref_t<T>> || ...));

template <class T>
using plain_t = typename ScalarTraits<std::remove_cvref_t<T>>::plain;

namespace ops {

template <class... T>
struct Outermost;
template <class T>
struct Outermost<T> {
    using type = T;
};
template <class T, class U, class... Rest>
struct Outermost<T, U, Rest...>
    : Outermost<std::conditional_t<(ScalarTraits<U>::depth > ScalarTraits<T>::depth), U, T>, Rest...> {};

/// Op on any mix of scalars: the outermost family decides what that means; plain numbers are simply computed with.
template <class Op, class... T>
AUTODIFF_INLINE constexpr auto apply(const T&... arguments) {
    using Outer = typename Outermost<T...>::type;
    if constexpr (ScalarTraits<Outer>::depth > 0) {
        return ScalarTraits<Outer>::template apply<Op>(arguments...);
    } else {
        using Common = std::common_type_t<T...>;
        return Op::value(static_cast<Common>(arguments)...);
    }
}

/// Op on arguments of one scalar type, inside the rules: the result has that type.
template <class Op, class T, class... Rest>
constexpr T call(const T& x, const Rest&... rest) {
    if constexpr (ScalarTraits<T>::depth > 0)
        return T(ScalarTraits<T>::template apply<Op>(x, rest...));
    else
        return Op::value(x, rest...);
}

} // namespace ops
} // namespace autodiff
