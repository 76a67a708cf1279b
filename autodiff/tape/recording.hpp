#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/id_range.hpp>
#include <autodiff/base/inline.hpp>
#include <autodiff/base/reserved_array.hpp>
#include <autodiff/tape/external_function.hpp>
#include <autodiff/tape/position.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace autodiff {

/// A word of a recording is an id with two flags. An argument of a statement is its id; the first one of a statement
/// carries `begins`. A group of arguments that was added later to an earlier statement ends with that statement's id
/// and `grows`. A variable is a word with both flags, whatever its id.
namespace word {

inline constexpr Id begins = Id{1} << 31;
inline constexpr Id grows = Id{1} << 30;
inline constexpr Id variable = begins | grows;
/// Marks the id of a value, outside of recordings, that was recorded as a statement of its own and that nobody has
/// used.
inline constexpr Id unused = grows;

} // namespace word

/// Writes the arguments of one statement at the end of a recording: a partial and the id of what it belongs to. Says
/// whether all arguments are known to be active.
template <class T, bool AllActive = false>
class StatementWriter {
  public:
    static constexpr bool all_active = AllActive;

    StatementWriter(T* partial, Id* word) : partial_(partial), word_(word), start_(word) {}
    template <bool Other>
    explicit StatementWriter(const StatementWriter<T, Other>& writer)
        : partial_(writer.partial()), word_(writer.word()), start_(writer.start()) {}

    AUTODIFF_INLINE void operator()(const T& partial, Id argument) {
        ::new (static_cast<void*>(partial_++)) T(partial);
        *word_++ = argument;
    }

    [[nodiscard]] T* partial() const { return partial_; }
    [[nodiscard]] Id* word() const { return word_; }
    [[nodiscard]] Id* start() const { return start_; }

  private:
    T* partial_;
    Id* word_;
    Id* start_;
};

/// The partials of statements in the order in which they ran: a statement is one recorded value, the ids of the values
/// it was computed from and the partial derivative with respect to each. Two flat streams, partials (one an argument)
/// and words, are written front to back. Ids are the numbers of the statements plus `base()`. Statement 0 exists
/// always; it is a variable that nobody has.
template <class T>
class Recording {
  public:
    Recording();

    /// A new independent variable: a statement without arguments.
    Id variable() {
        *word_++ = word::variable;
        return finished_statement() & id_mask;
    }

    /// Where the next statement writes its arguments, at most `Room` of them.
    template <std::ptrdiff_t Room, bool AllActive = false>
    AUTODIFF_INLINE StatementWriter<T, AllActive> begin_statement() {
        if constexpr (Room > slack) ensure_room(Room);
        return {partial_, word_};
    }
    /// The same for a number of arguments that is known only at run time.
    StatementWriter<T> begin_statement(std::ptrdiff_t room) {
        ensure_room(room);
        return {partial_, word_};
    }
    /// Records what was written as one statement. Returns the new id with the mark `unused`; `passive`, and nothing is
    /// recorded, when nothing was written.
    template <class Writer>
    AUTODIFF_INLINE Id end_statement(const Writer& writer) {
        if (writer.word() == word_) return passive;
        *word_ |= word::begins;
        partial_ = writer.partial();
        word_ = writer.word();
        return finished_statement();
    }

    /// Whether arguments may be added to the statement that made `id`: it is not a variable's, and was recorded after
    /// the last close(). The caller sees to it that nobody has used the value since.
    [[nodiscard]] bool may_grow(Id id) const { return id - open_ < next_ - open_; }
    /// Where a sum writes more arguments, at most `Room` of them: the statement of `id`, which may_grow, or a new one
    /// when `id` is passive.
    template <std::ptrdiff_t Room>
    AUTODIFF_INLINE StatementWriter<T> begin_sum(Id id) {
        if constexpr (Room > slack) ensure_room(Room);
        return {partial_, word_ == growth_end_ && id == grown_ ? word_ - 1 : word_};
    }
    /// Adds what was written to the statement of `id`, or makes it a new one. Returns the id with the mark `unused`.
    AUTODIFF_INLINE Id end_sum(Id id, const StatementWriter<T>& writer) {
        if (id == passive) return end_statement(writer);
        if (writer.word() != writer.start()) {
            if (word_ != growth_end_ && id == next_ - 1)
                word_ = writer.word(); // behind the other arguments of the last statement
            else
                end_group(id, writer);
            partial_ = writer.partial();
            if (word_ > limit_) [[unlikely]]
                make_room();
        }
        return id | word::unused;
    }

    /// No statement recorded so far grows any more: what follows can be swept, or forgotten, by itself.
    void close() {
        open_ = next_;
        growth_end_ = word_;
        grown_ = nobody;
    }

    /// Forgets everything, keeps the memory. The ids change, so that what was made before is foreign from now on.
    void clear();
    /// Forgets what was recorded after `position`, keeps the memory. Throws TapeError as check_position does.
    void rewind(const Position& position);
    /// The same unchecked, and unknown to check_position: for positions that nobody else has.
    void truncate(const Position& position);
    /// Where the recording is now; closes it.
    [[nodiscard]] Position position();
    /// Before all variables.
    [[nodiscard]] Position start() const { return {1, 0, 1, history_.rewinds()}; }
    /// Where the recording is now; statements may grow beyond.
    [[nodiscard]] Position end() const { return {statements(), size(), words_in_use(), history_.rewinds()}; }
    /// Throws TapeError unless this recording has gone through `position` to where it is now; `operation` names the
    /// caller.
    void check_position(const Position& position, const char* operation) const;

    /// Throws ForeignArgument when an argument recorded since `from` is no value of this recording: what sweeps would
    /// do, where something flows.
    void check_arguments(const Position& from) const;

    /// A call of a function that computes outside of the tape: makes the values of its `outputs` and returns their ids.
    /// `inputs` are ids of this recording or `passive`; throws TapeError otherwise.
    std::vector<Id> call(std::vector<Id> inputs, std::size_t outputs, std::unique_ptr<ExternalFunction<T>> function);
    [[nodiscard]] std::span<const ExternalCall<T>> calls() const { return calls_; } ///< in recorded order

    [[nodiscard]] bool contains(Id id) const { return id != passive && place(id) < statements(); }
    /// The number of the statement that made the value `id`.
    [[nodiscard]] std::size_t place(Id id) const { return (id - base_) & id_mask; }

    /// Which value the partial of number `partial` belongs to, and which value it is a partial of; both as numbers of
    /// statements. A pass over the recording.
    struct Origin {
        std::size_t statement;
        std::size_t argument;
    };
    [[nodiscard]] Origin origin(std::size_t partial) const;

    [[nodiscard]] Id base() const { return base_; }
    /// Bytes reserved for the recording (not all of them in use).
    [[nodiscard]] std::size_t reserved_bytes() const {
        return partials_.capacity() * sizeof(T) + words_.capacity() * sizeof(Id);
    }
    [[nodiscard]] std::size_t statements() const { return (next_ - base_) & id_mask; } ///< with statement 0
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(partial_ - partials_.data()); }
    [[nodiscard]] const T* partials() const { return partials_.data(); }
    [[nodiscard]] std::size_t words_in_use() const { return static_cast<std::size_t>(word_ - words_.data()); }
    [[nodiscard]] const Id* words() const { return words_.data(); }

  private:
    /// Every statement may write this many arguments without asking for room.
    static constexpr std::ptrdiff_t slack = 512;

    static constexpr Id nobody = ids; // no id

    /// Arguments away from their statement.
    AUTODIFF_INLINE void end_group(Id id, const StatementWriter<T>& writer) {
        const bool reopened = writer.start() != word_;
        if (!reopened) *writer.start() |= word::begins;
        word_ = writer.word();
        *word_++ = id | word::grows;
        growth_end_ = word_;
        grown_ = id;
    }
    AUTODIFF_INLINE Id finished_statement() {
        const Id id = next_++ | word::unused;
        if (word_ > limit_) [[unlikely]]
            make_room();
        return id;
    }
    [[gnu::noinline]] void make_room();
    [[gnu::noinline]] void ensure_room(std::ptrdiff_t more);
    void set_limit();

    // limit_ stands between the cursors: neighbours that are written one by one would be read as one vector, which
    // waits until both are in the cache.
    T* partial_ = nullptr;           // the next one
    Id* limit_ = nullptr;            // of word_, beyond which make_room is due
    Id* word_ = nullptr;             // the next one
    const Id* growth_end_ = nullptr; // where the last group of a growing statement, or what was closed, ended
    Id next_ = 1;                    // the id of the next statement
    Id grown_ = nobody;              // the statement that it was for
    Id open_ = 1;                    // statements from this id on may grow
    IdRange range_;
    Id base_ = range_.base();
    ReservedArray<T> partials_;
    ReservedArray<Id> words_;
    RewindHistory history_;
    std::vector<ExternalCall<T>> calls_;
};

} // namespace autodiff

#include <autodiff/tape/recording_room.hpp>
