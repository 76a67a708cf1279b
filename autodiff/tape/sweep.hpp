#pragma once

#include <autodiff/tape/adjoints.hpp>
#include <autodiff/tape/recording.hpp>

namespace autodiff {

/// Carries adjoints from `from` back to `to`: what each statement's adjoint holds is passed on to its arguments. A
/// statement with a zero adjoint is skipped, so that 0 times an infinite partial is 0. Throws TapeError at an argument
/// that is no earlier value of this recording.
template <class T, class A>
void reverse_sweep(const Recording<T>& recording, Adjoints<A>& adjoints, const Position& from, const Position& to) {
    const Id base = recording.base();
    A* const adjoint = adjoints.data();
    const T* partial = recording.partials() + from.partials;
    const Id* next = recording.words() + from.words;
    const Id* const end = recording.words() + to.words;
    const auto place = [base](Id word) { return (word - base) & id_mask; };
    Id last = static_cast<Id>(from.statements) - 1; // the statement before
    while (next != end) {
        Id word = *--next;
        A* source = adjoint + last;
        if ((word & word::grows) == 0) {
            --last;
        } else if ((word & word::begins) == 0) {
            source = adjoint + place(word);
            word = *--next;
        } else { // a variable
            --last;
            continue;
        }
        const A current = *source;
        if (is_zero(current)) {
            for (--partial; (word & word::begins) == 0; --partial) word = *--next;
            continue;
        }
        const auto pass_on = [&] {
            --partial;
            const Id argument = place(word);
            if (argument > last) [[unlikely]]
                recording::throw_foreign_argument();
            accumulate(adjoint[argument], *partial, current);
            return (word & word::begins) == 0; // more arguments
        };
        // The first few, which are all of most statements, have branches of their own to be predicted.
        if (!pass_on()) continue;
        word = *--next;
        if (!pass_on()) continue;
        word = *--next;
        while (pass_on()) word = *--next;
    }
}

/// Carries tangents through the statements between `from` and `to`, to every value recorded there. Throws TapeError at
/// an argument that is no earlier value of this recording.
template <class T, class A>
void forward_sweep(const Recording<T>& recording, Adjoints<A>& tangents, const Position& from, const Position& to) {
    A* const tangent = tangents.data();
    const T* partial = recording.partials() + from.partials;
    const Id* next = recording.words() + from.words;
    const Id* const end = recording.words() + to.words;
    std::size_t statement = from.statements; // the next one
    while (next != end) {
        if (*next == word::variable) {
            ++statement;
            ++next;
            continue;
        }
        A sum{};
        do {
            const std::size_t argument = recording.place(*next++);
            if (argument >= statement) [[unlikely]]
                recording::throw_foreign_argument();
            const A current = tangent[argument];
            if (!is_zero(current)) accumulate(sum, *partial, current);
            ++partial;
        } while (next != end && (*next & word::variable) == 0);
        if (next != end && (*next & word::variable) == word::grows)
            accumulate(tangent[recording.place(*next++)], T(1), sum);
        else
            tangent[statement++] = sum;
    }
}

} // namespace autodiff
