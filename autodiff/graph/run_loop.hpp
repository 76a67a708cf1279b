#pragma once

#include <autodiff/base/snapshots.hpp>
#include <autodiff/graph/function.hpp>

#include <cstddef>

namespace autodiff {

// How loops run, whoever runs their bodies: on one point or many, by evaluation or by compiled code. What does it is a
// class Steps:
//
//     State                                   S numbers of each point, that can be moved
//     State first_state()                     those that the call is given
//     State room_for_state()                  not set to anything
//     void forward(const State&, i, State&)   runs the body in step i; both may be the same
//     void backward(const State&, i)          of a repeat_reverse: the adjoint body in step i, from the state before
//                                             it; Steps keeps the adjoints

/// The state before step `last`, from the one before step `first`, which is an earlier one.
template <class Steps>
typename Steps::State advanced(Steps& steps, const typename Steps::State& from, std::size_t first, std::size_t last) {
    typename Steps::State state = steps.room_for_state();
    steps.forward(from, first, state);
    for (std::size_t i = first + 1; i < last; ++i) steps.forward(state, i, state);
    return state;
}

/// The state after all steps of a repeat.
template <class Steps>
typename Steps::State run_loop(const GraphFunction& loop, Steps& steps) {
    typename Steps::State state = steps.first_state();
    for (std::size_t i = 0; i < loop.steps; ++i) steps.forward(state, i, state);
    return state;
}

/// The steps of a repeat_reverse from the last to the first, with as many states kept as snapshots(loop) says.
template <class Steps>
void run_loop_reverse(const GraphFunction& loop, Steps& steps) {
    using State = typename Steps::State;
    const auto advance = [&](const State& from, std::size_t first, std::size_t last) {
        return advanced(steps, from, first, last);
    };
    Snapshots<State> states(loop.steps, snapshots(loop), steps.first_state());
    states.begin(advance);
    for (std::size_t i = loop.steps; i-- > 0;) steps.backward(states.before(i, advance), i);
}

} // namespace autodiff
