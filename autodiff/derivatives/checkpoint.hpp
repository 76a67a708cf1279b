#pragma once

#include <autodiff/derivatives/checkpointed_steps.hpp>
#include <autodiff/derivatives/inner_tape.hpp>
#include <autodiff/variable/external.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace autodiff {

namespace derivatives {

[[noreturn]] void throw_no_snapshots(std::size_t steps);

template <class T, class Step>
std::vector<Real<T>> checkpointed(std::size_t steps, std::size_t snapshots, Step step,
                                  const std::vector<Real<T>>& state, const std::vector<Real<T>>& parameters) {
    std::vector<T> first;
    for (const Real<T>& x : state) first.push_back(x.value());
    auto function =
        std::make_unique<CheckpointedSteps<T, Step>>(steps, snapshots, std::move(step), std::move(first), parameters);
    std::vector<Real<T>> inputs = state;
    inputs.insert(inputs.end(), parameters.begin(), parameters.end());
    const std::vector<T> last = function->run();
    return external(inputs, last, std::move(function));
}

} // namespace derivatives

/// The state after `steps` applications of state = step(i, state, parameters), i = 0 ... steps-1, on the active tape as
/// one external function that keeps at most `snapshots` states (besides the one being worked on), spaced so that as few
/// steps as possible are run again when it is swept (binomial_schedule.hpp): with 100 snapshots, 10^4 steps are run 2.5
/// times each and recorded once, one step at a time. step(std::size_t i, state, parameters) takes vectors of scalars
/// and returns a range of as many as the state has: ShapeError otherwise, and for 0 snapshots. It must do the same each
/// time it is called. It is copied and called as long as the tape is swept: what it captures by reference must live.
/// All variables that it uses must be handed to it: TapeError for others. A sweep of several directions runs it once
/// for each. Where no tape is active the steps are just run.
template <class Step, derivatives::ScalarRange X, derivatives::ScalarRange P>
auto checkpoint(std::size_t steps, std::size_t snapshots, Step step, const X& state, const P& parameters) {
    auto x = derivatives::scalars(state);
    using Scalar = typename decltype(x)::value_type;
    const std::vector<Scalar> p(std::ranges::begin(parameters), std::ranges::end(parameters));
    static_assert(std::is_invocable_v<Step&, std::size_t, const std::vector<Scalar>&, const std::vector<Scalar>&>,
                  "the step must be callable as step(std::size_t i, state, parameters) with vectors of scalars (const "
                  "auto&, std::span<const Var>, const std::vector<Var>&)");
    if (snapshots == 0) derivatives::throw_no_snapshots(steps);
    if constexpr (derivatives::taped<Scalar>)
        if (derivatives::on_tape<Scalar>() && steps > 0)
            return derivatives::checkpointed<derivatives::value_type_of<Scalar>>(steps, snapshots, std::move(step), x,
                                                                                 p);
    for (std::size_t i = 0; i < steps; ++i) x = derivatives::call_step(step, i, x, p);
    return x;
}

/// The same for steps without parameters: step(i, state).
template <class Step, derivatives::ScalarRange X>
auto checkpoint(std::size_t steps, std::size_t snapshots, Step step, const X& state) {
    using Scalar = std::ranges::range_value_t<const X>;
    static_assert(std::is_invocable_v<Step&, std::size_t, const std::vector<Scalar>&>,
                  "the step must be callable as step(std::size_t i, state) with a vector of scalars (const auto&, "
                  "std::span<const Var>, const std::vector<Var>&)");
    auto without_parameters = [step = std::move(step)](std::size_t i, const std::vector<Scalar>& x,
                                                       const std::vector<Scalar>&) mutable { return step(i, x); };
    return checkpoint(steps, snapshots, without_parameters, state, std::vector<Scalar>());
}

} // namespace autodiff
