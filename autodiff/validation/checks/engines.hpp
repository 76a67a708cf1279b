#pragma once

// The ways in which a C++ function can be differentiated, as a table: engines_of lists them, and a new one is one
// function here and one row there.

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/hessian.hpp>
#include <autodiff/derivatives/jacobian.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/ops/scaling.hpp>
#include <autodiff/validation/checks/subject.hpp>

#include <string>
#include <utility>
#include <vector>

namespace autodiff::checks {

/// A function of one scalar as one of a vector with one element. Callable with a vector of whatever it takes.
template <class F>
struct OfOneScalar {
    F& f;

    template <class X>
        requires std::is_invocable_v<F&, const typename X::value_type&>
    auto operator()(const X& x) const { return f(x[0]); }
};

/// w · f(x + A t).
template <class Scalar, class F>
Scalar chain_value(F& f, std::span<const double> x, const std::vector<Scalar>& t, const Chain& chain) {
    std::vector<Scalar> inner;
    inner.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        Scalar sum(x[i]);
        for (std::size_t j = 0; j < t.size(); ++j) sum = sum + chain.inner(i, j) * t[j];
        inner.push_back(sum);
    }
    const std::vector<Scalar> y = derivatives::call_for_outputs<Scalar>(f, inner);
    Scalar total(0);
    for (std::size_t k = 0; k < y.size(); ++k) total = total + chain.outer[k] * y[k];
    return total;
}

template <class Values>
std::vector<double> plain_values(const Values& y) {
    std::vector<double> result;
    for (const auto& element : y) result.push_back(plain_value(element));
    return result;
}

inline std::vector<double> unit(std::size_t size, std::size_t place) {
    std::vector<double> direction(size);
    direction[place] = 1;
    return direction;
}

/// Reverse sweeps of a tape of Real<T>, one an output. For double the engine of Var; for Dual<double> one that needs no
/// operation to be in the catalogue.
template <class T, class F>
Engine reverse_engine(F& f, std::string name) {
    const auto linearise = [&f](std::span<const double> x) {
        TapeOf<T> tape;
        const std::vector<Real<T>> inputs = tape.variables(std::vector<T>(x.begin(), x.end()));
        const std::vector<Real<T>> outputs = derivatives::call_for_outputs<Real<T>>(f, inputs);
        Linearisation result{plain_values(outputs), {outputs.size(), x.size(), {}}};
        for (const Real<T>& y : outputs) {
            tape.reverse(y);
            for (const Real<T>& input : inputs) result.jacobian.elements.push_back(plain_value(tape.adjoint(input)));
        }
        return result;
    };
    const auto chained = [&f](std::span<const double> x, const Chain& chain) {
        TapeOf<T> tape;
        const std::vector<Real<T>> t = tape.variables(std::vector<T>(x.size()));
        const Real<T> y = chain_value(f, x, t, chain);
        tape.reverse(y);
        tape.reverse(y); // a tape may be swept as often as one likes
        std::vector<double> result;
        for (const Real<T>& input : t) result.push_back(plain_value(tape.adjoint(input)));
        return result;
    };
    return {std::move(name), linearise, chained};
}

/// Forward sweeps of the tape, one an input.
template <class F>
Engine forward_sweep_engine(F& f) {
    const auto linearise = [&f](std::span<const double> x) {
        Tape tape;
        const std::vector<Var> inputs = tape.variables(x);
        const std::vector<Var> outputs = derivatives::call_for_outputs<Var>(f, inputs);
        const std::size_t n = x.size();
        Linearisation result{plain_values(outputs), {outputs.size(), n, std::vector<double>(outputs.size() * n)}};
        for (std::size_t j = 0; j < n; ++j) {
            const std::vector<double> column = tape.forward(inputs, unit(n, j), outputs);
            for (std::size_t k = 0; k < outputs.size(); ++k) result.jacobian(k, j) = column[k];
        }
        return result;
    };
    const auto chained = [&f](std::span<const double> x, const Chain& chain) {
        Tape tape;
        const std::vector<Var> t = tape.variables(std::vector<double>(x.size()));
        const std::vector<Var> y{chain_value(f, x, t, chain)};
        std::vector<double> result;
        for (std::size_t j = 0; j < t.size(); ++j) result.push_back(tape.forward(t, unit(t.size(), j), y)[0]);
        return result;
    };
    return {"forward sweep", linearise, chained, true};
}

/// Dual numbers, one input after the other.
template <class F>
Engine dual_engine(F& f) {
    using Number = Dual<double>;
    const auto linearise = [&f](std::span<const double> x) {
        const Pause pause;
        const std::size_t n = x.size();
        Linearisation result;
        for (std::size_t j = 0; j < n; ++j) {
            const auto outputs = derivatives::call_for_outputs<Number>(f, derivatives::moving<double>(x, unit(n, j)));
            if (j == 0) result = {plain_values(outputs), {outputs.size(), n, std::vector<double>(outputs.size() * n)}};
            for (std::size_t k = 0; k < outputs.size(); ++k) result.jacobian(k, j) = outputs[k].tangent();
        }
        return result;
    };
    const auto chained = [&f](std::span<const double> x, const Chain& chain) {
        const Pause pause;
        std::vector<double> result;
        for (std::size_t j = 0; j < x.size(); ++j) {
            std::vector<Number> t(x.size());
            t[j] = Number::variable(0);
            result.push_back(chain_value(f, x, t, chain).tangent());
        }
        return result;
    };
    return {"dual numbers", linearise, chained};
}

/// The recorded graph, differentiated, and evaluated.
template <class F>
Engine graph_engine(F& f) {
    const auto linearise = [&f](std::span<const double> x) {
        const Graph graph = record(f, x);
        Linearisation result{graph(x), {graph.outputs().size(), x.size(), {}}};
        result.jacobian.elements = jacobian(graph)(x);
        return result;
    };
    const auto chained = [&f](std::span<const double> x, const Chain& chain) {
        const std::vector<double> zero(x.size());
        const auto g = [&](const std::vector<Var>& t) { return chain_value(f, x, t, chain); };
        return gradient(record(g, zero))(zero);
    };
    return {"graph", linearise, chained, true};
}

template <class F>
std::vector<Engine> engines_of(F& f) {
    std::vector<Engine> engines{reverse_engine<double>(f, "reverse"), forward_sweep_engine(f), graph_engine(f)};
    if constexpr (derivatives::takes<F, Dual<double>>) engines.push_back(dual_engine(f));
    return engines;
}

/// The value of f(x) in plain numbers.
template <class Scalar, class F>
PlainFunction plain_function(F& f) {
    return [&f](std::span<const double> x) {
        const Pause pause;
        return plain_values(derivatives::call_for_outputs<Scalar>(f, std::vector<Scalar>(x.begin(), x.end())));
    };
}

/// f, a function of a vector of `inputs` scalars, which has to live as long as the subject.
template <class F>
Subject subject_of(std::string name, F& f, std::size_t inputs) {
    derivatives::require_callable<F, std::vector<Var>>();
    Subject subject{std::move(name), inputs, plain_function<Var>(f), engines_of(f), {}, {}, {}, {}};
    subject.jvp = [&f](std::span<const double> x, std::span<const double> v) { return jvp(f, x, v); };
    subject.vjp = [&f](std::span<const double> x, std::span<const double> w) { return vjp(f, x, w); };
    if constexpr (derivatives::ScalarResult<std::invoke_result_t<F&, const std::vector<Var>&>, Var>)
        subject.hessian = [&f](std::span<const double> x) { return hessian(f, x); };
    subject.record = [&f](std::span<const double> x) { return record(f, x); };
    return subject;
}

/// A derivative in plain numbers: a function of a vector of double that returns the Jacobian row by row.
template <class Derivative>
Engine hand_written_engine(const Subject& subject, Derivative& derivative) {
    const auto linearise = [value = subject.value, &derivative](std::span<const double> x) {
        Linearisation result{value(x), {0, x.size(), {}}};
        result.jacobian.rows = result.values.size();
        result.jacobian.elements =
            derivatives::call_for_outputs<double>(derivative, std::vector<double>(x.begin(), x.end()));
        require_size(result.jacobian.elements.size(), result.values.size() * x.size(), "check_hand_written",
                     "derivatives, outputs times inputs,");
        return result;
    };
    return {"hand-written", linearise, {}};
}

} // namespace autodiff::checks
