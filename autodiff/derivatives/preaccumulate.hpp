#pragma once

#include <autodiff/derivatives/callable.hpp>
#include <autodiff/derivatives/gradient_statement.hpp>
#include <autodiff/derivatives/inner_tape.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

namespace derivatives {

/// dy/dx row by row, `Lanes` rows a sweep.
template <std::size_t Lanes, class T>
void reverse_jacobian(InnerTape<T>& tape, std::span<const Real<T>> y, std::span<const Real<T>> x,
                      std::vector<T>& jacobian) {
    const Recording<T>& recording = tape.recording();
    Adjoints<AdjointVector<T, Lanes>> adjoints;
    for (std::size_t first = 0; first < y.size(); first += Lanes) {
        const std::size_t lanes = std::min(Lanes, y.size() - first);
        adjoints.clear(recording.statements());
        for (std::size_t k = 0; k < lanes; ++k)
            if (y[first + k].active()) adjoints.at(tape.place(y[first + k])).lane[k] += T(1);
        tape.reverse(adjoints, recording.start());
        for (std::size_t k = 0; k < lanes; ++k)
            for (std::size_t j = 0; j < x.size(); ++j)
                if (x[j].active()) jacobian[(first + k) * x.size() + j] = adjoints.at(tape.place(x[j])).lane[k];
    }
}

/// The same, `Lanes` columns a sweep.
template <std::size_t Lanes, class T>
void forward_jacobian(InnerTape<T>& tape, std::span<const Real<T>> y, std::span<const Real<T>> x,
                      std::vector<T>& jacobian) {
    const Recording<T>& recording = tape.recording();
    Adjoints<AdjointVector<T, Lanes>> tangents;
    for (std::size_t first = 0; first < x.size(); first += Lanes) {
        const std::size_t lanes = std::min(Lanes, x.size() - first);
        tangents.clear(recording.statements());
        for (std::size_t k = 0; k < lanes; ++k)
            if (x[first + k].active()) tangents.at(tape.place(x[first + k])).lane[k] += T(1);
        tape.forward(tangents, recording.start());
        for (std::size_t i = 0; i < y.size(); ++i)
            for (std::size_t k = 0; k < lanes; ++k)
                if (y[i].active()) jacobian[i * x.size() + first + k] = tangents.at(tape.place(y[i])).lane[k];
    }
}

/// Runs f on a tape of its own: recorded on the outer tape and rewound, f would need adjoints as long as that tape, and
/// a variable that it was not handed would silently lose its derivative. Returns the outputs, whose ids are
/// meaningless, and writes their partials to `jacobian`.
template <class T, class F>
std::vector<Real<T>> with_local_jacobian(F& f, const std::vector<Real<T>>& x, std::vector<T>& jacobian) {
    InnerTape<T> tape("preaccumulate");
    const std::vector<Real<T>> inputs = tape.variables(std::span<const Real<T>>(x));
    std::vector<Real<T>> outputs = call_for_outputs<Real<T>>(f, inputs);
    tape.finish_piece();
    for (const Real<T>& y : outputs)
        if (y.active()) static_cast<void>(tape.place(y));
    jacobian.assign(outputs.size() * inputs.size(), T(0));
    const std::span<const Real<T>> x_span(inputs);
    const std::span<const Real<T>> y_span(outputs);
    if (outputs.size() == 1)
        reverse_jacobian<1>(tape, y_span, x_span, jacobian);
    else if (outputs.size() <= inputs.size() || !tape.recording().calls().empty()) // calls may know the reverse only
        reverse_jacobian<4>(tape, y_span, x_span, jacobian);
    else
        forward_jacobian<4>(tape, y_span, x_span, jacobian);
    return outputs;
}

template <class T, class F>
std::vector<Real<T>> preaccumulated(F& f, const std::vector<Real<T>>& x) {
    Recording<T>& outer = *recorder<T>.tape;
    std::vector<T> jacobian;
    std::vector<Real<T>> outputs = with_local_jacobian(f, x, jacobian);
    const std::span<const T> partials(jacobian);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        outputs[i] = gradient_statement(outer, outputs[i].value(), std::span<const Real<T>>(x),
                                        partials.subspan(i * x.size(), x.size()));
    return outputs;
}

} // namespace derivatives

/// f(inputs), where one statement an output stands on the active tape in place of all that f did: its partials are f's
/// local Jacobian. Saves memory, and time when the tape is swept often, where f has few inputs and outputs for the work
/// that it does. f takes a vector of scalars and returns one or a range of them; the result is a scalar or a vector
/// alike. All variables that f uses must be handed to it: TapeError for others. f runs on a tape of its own, which
/// costs about half a microsecond; the Jacobian takes reverse sweeps, or forward sweeps where there are more outputs
/// than inputs. Where no tape is active (nothing, or a graph, records) it is just f(inputs).
template <class F, derivatives::ScalarRange X>
auto preaccumulate(F&& f, const X& inputs) {
    const auto x = derivatives::scalars(inputs);
    using Scalar = typename std::remove_cvref_t<decltype(x)>::value_type;
    std::vector<Scalar> outputs;
    bool taped = derivatives::on_tape<Scalar>();
    if constexpr (derivatives::taped<Scalar>)
        if (taped) outputs = derivatives::preaccumulated<derivatives::value_type_of<Scalar>>(f, x);
    if (!taped) outputs = derivatives::call_for_outputs<Scalar>(f, x);
    if constexpr (derivatives::ScalarResult<std::invoke_result_t<F&, const std::vector<Scalar>&>, Scalar>)
        return Scalar(outputs.front());
    else
        return outputs;
}

} // namespace autodiff
