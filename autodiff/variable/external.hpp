#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/size_of.hpp>
#include <autodiff/tape/external_function.hpp>
#include <autodiff/variable/real.hpp>
#include <autodiff/variable/tape_error.hpp>

#include <algorithm>
#include <concepts>
#include <memory>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace autodiff {

namespace variable {

[[noreturn]] void throw_external_in_graph();
[[noreturn]] void throw_no_external_function();

template <class X>
struct RealValue;
template <class T>
struct RealValue<Real<T>> {
    using type = T;
};

} // namespace variable

/// T of a vector, array or span of Real<T>.
template <std::ranges::contiguous_range X>
using real_value_t = typename variable::RealValue<std::ranges::range_value_t<X>>::type;

/// The values y of a function of x that was computed elsewhere, as values of this thread's active tape whose
/// derivatives are what `function` says. The tape keeps the function until it is reset, rewound or destroyed. Constants
/// (and nothing recorded) without an active tape or when all x are constants. Throws GraphError inside record(),
/// TapeError when an x belongs to another tape.
template <class X, std::derived_from<ExternalFunction<real_value_t<X>>> Function, class T = real_value_t<X>>
std::vector<Real<T>> external(const X& x, std::type_identity_t<std::span<const T>> y,
                              std::unique_ptr<Function> function) {
    if (function == nullptr) variable::throw_no_external_function();
    std::vector<Real<T>> result(y.begin(), y.end());
    Recorder<T>& active = recorder<T>;
    if (std::ranges::none_of(x, [](const Real<T>& input) { return input.active(); })) return result;
    if (active.graph != nullptr) variable::throw_external_in_graph();
    if (active.tape == nullptr || y.empty()) return result;

    std::vector<Id> inputs;
    inputs.reserve(size_of(x));
    for (const Real<T>& input : x) inputs.push_back(input.id());
    const std::vector<Id> outputs = active.tape->call(std::move(inputs), y.size(), std::move(function));
    for (std::size_t i = 0; i < y.size(); ++i) result[i] = Real<T>::from_recorder(y[i], outputs[i]);
    return result;
}

} // namespace autodiff
