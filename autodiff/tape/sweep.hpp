#pragma once

#include <autodiff/tape/adjoints.hpp>
#include <autodiff/tape/recording.hpp>

namespace autodiff {

/// Carries adjoints from the end of the recording back to `to`: what each statement's adjoint holds is passed on to its
/// arguments. A statement with a zero adjoint is skipped, so that 0 times an infinite partial is 0.
template <class T, class A>
void reverse_sweep(const Recording<T>& recording, Adjoints<A>& adjoints, Position to) {
    const Id base = recording.base();
    A* const adjoint = adjoints.data();
    const T* partial = recording.partials() + recording.size();
    const Id* argument = recording.arguments() + recording.size();
    const std::uint8_t* const counts = recording.counts();
    for (std::size_t i = recording.statements(); i-- > to.statements;) {
        const std::size_t count = counts[i];
        partial -= count;
        argument -= count;
        const A current = adjoint[i];
        if (is_zero(current)) continue;
        for (std::size_t k = 0; k < count; ++k)
            accumulate(adjoint[static_cast<Id>(argument[k] - base)], partial[k], current);
    }
}

/// Carries tangents from the variables (statements without arguments) forward to every recorded value.
template <class T, class A>
void forward_sweep(const Recording<T>& recording, Adjoints<A>& tangents) {
    const Id base = recording.base();
    A* const tangent = tangents.data();
    const T* partial = recording.partials();
    const Id* argument = recording.arguments();
    for (std::size_t i = 1; i < recording.statements(); ++i) {
        for (std::size_t count = recording.counts()[i]; count > 0; --count, ++partial, ++argument) {
            const A current = tangent[static_cast<Id>(*argument - base)];
            if (!is_zero(current)) accumulate(tangent[i], *partial, current);
        }
    }
}

} // namespace autodiff
