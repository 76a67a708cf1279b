#pragma once

// The operations over ranges: sum, dot, norm, log_sum_exp, each one operation (one statement, one node), however long.

#include <autodiff/base/error.hpp>
#include <autodiff/base/size_of.hpp>
#include <autodiff/ops/reductions.hpp>
#include <autodiff/ops/scalar.hpp>

#include <concepts>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

namespace autodiff {

template <class R>
concept ScalarRange = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    (ActiveScalar<std::ranges::range_value_t<R>> || std::floating_point<std::ranges::range_value_t<R>>);

namespace ops {

template <class Op, class T>
T apply_nary(std::span<const T> x) {
    if constexpr (ScalarTraits<T>::depth > 0)
        return ScalarTraits<T>::template apply_nary<Op>(x);
    else
        return Op::value(x);
}

/// Op on all of its arguments, whatever their number.
template <class Op, class T>
T apply_to_all(std::span<const T> x) {
    if constexpr (Op::arity == any_number)
        return apply_nary<Op, T>(x);
    else if constexpr (Op::arity == 1)
        return T(apply<Op>(x[0]));
    else if constexpr (Op::arity == 2)
        return T(apply<Op>(x[0], x[1]));
    else
        return T(apply<Op>(x[0], x[1], x[2]));
}

template <class Op, ScalarRange R>
auto apply_to_range(const R& range) {
    using T = std::ranges::range_value_t<R>;
    return apply_nary<Op, T>(std::span<const T>(std::ranges::data(range), size_of(range)));
}

} // namespace ops

/// x[0] + x[1] + ... in this order; 0 for an empty range.
template <ScalarRange R>
auto sum(const R& x) {
    return ops::apply_to_range<ops::Sum>(x);
}

/// The Euclidean norm, without overflow or underflow of squares; its derivative at the origin is 0.
template <ScalarRange R>
auto norm(const R& x) {
    return ops::apply_to_range<ops::Norm>(x);
}

/// log(exp(x[0]) + exp(x[1]) + ...) without overflow; -infinity for an empty range.
template <ScalarRange R>
auto log_sum_exp(const R& x) {
    return ops::apply_to_range<ops::LogSumExp>(x);
}

/// x[0]*y[0] + x[1]*y[1] + ...; either range may hold plain numbers. Throws ShapeError when the lengths differ.
template <ScalarRange X, ScalarRange Y>
auto dot(const X& x, const Y& y) {
    using T = std::ranges::range_value_t<X>;
    using U = std::ranges::range_value_t<Y>;
    using Common = std::conditional_t<(ScalarTraits<U>::depth > ScalarTraits<T>::depth), U, T>;
    require_size(size_of(y), size_of(x), "dot", "elements in the second range");
    std::vector<Common> arguments;
    arguments.reserve(2 * size_of(x));
    for (const auto& element : x) arguments.emplace_back(element);
    for (const auto& element : y) arguments.emplace_back(element);
    return ops::apply_nary<ops::Dot, Common>(arguments);
}

} // namespace autodiff
