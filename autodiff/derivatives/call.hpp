#pragma once

#include <autodiff/derivatives/inner_tape.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/derivatives/replay.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace autodiff {

namespace derivatives {

/// Whether a call with these arguments becomes a node of a graph: inside record(), unless all of them are constants.
[[nodiscard]] bool recording_call(std::span<const Var> x);
template <class Scalar>
bool recording_call(const std::vector<Scalar>& x) {
    if constexpr (std::is_same_v<Scalar, Var>) return recording_call(std::span<const Var>(x));
    return false;
}

/// Adds the call to the graph that this thread records.
std::vector<Var> recorded_call(GraphFunction function, std::span<const Var> x);

/// The results of the call: a node inside record(), else the function's operations on the scalars.
template <class Scalar>
std::vector<Scalar> results_of_call(GraphFunction function, const std::vector<Scalar>& x) {
    if constexpr (std::is_same_v<Scalar, double>) return evaluate(graph_of_call(function), x);
    if constexpr (std::is_same_v<Scalar, Var>)
        if (recording_call(x)) return recorded_call(std::move(function), x);
    return Replay<Scalar>()(graph_of_call(function), x);
}

template <class X>
std::vector<double> plain_values(const X& x) {
    std::vector<double> result;
    for (const auto& element : x) result.push_back(static_cast<double>(plain_value(element)));
    return result;
}

/// The repeat of `body` that takes as many states, shared inputs and elements of a sequence. Throws ShapeError when the
/// body is none of these sizes.
[[nodiscard]] GraphFunction loop_function(const Graph& body, std::size_t steps, std::size_t states, std::size_t shared,
                                          std::size_t sequence);
/// How many elements of a sequence one step gets. Throws ShapeError when they do not come out even.
[[nodiscard]] std::size_t elements_of_step(std::size_t steps, std::size_t sequence);

/// The scalar that holds the elements of all three ranges.
template <class X, class P, class Q>
using LoopScalar = typename ops::Outermost<std::ranges::range_value_t<const X>, std::ranges::range_value_t<const P>,
                                           std::ranges::range_value_t<const Q>>::type;

template <class Scalar, class X, class P, class Q>
std::vector<Scalar> joined(const X& state, const P& shared, const Q& sequence) {
    std::vector<Scalar> all(std::ranges::begin(state), std::ranges::end(state));
    all.insert(all.end(), std::ranges::begin(shared), std::ranges::end(shared));
    all.insert(all.end(), std::ranges::begin(sequence), std::ranges::end(sequence));
    return all;
}

/// step(state, shared, elements), or with fewer of them where it takes fewer.
template <class Scalar, class Step>
std::vector<Scalar> call_loop_step(Step& step, const std::vector<Scalar>& state, const std::vector<Scalar>& shared,
                                   const std::vector<Scalar>& elements) {
    using Scalars = const std::vector<Scalar>&;
    const auto next = [&] {
        const auto on_state = [&](const std::vector<Scalar>& x) {
            if constexpr (std::is_invocable_v<Step&, Scalars, Scalars, Scalars>) {
                return step(x, shared, elements);
            } else if constexpr (std::is_invocable_v<Step&, Scalars, Scalars>) {
                return step(x, shared);
            } else {
                static_assert(std::is_invocable_v<Step&, Scalars>,
                              "the step must be callable as step(state), step(state, shared) or step(state, shared, "
                              "elements) with vectors of scalars (const auto&, std::span<const Var>, const "
                              "std::vector<Var>&)");
                return step(x);
            }
        };
        return call_for_outputs<Scalar>(on_state, state);
    }();
    require_size(next.size(), state.size(), "repeat",
                 "elements in the state that a step returns, as in the one it is given");
    return next;
}

template <class Scalar>
std::vector<Scalar> part(const std::vector<Scalar>& x, std::size_t begin, std::size_t count) {
    const auto from = x.begin() + static_cast<std::ptrdiff_t>(begin);
    return {from, from + static_cast<std::ptrdiff_t>(count)};
}

/// One step as a graph: its inputs are the state, what is shared and the elements of the step, recorded at `point`.
template <class Step>
Graph recorded_step(Step& step, const std::vector<double>& point, std::size_t states, std::size_t shared) {
    const auto on_inputs = [&](const std::vector<Var>& x) {
        return call_loop_step<Var>(step, part(x, 0, states), part(x, states, shared),
                                   part(x, states + shared, x.size() - states - shared));
    };
    return record(on_inputs, point);
}

} // namespace derivatives

/// The outputs of a graph for scalars of any kind. Inside record() this is one call of the graph, which is kept once
/// for all calls of it and differentiated once; elsewhere its operations run on the scalars, on the active tape if
/// there is one, or the graph is evaluated, where x are plain numbers. Throws ShapeError for the wrong number of
/// inputs, GuardError where the recorded program would have branched otherwise.
template <derivatives::ScalarRange X>
auto call(const Graph& graph, const X& x) {
    const auto arguments = derivatives::scalars(x);
    require_size(arguments.size(), graph.inputs().size(), "call", "inputs of the graph");
    return derivatives::results_of_call(GraphFunction{std::make_shared<const Graph>(graph)}, arguments);
}

/// f(x). Inside record() what f does becomes a graph of its own, which the recorded one calls: equal ones are kept
/// once. f is recorded at the values of x each time, so calls may branch differently. All variables that it uses must
/// be handed to it: GraphError for others.
template <class F, derivatives::ScalarRange X>
    requires(!std::same_as<std::remove_cvref_t<F>, Graph>)
auto call(F&& f, const X& x) {
    const auto arguments = derivatives::scalars(x);
    using Scalar = typename std::remove_cvref_t<decltype(arguments)>::value_type;
    constexpr bool one = derivatives::ScalarResult<std::invoke_result_t<F&, decltype(arguments)&>, Scalar>;
    std::vector<Scalar> outputs;
    if (derivatives::recording_call(arguments))
        outputs = call(record(f, derivatives::plain_values(arguments)), arguments);
    else
        outputs = derivatives::call_for_outputs<Scalar>(f, arguments);
    if constexpr (one)
        return outputs.front();
    else
        return outputs;
}

/// The state after `steps` steps. The inputs of the body are the state, then `shared`, the same in all steps, then the
/// elements of one step, of which `sequence` holds all, step after step; its outputs are the next state. Inside
/// record() this is one loop of the graph, which holds the body once, whatever the number of steps, and so do its
/// derivatives; elsewhere the steps run on the scalars. Throws ShapeError where sizes do not fit, GuardError where a
/// step would branch otherwise than the recorded body.
template <derivatives::ScalarRange X, derivatives::ScalarRange P = std::vector<std::ranges::range_value_t<const X>>,
          derivatives::ScalarRange Q = std::vector<std::ranges::range_value_t<const X>>>
auto repeat(const Graph& body, std::size_t steps, const X& state, const P& shared = {}, const Q& sequence = {}) {
    using Scalar = derivatives::LoopScalar<X, P, Q>;
    const std::vector<Scalar> all = derivatives::joined<Scalar>(state, shared, sequence);
    const auto states = static_cast<std::size_t>(std::ranges::distance(state));
    const auto fixed = static_cast<std::size_t>(std::ranges::distance(shared));
    auto loop = derivatives::loop_function(body, steps, states, fixed, all.size() - states - fixed);
    return derivatives::results_of_call<Scalar>(std::move(loop), all);
}

/// The same for a program: step(state, shared, elements), step(state, shared) or step(state) takes vectors of scalars
/// and returns as many as the state has. Inside record() it is recorded once, at the first step, and all variables that
/// it uses must be handed to it: GraphError for others.
template <class Step, derivatives::ScalarRange X,
          derivatives::ScalarRange P = std::vector<std::ranges::range_value_t<const X>>,
          derivatives::ScalarRange Q = std::vector<std::ranges::range_value_t<const X>>>
    requires(!std::same_as<std::remove_cvref_t<Step>, Graph>)
auto repeat(Step&& step, std::size_t steps, const X& state, const P& shared = {}, const Q& sequence = {}) {
    using Scalar = derivatives::LoopScalar<X, P, Q>;
    std::vector<Scalar> now = derivatives::joined<Scalar>(state, std::vector<Scalar>(), std::vector<Scalar>());
    const auto fixed = derivatives::joined<Scalar>(shared, std::vector<Scalar>(), std::vector<Scalar>());
    const auto rest = derivatives::joined<Scalar>(sequence, std::vector<Scalar>(), std::vector<Scalar>());
    const std::size_t elements = derivatives::elements_of_step(steps, rest.size());
    if (steps == 0) return now;
    if (derivatives::recording_call(derivatives::joined<Scalar>(now, fixed, rest))) {
        const auto first = derivatives::joined<Scalar>(now, fixed, derivatives::part(rest, 0, elements));
        const auto point = derivatives::plain_values(first);
        return repeat(derivatives::recorded_step(step, point, now.size(), fixed.size()), steps, now, fixed, rest);
    }
    for (std::size_t i = 0; i < steps; ++i)
        now = derivatives::call_loop_step<Scalar>(step, now, fixed, derivatives::part(rest, i * elements, elements));
    return now;
}

} // namespace autodiff
