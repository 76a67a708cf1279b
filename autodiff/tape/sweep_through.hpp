#pragma once

// Sweeps over recordings with external functions: from one to the next by the plain sweeps, which know nothing of them.

#include <autodiff/tape/sweep.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace autodiff {

namespace sweeping {

/// The directions in one adjoint.
template <class A>
struct Lanes {
    static constexpr std::size_t count = 1;
    static A& get(A& adjoint, std::size_t) { return adjoint; }
};
template <class T, std::size_t N>
struct Lanes<AdjointVector<T, N>> {
    static constexpr std::size_t count = N;
    static T& get(AdjointVector<T, N>& adjoint, std::size_t k) { return adjoint.lane[k]; }
};

/// One lane of the adjoints of `ids`, zero for passive ones. False when all are zero.
template <class T, class A>
bool read_lane(const Recording<T>& recording, Adjoints<A>& adjoints, const std::vector<Id>& ids, std::size_t k,
               std::vector<T>& lane) {
    bool any = false;
    lane.assign(ids.size(), T(0));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] == passive) continue;
        lane[i] = Lanes<A>::get(adjoints.at(recording.place(ids[i])), k);
        any = any || !is_zero(lane[i]);
    }
    return any;
}

template <class T, class A>
void add_lane(const Recording<T>& recording, Adjoints<A>& adjoints, const std::vector<Id>& ids, std::size_t k,
              const std::vector<T>& lane) {
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids[i] != passive && !is_zero(lane[i])) Lanes<A>::get(adjoints.at(recording.place(ids[i])), k) += lane[i];
}

template <class T, class A>
void reverse_call(const Recording<T>& recording, Adjoints<A>& adjoints, const ExternalCall<T>& call) {
    std::vector<T> outputs;
    for (std::size_t k = 0; k < Lanes<A>::count; ++k) {
        if (!read_lane(recording, adjoints, call.outputs, k, outputs)) continue;
        std::vector<T> inputs(call.inputs.size(), T(0));
        call.function->reverse(outputs, inputs);
        add_lane(recording, adjoints, call.inputs, k, inputs);
    }
}

template <class T, class A>
void forward_call(const Recording<T>& recording, Adjoints<A>& tangents, const ExternalCall<T>& call) {
    std::vector<T> inputs;
    for (std::size_t k = 0; k < Lanes<A>::count; ++k) {
        if (!read_lane(recording, tangents, call.inputs, k, inputs)) continue;
        std::vector<T> outputs(call.outputs.size(), T(0));
        call.function->forward(inputs, outputs);
        add_lane(recording, tangents, call.outputs, k, outputs);
    }
}

/// The calls between the two positions.
template <class T>
std::span<const ExternalCall<T>> calls_between(const Recording<T>& recording, const Position& first,
                                               const Position& last) {
    const auto before = [](const Position& position) {
        return [&position](const ExternalCall<T>& call) { return call.position.statements < position.statements; };
    };
    const auto calls = recording.calls();
    const auto begin = std::partition_point(calls.begin(), calls.end(), before(first));
    return {begin, std::partition_point(begin, calls.end(), before(last))};
}

} // namespace sweeping

/// reverse_sweep, through the external functions on its way.
template <class T, class A>
void reverse_through(const Recording<T>& recording, Adjoints<A>& adjoints, Position from, const Position& to) {
    const auto calls = sweeping::calls_between(recording, to, from);
    for (std::size_t i = calls.size(); i-- > 0;) {
        reverse_sweep(recording, adjoints, from, calls[i].position);
        sweeping::reverse_call(recording, adjoints, calls[i]);
        from = calls[i].position;
    }
    reverse_sweep(recording, adjoints, from, to);
}

/// forward_sweep, through the external functions on its way.
template <class T, class A>
void forward_through(const Recording<T>& recording, Adjoints<A>& tangents, Position from, const Position& to) {
    for (const ExternalCall<T>& call : sweeping::calls_between(recording, from, to)) {
        forward_sweep(recording, tangents, from, call.position);
        sweeping::forward_call(recording, tangents, call);
        from = call.position;
    }
    forward_sweep(recording, tangents, from, to);
}

} // namespace autodiff
