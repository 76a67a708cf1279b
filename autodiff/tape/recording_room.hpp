#pragma once

// The cold half of Recording: room, limits and positions. Included by recording.hpp.

#include <autodiff/tape/recording.hpp>

#include <algorithm>
#include <utility>

namespace autodiff {

namespace recording {

[[noreturn]] void throw_foreign_argument();
[[noreturn]] void throw_unreached_position(const char* operation, const Position& wanted, const Position& reached);
[[noreturn]] void throw_too_many_statements();

} // namespace recording

template <class T>
Recording<T>::Recording() : partials_(8 * slack), words_(8 * slack) {
    partial_ = partials_.data();
    word_ = words_.data();
    *word_++ = word::variable;
    next_ = base_ + 1;
    close();
    set_limit();
}

// Every statement writes a word at least, and every partial has its word. So a bound for words bounds partials, and ids
// as well until they wrap; and it holds after a rewind, too.
template <class T>
void Recording<T>::set_limit() {
    const std::size_t room = std::min(partials_.capacity(), words_.capacity()) - static_cast<std::size_t>(slack);
    const std::size_t until_wrap = ids - base_;
    if (words_in_use() < until_wrap)
        limit_ = words_.data() + std::min({room, until_wrap, std::size_t{id_mask}}) - 1;
    else
        limit_ = word_ + std::min({room - words_in_use(), std::size_t{ids - next_}, id_mask - statements()}) - 1;
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
    const std::size_t wanted = words + static_cast<std::size_t>(more + 4 * slack);
    partials_.reserve(wanted); // as many as words, though fewer are used: only what is touched takes memory
    words_.reserve(wanted);
    const bool after_growth = growth_end_ == word_;
    partial_ = partials_.data() + partials;
    word_ = words_.data() + words;
    growth_end_ = after_growth ? word_ : nullptr;
    set_limit();
}

template <class T>
void Recording<T>::truncate(const Position& position) {
    const bool wrapped = words_in_use() >= ids - base_;
    next_ = (base_ + static_cast<Id>(position.statements)) & id_mask;
    partial_ = partials_.data() + position.partials;
    word_ = words_.data() + position.words;
    close();
    if (wrapped) set_limit();
    while (!calls_.empty() && calls_.back().position.statements >= position.statements) calls_.pop_back();
}

template <class T>
std::vector<Id> Recording<T>::call(std::vector<Id> inputs, std::size_t outputs,
                                   std::unique_ptr<ExternalFunction<T>> function) {
    for (const Id input : inputs)
        if (input != passive && !contains(input)) recording::throw_foreign_argument();
    const Position before = position();
    std::vector<Id> results;
    results.reserve(outputs);
    for (std::size_t i = 0; i < outputs; ++i) results.push_back(variable());
    calls_.push_back({before, std::move(inputs), results, std::move(function)});
    return results;
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
    if (next_ - range_.base() < IdRange::length / 2) {
        base_ = next_;
    } else {
        range_.renew();
        base_ = range_.base();
    }
    truncate(start());
    set_limit();
    history_.rewound_to(start());
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
void Recording<T>::check_arguments(const Position& from) const {
    for (const Id* next = words() + from.words; next != word_; ++next)
        if ((*next & word::variable) != word::variable && place(*next) >= statements())
            recording::throw_foreign_argument();
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
