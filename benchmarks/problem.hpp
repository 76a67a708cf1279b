#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// What all problems share: a name, the point at which they are differentiated, and the derivative written by hand in
/// double, which every tool's result is compared with and which is the limit of what a tool can reach.
template <class P>
concept Problem = std::default_initializable<P> && requires(const P& problem, std::span<double> result) {
    { P::name } -> std::convertible_to<std::string_view>;        // "gmm_10": short, one word
    { P::description } -> std::convertible_to<std::string_view>; // "Gaussian mixture, d=10 k=25 n=1000"
    { problem.input() } -> std::convertible_to<std::span<const double>>;
    { problem.result_size() } -> std::convertible_to<std::size_t>;
    { problem.by_hand(result) } -> std::same_as<void>;
};

/// One number as a function of the whole input, `T operator()(std::span<const T> x) const` for any scalar T. The result
/// is its gradient.
template <class P>
concept Objective = Problem<P> && requires(const P& problem, std::span<const double> x) {
    { problem(x) } -> std::same_as<double>;
};

/// An objective of which the Hessian times `direction()` is asked for instead of the gradient.
template <class P>
concept SecondOrder = Objective<P> && requires(const P& problem) {
    { problem.direction() } -> std::convertible_to<std::span<const double>>;
};

/// Many small functions, each of P::inputs numbers of its own (`block_input(i)`) and with P::outputs results:
/// `void block(std::size_t i, std::span<const T> x, std::span<T> y) const` for any scalar T. The result is all
/// Jacobians one after the other, each row by row.
template <class P>
concept Blocks = Problem<P> &&
    requires(const P& problem, std::size_t i, std::span<const double> x, std::span<double> y) {
    { P::inputs } -> std::convertible_to<std::size_t>;
    { P::outputs } -> std::convertible_to<std::size_t>;
    { problem.blocks() } -> std::convertible_to<std::size_t>;
    { problem.block_input(i) } -> std::convertible_to<std::span<const double>>;
    { problem.block(i, x, y) } -> std::same_as<void>;
};

} // namespace benchmarks
