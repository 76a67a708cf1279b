#pragma once

#include <autodiff/tape/adjoints.hpp>
#include <autodiff/tape/recording.hpp>

namespace autodiff {

/// Carries adjoints from `from` back to `to`: what each statement's adjoint holds is passed on to its
/// arguments. A statement with a zero adjoint is skipped, so that 0 times an infinite partial is 0.
template <class T, class A>
void reverse_sweep(const Recording<T>& recording, Adjoints<A>& adjoints, Position from, Position to) {
    const Id base = recording.base();
    A* const adjoint = adjoints.data();
    const T* partial = recording.partials() + from.partials;
    const Id* argument = recording.arguments() + from.partials;
    const std::uint8_t* const counts = recording.counts();
    for (std::size_t i = from.statements; i-- > to.statements;) {
        const std::size_t count = counts[i];
        partial -= count;
        argument -= count;
        const A current = adjoint[i];
        if (is_zero(current)) continue;
        for (std::size_t k = 0; k < count; ++k)
            accumulate(adjoint[static_cast<Id>(argument[k] - base)], partial[k], current);
    }
}

/// Carries tangents through the statements between `from` and `to`, to every value recorded there.
template <class T, class A>
void forward_sweep(const Recording<T>& recording, Adjoints<A>& tangents, Position from, Position to) {
    const Id base = recording.base();
    A* const tangent = tangents.data();
    const T* partial = recording.partials() + from.partials;
    const Id* argument = recording.arguments() + from.partials;
    for (std::size_t i = from.statements; i < to.statements; ++i) {
        for (std::size_t count = recording.counts()[i]; count > 0; --count, ++partial, ++argument) {
            const A current = tangent[static_cast<Id>(*argument - base)];
            if (!is_zero(current)) accumulate(tangent[i], *partial, current);
        }
    }
}

} // namespace autodiff
