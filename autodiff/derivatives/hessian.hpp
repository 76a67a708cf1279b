#pragma once

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/jacobian.hpp>
#include <autodiff/derivatives/record.hpp>

#include <algorithm>
#include <array>

namespace autodiff {

namespace derivatives {

/// For N directions at once: the gradient of f at x and its derivative in each direction, by a reverse sweep over
/// duals.
template <std::size_t N, class F>
std::vector<Dual<double, N>> moving_gradient(F& f, const std::vector<Dual<double, N>>& x) {
    TapeOf<Dual<double, N>> tape;
    const auto inputs = tape.variables(x);
    tape.reverse(call_for_scalar<Real<Dual<double, N>>>(f, inputs));
    std::vector<Dual<double, N>> result;
    result.reserve(inputs.size());
    for (const auto& input : inputs) result.push_back(tape.adjoint(input));
    return result;
}

} // namespace derivatives

/// The Hessian of f at x times v, for about the cost of two gradients: forward over reverse. For a function of Var
/// alone (not generic) the recorded graph is differentiated instead. Throws ShapeError unless v is as long as x.
template <class F, NumberRange X = std::initializer_list<double>, NumberRange V = std::initializer_list<double>>
std::vector<double> hessian_vector(F&& f, const X& x, const V& v) {
    const std::vector<double> point = derivatives::numbers(x);
    const std::vector<double> direction = derivatives::numbers(v);
    require_size(direction.size(), point.size(), "hessian_vector", "elements in the direction");
    if constexpr (derivatives::takes<F, Real<Dual<double>>>) {
        std::vector<double> result;
        for (const auto& g : derivatives::moving_gradient<1>(f, derivatives::moving<double>(point, direction)))
            result.push_back(g.tangent());
        return result;
    } else {
        return hessian_vector(record(f, point), direction)(point);
    }
}

/// d2f/dx[i]dx[j] of a function that returns one scalar, forward over reverse, four columns at once. For a function of
/// Var alone the recorded graph is differentiated twice.
template <class F, NumberRange X = std::initializer_list<double>>
Matrix hessian(F&& f, const X& x) {
    const std::vector<double> point = derivatives::numbers(x);
    const std::size_t n = point.size();
    if constexpr (derivatives::takes<F, Real<Dual<double, 4>>>) {
        constexpr std::size_t lanes = 4;
        Matrix result{n, n, std::vector<double>(n * n)};
        for (std::size_t first = 0; first < n; first += lanes) {
            std::vector<Dual<double, lanes>> moving;
            for (std::size_t i = 0; i < n; ++i) {
                moving.emplace_back(point[i]);
                if (i >= first && i < first + lanes) moving.back().tangent(i - first) = 1;
            }
            const auto gradient = derivatives::moving_gradient<lanes>(f, moving);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t k = 0; k < lanes && first + k < n; ++k) result(i, first + k) = gradient[i].tangent(k);
        }
        return result;
    } else {
        return {n, n, hessian(record(f, point))(point)};
    }
}

template <class F, NumberRange X = std::initializer_list<double>, NumberRange V = std::initializer_list<double>>
void hessian_vector_into(std::span<double> result, F&& f, const X& x, const V& v) {
    const std::vector<double> product = hessian_vector(f, x, v);
    require_size(result.size(), product.size(), "hessian_vector_into", "places, one an input,");
    std::copy(product.begin(), product.end(), result.begin());
}

/// Writes the Hessian row by row. Throws ShapeError unless `elements` has inputs times inputs places.
template <class F, NumberRange X = std::initializer_list<double>>
void hessian_into(std::span<double> elements, F&& f, const X& x) {
    const Matrix matrix = hessian(f, x);
    require_size(elements.size(), matrix.elements.size(), "hessian_into", "places, inputs times inputs,");
    std::copy(matrix.elements.begin(), matrix.elements.end(), elements.begin());
}

} // namespace autodiff
