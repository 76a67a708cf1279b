#pragma once

// The cold half of Recording: room, limits, long statements and checks. Included by recording.hpp.

#include <autodiff/tape/recording.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace autodiff {

namespace recording {

[[noreturn]] void throw_foreign_argument();
[[noreturn]] void throw_unreached_position(const char* operation, Position wanted, Position reached);
[[noreturn]] void throw_too_many_statements();

/// max(id - base) over the ids; a plain loop over contiguous memory that compilers vectorise.
Id largest_place(const Id* ids, std::size_t count, Id base);

} // namespace recording

template <class T>
Recording<T>::Recording() : partials_(8 * slack), arguments_(8 * slack), counts_(8 * slack) {
    counts_.data()[0] = 0;
    make_room();
}

// Every statement but those without arguments (which pay with limit_) adds at least one argument: so room for arguments
// bounds the room for counts, and the ids that are left, as well.
template <class T>
void Recording<T>::set_limit() {
    const auto signed_capacity = [](const auto& array) { return static_cast<std::ptrdiff_t>(array.capacity()); };
    const std::ptrdiff_t counts_left = signed_capacity(counts_) - statements_;
    const std::ptrdiff_t ids_left = std::numeric_limits<Id>::max() - statements_;
    const Id until_wrap = no_id - (base() + static_cast<Id>(statements_)); // to the two ids that nobody has
    limit_ = std::min({signed_capacity(partials_) - slack, signed_capacity(arguments_) - slack, size_ + counts_left,
                       size_ + ids_left, size_ + static_cast<std::ptrdiff_t>(until_wrap)}) -
             1;
}

template <class T>
void Recording<T>::make_room() {
    if (statements_ >= std::numeric_limits<Id>::max() - 1) recording::throw_too_many_statements();
    ensure_room(0);
    // no_id and, after it, the passive id go to statements without arguments.
    if (base() + static_cast<Id>(statements_) == no_id) {
        counts_.data()[statements_++] = 0;
        counts_.data()[statements_++] = 0;
        set_limit();
    }
}

template <class T>
void Recording<T>::ensure_room(std::ptrdiff_t more) {
    const auto room = [&](std::ptrdiff_t used) { return static_cast<std::size_t>(used + more + 4 * slack); };
    partials_.reserve(room(size_));
    arguments_.reserve(room(size_));
    counts_.reserve(room(statements_));
    set_limit();
}

// The first 255 arguments become a statement of their own, whose value stands in for them with partial 1.
template <class T>
Id Recording<T>::close_long_statement(std::ptrdiff_t count) {
    size_ -= count;
    const std::vector<T> partials(partials_.data() + size_, partials_.data() + size_ + count);
    const std::vector<Id> arguments(arguments_.data() + size_, arguments_.data() + size_ + count);
    ensure_room(2 * count);
    Id id = passive;
    std::ptrdiff_t next = 0;
    while (next < count) {
        id = statement<arguments_at_most>([&](StatementWriter<T>& write) {
            std::ptrdiff_t free = arguments_at_most;
            if (id != passive) {
                write(T(1), id);
                --free;
            }
            for (; free > 0 && next < count; --free, ++next)
                write(partials[static_cast<std::size_t>(next)], arguments[static_cast<std::size_t>(next)]);
        });
    }
    return id;
}

template <class T>
void Recording<T>::rewind(Position position) {
    check_position(position, "Tape::rewind");
    truncate(position);
}

template <class T>
void Recording<T>::truncate(Position position) {
    statements_ = static_cast<std::ptrdiff_t>(position.statements);
    size_ = static_cast<std::ptrdiff_t>(position.partials);
    checked_ = std::min(checked_, size_);
    while (!calls_.empty() && calls_.back().position.statements >= position.statements) calls_.pop_back();
    set_limit();
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
void Recording<T>::clear() {
    range_.renew();
    truncate({1, 0});
}

// The partials between the position and the end must be those of the statements between them: the check costs no more
// than what is swept or forgotten.
template <class T>
void Recording<T>::check_position(Position position, const char* operation) const {
    if (position == Position{1, 0}) return; // the start lies on every path: a full sweep pays nothing
    const auto between = [&] {
        std::size_t partials = 0;
        for (std::size_t i = position.statements; i < statements(); ++i) partials += counts()[i];
        return partials;
    };
    if (position.statements == 0 || position.statements > statements() || position.partials > size() ||
        between() != size() - position.partials)
        recording::throw_unreached_position(operation, position, this->position());
}

template <class T>
void Recording<T>::check_arguments() {
    constexpr std::ptrdiff_t few = 16; // not worth a call
    Id largest = 0;
    if (size_ - checked_ <= few)
        for (std::ptrdiff_t i = checked_; i < size_; ++i) largest = std::max<Id>(largest, arguments()[i] - base());
    else
        largest = recording::largest_place(arguments() + checked_, static_cast<std::size_t>(size_ - checked_), base());
    if (checked_ != size_ && largest >= statements()) recording::throw_foreign_argument();
    checked_ = size_;
}

} // namespace autodiff
