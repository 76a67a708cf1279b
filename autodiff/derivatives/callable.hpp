#pragma once

// How user functions are called: with one scalar or with a vector of scalars; and what they may return: a scalar, an
// expression, a plain number, or a range of any of these.

#include <autodiff/base/error.hpp>
#include <autodiff/base/size_of.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <concepts>
#include <initializer_list>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace autodiff {

/// A range of numbers: std::vector, std::array, std::span, Eigen vectors, braced lists ...
template <class X>
concept NumberRange = std::ranges::input_range<const X> && std::convertible_to < std::ranges::range_value_t<const X>,
double > &&!ActiveScalar<std::ranges::range_value_t<const X>>;

namespace derivatives {

template <class X>
std::vector<double> numbers(const X& x) {
    std::vector<double> result;
    if constexpr (std::ranges::sized_range<const X>) result.reserve(size_of(x));
    for (const auto& element : x) result.push_back(static_cast<double>(element));
    return result;
}

template <class R, class Scalar>
concept ScalarResult = std::convertible_to<R, Scalar>;

template <class F, class Argument>
constexpr void require_callable() {
    static_assert(std::is_invocable_v<F&, const Argument&>,
                  "the function cannot be called with these inputs: derivative wants a function of one scalar (const "
                  "auto&, const Var&), the other verbs one of a vector of scalars (const auto&, std::span<const Var>, "
                  "const std::vector<Var>&)");
}

/// f(x) as one Scalar.
template <class Scalar, class F, class Argument>
Scalar call_for_scalar(F& f, const Argument& x) {
    require_callable<F, Argument>();
    using Result = std::invoke_result_t<F&, const Argument&>;
    static_assert(ScalarResult<Result, Scalar>,
                  "the function must return one scalar here; for several outputs use jacobian, jvp or vjp");
    return Scalar(f(x));
}

/// f(x) as a vector of Scalars, one or many.
template <class Scalar, class F, class Argument>
std::vector<Scalar> call_for_outputs(F& f, const Argument& x) {
    require_callable<F, Argument>();
    using Result = std::invoke_result_t<F&, const Argument&>;
    static_assert(ScalarResult<Result, Scalar> || std::ranges::input_range<Result>,
                  "the function must return a scalar or a range of scalars (std::vector, std::array ...)");
    std::vector<Scalar> outputs;
    if constexpr (ScalarResult<Result, Scalar>) {
        outputs.emplace_back(f(x));
    } else {
        auto&& result = f(x);
        for (auto&& output : result) outputs.emplace_back(output);
    }
    return outputs;
}

/// True for functions that can be called with a vector of Scalar. Functions of Var alone can be told from generic ones.
template <class F, class Scalar>
inline constexpr bool takes = std::is_invocable_v<F&, const std::vector<Scalar>&>;

} // namespace derivatives
} // namespace autodiff
