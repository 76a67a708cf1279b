#pragma once

#include <autodiff/derivatives/callable.hpp>

#include <algorithm>

namespace autodiff {

/// A value and the gradient there: `auto [y, g] = value_and_gradient(f, x);`
struct ValueAndGradient {
    double value;
    std::vector<double> gradient;
};

/// A value and the derivative there.
struct ValueAndDerivative {
    double value;
    double derivative;
};

/// f(x) and df/dx of a function of one scalar, by one reverse sweep.
template <class F>
ValueAndDerivative value_and_derivative(F&& f, double x) {
    Tape tape;
    const Var input = tape.variable(x);
    const Var y = derivatives::call_for_scalar<Var>(f, input);
    tape.reverse(y);
    return {y.value(), tape.adjoint(input)};
}

/// df/dx of a function of one scalar.
template <class F>
double derivative(F&& f, double x) {
    return value_and_derivative(f, x).derivative;
}

/// Writes df/dx[i] to gradient[i] and returns f(x); f takes a vector of scalars and returns one. Throws ShapeError
/// unless gradient has one place an input.
template <class F, NumberRange X = std::initializer_list<double>>
double value_and_gradient_into(std::span<double> gradient, F&& f, const X& x) {
    Tape tape;
    const std::vector<Var> inputs = tape.variables(derivatives::numbers(x));
    require_size(gradient.size(), inputs.size(), "gradient", "places for the gradient, one an input,");
    const Var y = derivatives::call_for_scalar<Var>(f, inputs);
    tape.reverse(y);
    std::transform(inputs.begin(), inputs.end(), gradient.begin(),
                   [&](const Var& input) { return tape.adjoint(input); });
    return y.value();
}

/// f(x) and its gradient.
template <class F, NumberRange X = std::initializer_list<double>>
ValueAndGradient value_and_gradient(F&& f, const X& x) {
    const std::vector<double> point = derivatives::numbers(x);
    std::vector<double> gradient(point.size());
    const double value = value_and_gradient_into(gradient, f, point);
    return {value, std::move(gradient)};
}

/// df/dx[i] for all i.
template <class F, NumberRange X = std::initializer_list<double>>
std::vector<double> gradient(F&& f, const X& x) {
    return value_and_gradient(f, x).gradient;
}

template <class F, NumberRange X = std::initializer_list<double>>
void gradient_into(std::span<double> gradient, F&& f, const X& x) {
    value_and_gradient_into(gradient, f, x);
}

} // namespace autodiff
