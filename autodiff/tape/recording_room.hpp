#pragma once

// The cold half of Recording: room, limits and positions. Included by recording.hpp.

#include <autodiff/tape/recording.hpp>

#include <algorithm>

namespace autodiff {

namespace recording {

[[noreturn]] void throw_foreign_argument();
[[noreturn]] void throw_unreached_position(const char* operation, const Position& wanted, const Position& reached);
[[noreturn]] void throw_too_many_statements();

} // namespace recording

template <class T>
Recording<T>::Recording() : partials_(8 * slack), words_(8 * slack) {
    words_.data()[0] = word::variable;
    truncate(start());
}

// Every statement writes a word at least, and every partial has its word: so room for words bounds the room for
// partials, and the ids that are left, as well.
template <class T>
void Recording<T>::set_limit() {
    const auto room = [](const auto& array, std::size_t used) {
        return static_cast<std::ptrdiff_t>(array.capacity() - used) - slack;
    };
    const auto until_wrap = static_cast<std::ptrdiff_t>(ids - next_);
    const auto ids_left = static_cast<std::ptrdiff_t>(id_mask - statements());
    limit_ = word_ + std::min({room(words_, words_in_use()), room(partials_, size()), until_wrap, ids_left}) - 1;
}

template <class T>
void Recording<T>::make_room() {
    if (next_ == ids) { // the passive id goes to a variable that nobody has
        *word_++ = word::variable;
        next_ = 1;
        close();
    }
    if (statements() >= id_mask) recording::throw_too_many_statements();
    ensure_room(0);
}

template <class T>
void Recording<T>::ensure_room(std::ptrdiff_t more) {
    const std::size_t partials = size();
    const std::size_t words = words_in_use();
    const auto wanted = static_cast<std::size_t>(more + 4 * slack);
    partials_.reserve(partials + wanted);
    words_.reserve(words + wanted);
    move_cursors(partials, words);
}

template <class T>
void Recording<T>::move_cursors(std::size_t partials, std::size_t words) {
    const bool after_growth = growth_end_ == word_;
    partial_ = partials_.data() + partials;
    word_ = words_.data() + words;
    growth_end_ = after_growth ? word_ : nullptr;
    set_limit();
}

template <class T>
void Recording<T>::truncate(const Position& position) {
    next_ = (base_ + static_cast<Id>(position.statements)) & id_mask;
    close();
    growth_end_ = nullptr;
    move_cursors(position.partials, position.words);
}

template <class T>
void Recording<T>::rewind(const Position& position) {
    check_position(position, "Tape::rewind");
    truncate(position);
    history_.rewound_to(position);
}

// The new ids follow the old ones, or lie in another range when the half of this one is used up.
template <class T>
void Recording<T>::clear() {
    history_.rewound_to(start());
    if (next_ - range_.base() < IdRange::length / 2) {
        base_ = next_;
    } else {
        range_.renew();
        base_ = range_.base();
    }
    truncate(start());
}

template <class T>
Position Recording<T>::position() {
    close();
    return end();
}

template <class T>
void Recording<T>::check_position(const Position& position, const char* operation) const {
    if (position.statements == 0 || position.statements > statements() || position.partials > size() ||
        position.words == 0 || position.words > words_in_use() || !history_.keeps(position))
        recording::throw_unreached_position(operation, position, end());
}

template <class T>
typename Recording<T>::Origin Recording<T>::origin(std::size_t partial) const {
    Origin result{0, 0};
    std::size_t passed = 0;
    for (const Id* next = words() + 1; next != word_; ++next) {
        const Id flags = *next & word::variable;
        if (flags == word::grows) { // what began like a statement belongs to an earlier one
            if (passed > partial) return {place(*next), result.argument};
            --result.statement;
            continue;
        }
        if ((flags & word::begins) != 0) {
            if (passed > partial) break;
            ++result.statement;
        }
        if (flags != word::variable && passed++ == partial) result.argument = place(*next);
    }
    return result;
}

} // namespace autodiff
