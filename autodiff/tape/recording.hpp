#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/id_range.hpp>
#include <autodiff/base/reserved_array.hpp>
#include <autodiff/tape/external_function.hpp>
#include <autodiff/tape/position.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace autodiff {

/// Writes the arguments of one statement at the end of a recording: a partial and the id of what it belongs to.
template <class T>
class StatementWriter {
  public:
    StatementWriter(T* partial, Id* argument) : partial_(partial), argument_(argument) {}

    void operator()(const T& partial, Id argument) {
        ::new (static_cast<void*>(partial_++)) T(partial);
        *argument_++ = argument;
    }

    [[nodiscard]] Id* argument() const { return argument_; }

  private:
    T* partial_;
    Id* argument_;
};

/// The partials of statements in the order in which they ran: a statement is one recorded value, the ids of the values
/// it was computed from and the partial derivative with respect to each. Three flat arrays (partials, argument ids, one
/// count a statement) that are written front to back; ids are the numbers of the statements plus the range's base.
/// Statement 0 exists always and has no arguments.
template <class T>
class Recording {
  public:
    /// The most arguments of one statement; longer ones become several.
    static constexpr std::ptrdiff_t arguments_at_most = 255;

    Recording();

    /// A new independent variable: a statement without arguments.
    Id variable() {
        counts_.data()[statements_] = 0;
        const Id id = range_.base() + static_cast<Id>(statements_++);
        // limit_ counts on one argument or more a statement.
        if (size_ > --limit_) [[unlikely]]
            make_room();
        return id;
    }

    /// Records one statement with the arguments that `write(StatementWriter<T>&)` writes, at most `Room` of them.
    /// Returns `passive`, and records nothing, when it writes none.
    template <std::ptrdiff_t Room, class Write>
    Id statement(Write&& write) {
        if constexpr (Room > slack) ensure_room(Room);
        StatementWriter<T> writer(partials_.data() + size_, arguments_.data() + size_);
        write(writer);
        const std::ptrdiff_t count = writer.argument() - (arguments_.data() + size_);
        if (count == 0) return passive;
        size_ += count;
        if constexpr (Room > arguments_at_most)
            if (count > arguments_at_most) return close_long_statement(count);
        counts_.data()[statements_] = static_cast<std::uint8_t>(count);
        const Id id = range_.base() + static_cast<Id>(statements_++);
        if (size_ > limit_) [[unlikely]]
            make_room();
        return id;
    }

    /// The same for a number of arguments that is known only at run time.
    template <class Write>
    Id long_statement(std::ptrdiff_t room, Write&& write) {
        ensure_room(room);
        return statement<arguments_at_most + 1>(write);
    }

    /// Adds arguments to the last statement. False, and nothing changed, when it has no room for `Room` more.
    template <std::ptrdiff_t Room, class Write>
    bool append(Write&& write) {
        std::uint8_t& last = counts_.data()[statements_ - 1];
        if constexpr (Room > slack) return false;
        if (last + Room > arguments_at_most) return false;
        StatementWriter<T> writer(partials_.data() + size_, arguments_.data() + size_);
        write(writer);
        const std::ptrdiff_t count = writer.argument() - (arguments_.data() + size_);
        last = static_cast<std::uint8_t>(last + count);
        size_ += count;
        if (size_ > limit_) [[unlikely]]
            make_room();
        return true;
    }

    /// Forgets everything, keeps the memory. The ids change, so that what was made before is foreign from now on.
    void clear();
    /// Forgets what was recorded after `position`, keeps the memory. Throws TapeError as check_position does.
    void rewind(Position position);
    /// The same unchecked: for positions that are known to lie on the way here.
    void truncate(Position position);
    [[nodiscard]] Position position() const { return {statements(), size()}; }
    /// Throws TapeError unless this recording has gone through `position` to where it is now; `operation` names the
    /// caller.
    void check_position(Position position, const char* operation) const;

    /// A call of a function that computes outside of the tape: makes the values of its `outputs` and returns their ids.
    /// `inputs` are ids of this recording or `passive`; throws TapeError otherwise.
    std::vector<Id> call(std::vector<Id> inputs, std::size_t outputs, std::unique_ptr<ExternalFunction<T>> function);
    [[nodiscard]] std::span<const ExternalCall<T>> calls() const { return calls_; } ///< in recorded order

    /// Throws TapeError when an argument of a recorded statement is not a value of this recording. Looks at what was
    /// recorded since the last call only.
    void check_arguments();
    [[nodiscard]] bool contains(Id id) const { return id != passive && place(id) < statements(); }
    /// The number of the statement that made the value `id`.
    [[nodiscard]] std::size_t place(Id id) const { return static_cast<Id>(id - range_.base()); }

    [[nodiscard]] Id base() const { return range_.base(); }
    /// Bytes reserved for the recording (not all of them in use).
    [[nodiscard]] std::size_t reserved_bytes() const {
        return partials_.capacity() * sizeof(T) + arguments_.capacity() * sizeof(Id) + counts_.capacity();
    }
    [[nodiscard]] std::size_t statements() const { return static_cast<std::size_t>(statements_); } ///< with statement 0
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(size_); }             ///< partials
    [[nodiscard]] const T* partials() const { return partials_.data(); }
    [[nodiscard]] const Id* arguments() const { return arguments_.data(); }
    [[nodiscard]] const std::uint8_t* counts() const { return counts_.data(); }

  private:
    /// Every statement may write this many arguments without asking for room.
    static constexpr std::ptrdiff_t slack = 512;

    [[gnu::cold, gnu::noinline]] void make_room();
    void ensure_room(std::ptrdiff_t more);
    [[gnu::cold, gnu::noinline]] Id close_long_statement(std::ptrdiff_t count);
    void set_limit();

    ReservedArray<T> partials_;
    ReservedArray<Id> arguments_;
    ReservedArray<std::uint8_t> counts_;
    std::ptrdiff_t size_ = 0;       // partials and arguments in use
    std::ptrdiff_t statements_ = 1; // counts in use
    std::ptrdiff_t limit_ = 0;      // of size_, beyond which make_room is due
    std::ptrdiff_t checked_ = 0;    // arguments known to be values of this recording
    IdRange range_;
    std::vector<ExternalCall<T>> calls_;
};

} // namespace autodiff

#include <autodiff/tape/recording_room.hpp>
