#pragma once

// From a C++ function to a subject: the function is called with three scalars at most, and everything else about it is
// compiled code.

#include <autodiff/derivatives/callable.hpp>
#include <autodiff/dual/dual.hpp>
#include <autodiff/validation/checks/subject.hpp>

#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace autodiff::checks {

template <class Scalar>
using ActiveFunction = std::function<std::vector<Scalar>(const std::vector<Scalar>&)>;

/// A function for every scalar that it accepts; the others are empty.
struct ActiveFunctions {
    ActiveFunction<Var> of_var;
    ActiveFunction<Dual<double>> of_dual;
    ActiveFunction<Real<Dual<double>>> of_moving_var; ///< for second derivatives
};

/// f, which has to live as long as the result.
template <class Scalar, class F>
ActiveFunction<Scalar> active_function(F& f) {
    return [&f](const std::vector<Scalar>& x) { return derivatives::call_for_outputs<Scalar>(f, x); };
}

/// f, a function of a vector of scalars, for Var and for whatever else it can be called with.
template <class F>
ActiveFunctions active_functions(F& f) {
    derivatives::require_callable<F, std::vector<Var>>();
    ActiveFunctions functions{active_function<Var>(f), {}, {}};
    if constexpr (derivatives::takes<F, Dual<double>>) functions.of_dual = active_function<Dual<double>>(f);
    if constexpr (derivatives::takes<F, Real<Dual<double>>>)
        functions.of_moving_var = active_function<Real<Dual<double>>>(f);
    return functions;
}

/// A function of one scalar as one of a vector with one element. Callable with a vector of whatever it takes.
template <class F>
struct OfOneScalar {
    F& f;

    template <class X>
        requires std::is_invocable_v<F&, const typename X::value_type&>
    auto operator()(const X& x) const { return f(x[0]); }
};

/// Every way to differentiate the functions that are there, the reverse sweep of Var first.
[[nodiscard]] std::vector<Engine> engines_of(const ActiveFunctions& f);
/// The reverse sweep over duals, which the list above does without where there is one of Var.
[[nodiscard]] Engine reverse_over_duals(const ActiveFunction<Real<Dual<double>>>& f);
/// A derivative in plain numbers: a function that returns the Jacobian row by row.
[[nodiscard]] Engine hand_written_engine(const PlainFunction& value, const PlainFunction& jacobian);

/// The Hessian of the first output, forward over reverse.
[[nodiscard]] Matrix moving_hessian(const ActiveFunction<Real<Dual<double>>>& f, std::span<const double> x);

/// A function of `inputs` numbers that can be called with Var.
[[nodiscard]] Subject subject_of(std::string name, const ActiveFunctions& f, std::size_t inputs);

} // namespace autodiff::checks
