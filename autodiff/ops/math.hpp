#pragma once

// The functions that rules are written in. Plain numbers use <cmath>; every other scalar brings its own by
// argument-dependent lookup. Values that a rule computes have the scalar's type T, never an expression type.

#include <autodiff/ops/scalar.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>

namespace autodiff::math {

namespace lookup {
// In a namespace of its own, so that argument-dependent lookup finds the scalar's select and nothing else.
template <class Condition, class T>
constexpr T scalar_select(const Condition& condition, const T& a, const T& b) {
    return T(select(condition, a, b));
}
} // namespace lookup

// clang-format off
template <class T> constexpr T exp(const T& x) { using std::exp; return T(exp(x)); }
template <class T> constexpr T exp2(const T& x) { using std::exp2; return T(exp2(x)); }
template <class T> constexpr T expm1(const T& x) { using std::expm1; return T(expm1(x)); }
template <class T> constexpr T log(const T& x) { using std::log; return T(log(x)); }
template <class T> constexpr T log2(const T& x) { using std::log2; return T(log2(x)); }
template <class T> constexpr T log10(const T& x) { using std::log10; return T(log10(x)); }
template <class T> constexpr T log1p(const T& x) { using std::log1p; return T(log1p(x)); }
template <class T> constexpr T sqrt(const T& x) { using std::sqrt; return T(sqrt(x)); }
template <class T> constexpr T cbrt(const T& x) { using std::cbrt; return T(cbrt(x)); }
template <class T> constexpr T pow(const T& x, const T& y) { using std::pow; return T(pow(x, y)); }
template <class T> constexpr T hypot(const T& x, const T& y) { using std::hypot; return T(hypot(x, y)); }
template <class T> constexpr T fma(const T& x, const T& y, const T& z) { using std::fma; return T(fma(x, y, z)); }
template <class T> constexpr T sin(const T& x) { using std::sin; return T(sin(x)); }
template <class T> constexpr T cos(const T& x) { using std::cos; return T(cos(x)); }
template <class T> constexpr T tan(const T& x) { using std::tan; return T(tan(x)); }
template <class T> constexpr T asin(const T& x) { using std::asin; return T(asin(x)); }
template <class T> constexpr T acos(const T& x) { using std::acos; return T(acos(x)); }
template <class T> constexpr T atan(const T& x) { using std::atan; return T(atan(x)); }
template <class T> constexpr T atan2(const T& y, const T& x) { using std::atan2; return T(atan2(y, x)); }
template <class T> constexpr T sinh(const T& x) { using std::sinh; return T(sinh(x)); }
template <class T> constexpr T cosh(const T& x) { using std::cosh; return T(cosh(x)); }
template <class T> constexpr T tanh(const T& x) { using std::tanh; return T(tanh(x)); }
template <class T> constexpr T asinh(const T& x) { using std::asinh; return T(asinh(x)); }
template <class T> constexpr T acosh(const T& x) { using std::acosh; return T(acosh(x)); }
template <class T> constexpr T atanh(const T& x) { using std::atanh; return T(atanh(x)); }
template <class T> constexpr T erf(const T& x) { using std::erf; return T(erf(x)); }
template <class T> constexpr T erfc(const T& x) { using std::erfc; return T(erfc(x)); }
template <class T> constexpr T tgamma(const T& x) { using std::tgamma; return T(tgamma(x)); }
template <class T> constexpr T fmod(const T& x, const T& y) { using std::fmod; return T(fmod(x, y)); }
template <class T> constexpr T remainder(const T& x, const T& y) { using std::remainder; return T(remainder(x, y)); }
template <class T> constexpr T copysign(const T& x, const T& y) { using std::copysign; return T(copysign(x, y)); }
template <class T> constexpr T abs(const T& x) { using std::abs; return T(abs(x)); }
template <class T> constexpr T floor(const T& x) { using std::floor; return T(floor(x)); }
template <class T> constexpr T ceil(const T& x) { using std::ceil; return T(ceil(x)); }
template <class T> constexpr T trunc(const T& x) { using std::trunc; return T(trunc(x)); }
template <class T> constexpr T round(const T& x) { using std::round; return T(round(x)); }
// clang-format on

/// A constant in the precision of T's plain type, e.g. number<T>(std::numbers::pi_v<long double>).
template <class T>
constexpr T number(long double value) {
    return T(static_cast<plain_t<T>>(value));
}

template <class T>
constexpr T infinity() {
    return T(std::numeric_limits<plain_t<T>>::infinity());
}

template <class T>
constexpr T not_a_number() {
    return T(std::numeric_limits<plain_t<T>>::quiet_NaN());
}

/// a where the condition holds, else b; both are evaluated. For scalars whose comparisons are not bools (symbols,
/// lanes) it is their select.
template <class T, class Condition>
constexpr T select(const Condition& condition, const T& a, const T& b) {
    if constexpr (std::is_same_v<Condition, bool>)
        return condition ? a : b;
    else
        return lookup::scalar_select(condition, a, b);
}

/// formula() has no value where the condition holds; limit() is the agreed one there.
template <class T, class Condition, class Limit, class Formula>
constexpr T limit_when(const Condition& condition, Limit limit, Formula formula) {
    if constexpr (std::is_same_v<Condition, bool>)
        return condition ? T(limit()) : T(formula());
    else
        return lookup::scalar_select(condition, T(limit()), T(formula()));
}

/// formula() is right everywhere; rewritten() is the same function in a form that floating point computes better where
/// the condition holds. A symbolic scalar gets the formula alone.
template <class T, class Condition, class Rewritten, class Formula>
constexpr T rewrite_when(const Condition& condition, Rewritten rewritten, Formula formula) {
    if constexpr (is_symbolic<T>)
        return T(formula());
    else
        return limit_when<T>(condition, rewritten, formula);
}

} // namespace autodiff::math
