#pragma once

#include <autodiff/derivatives/callable.hpp>
#include <autodiff/derivatives/matrix.hpp>
#include <autodiff/dual/dual.hpp>

#include <algorithm>

namespace autodiff {

/// d f[i](x) / d x[j]: one recording, swept forward when there are fewer inputs than outputs and backward otherwise,
/// four directions at once.
template <class F, NumberRange X = std::initializer_list<double>>
Matrix jacobian(F&& f, const X& x) {
    Tape tape;
    const std::vector<Var> inputs = tape.variables(derivatives::numbers(x));
    const std::vector<Var> outputs = derivatives::call_for_outputs<Var>(f, inputs);
    const std::span<const Var> x_span(inputs);
    const std::span<const Var> y_span(outputs);
    return {outputs.size(), inputs.size(),
            inputs.size() < outputs.size() ? tape.forward_jacobian(y_span, x_span) : tape.jacobian(y_span, x_span)};
}

/// Writes the Jacobian row by row. Throws ShapeError unless `elements` has outputs times inputs places.
template <class F, NumberRange X = std::initializer_list<double>>
void jacobian_into(std::span<double> elements, F&& f, const X& x) {
    const Matrix matrix = jacobian(f, x);
    require_size(elements.size(), matrix.elements.size(), "jacobian_into", "places, outputs times inputs,");
    std::copy(matrix.elements.begin(), matrix.elements.end(), elements.begin());
}

namespace derivatives {

/// A dual vector at x that moves in direction v.
template <class T>
std::vector<Dual<T>> moving(std::span<const double> x, std::span<const double> v) {
    std::vector<Dual<T>> result;
    result.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back(Dual<T>::variable(T(x[i]), 0, T(v[i])));
    return result;
}

} // namespace derivatives

/// The Jacobian times v: how the outputs move when x moves in direction v. Forward mode, by duals where f accepts them
/// and by a forward sweep of the tape where f is a function of Var. Throws ShapeError unless v is as long as x.
template <class F, NumberRange X = std::initializer_list<double>, NumberRange V = std::initializer_list<double>>
std::vector<double> jvp(F&& f, const X& x, const V& v) {
    const std::vector<double> point = derivatives::numbers(x);
    const std::vector<double> direction = derivatives::numbers(v);
    require_size(direction.size(), point.size(), "jvp", "elements in the direction");
    if constexpr (derivatives::takes<F, Dual<double>>) {
        const Pause pause;
        std::vector<double> result;
        for (const auto& y :
             derivatives::call_for_outputs<Dual<double>>(f, derivatives::moving<double>(point, direction)))
            result.push_back(y.tangent());
        return result;
    } else {
        Tape tape;
        const std::vector<Var> inputs = tape.variables(point);
        const std::vector<Var> outputs = derivatives::call_for_outputs<Var>(f, inputs);
        return tape.forward(inputs, direction, outputs);
    }
}

/// w times the Jacobian: the gradient of the sum of w[i] * f[i]. Throws ShapeError unless w has one element an output.
template <class F, NumberRange X = std::initializer_list<double>, NumberRange W = std::initializer_list<double>>
std::vector<double> vjp(F&& f, const X& x, const W& w) {
    Tape tape;
    const std::vector<Var> inputs = tape.variables(derivatives::numbers(x));
    const std::vector<Var> outputs = derivatives::call_for_outputs<Var>(f, inputs);
    const std::vector<double> weights = derivatives::numbers(w);
    require_size(weights.size(), outputs.size(), "vjp", "weights, one an output,");
    tape.clear_adjoints();
    for (std::size_t i = 0; i < outputs.size(); ++i) tape.seed(outputs[i], weights[i]);
    tape.sweep();
    std::vector<double> result;
    result.reserve(inputs.size());
    for (const Var& input : inputs) result.push_back(tape.adjoint(input));
    return result;
}

template <class F, NumberRange X = std::initializer_list<double>, NumberRange V = std::initializer_list<double>>
void jvp_into(std::span<double> result, F&& f, const X& x, const V& v) {
    const std::vector<double> product = jvp(f, x, v);
    require_size(result.size(), product.size(), "jvp_into", "places, one an output,");
    std::copy(product.begin(), product.end(), result.begin());
}

template <class F, NumberRange X = std::initializer_list<double>, NumberRange W = std::initializer_list<double>>
void vjp_into(std::span<double> result, F&& f, const X& x, const W& w) {
    const std::vector<double> product = vjp(f, x, w);
    require_size(result.size(), product.size(), "vjp_into", "places, one an input,");
    std::copy(product.begin(), product.end(), result.begin());
}

} // namespace autodiff
