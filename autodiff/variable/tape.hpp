#pragma once

#include <autodiff/tape/sweep_through.hpp>
#include <autodiff/variable/real.hpp>
#include <autodiff/variable/tape_error.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace autodiff {

/// What a tape holds. Prints with fmt and iostreams.
struct TapeStatistics {
    std::size_t variables = 0;      ///< independent ones
    std::size_t statements = 0;     ///< recorded values, without the variables
    std::size_t partials = 0;       ///< partial derivatives in all statements
    std::size_t bytes = 0;          ///< in use: partials, words, adjoints, external functions
    std::size_t reserved_bytes = 0; ///< taken from the system
};

/// A partial derivative on a tape that is infinite or not a number.
template <class T>
struct NonFiniteTapePartial {
    std::size_t statement; ///< of which it is a partial; counted from 1 in recorded order, variables included
    std::size_t argument;  ///< the statement with respect to whose value
    T partial;
};

/// Records partial derivatives of what its thread does with Real<T>, and sweeps them back. From its construction to its
/// destruction it is this thread's active tape for Real<T>; tapes nest. A tape is used by the thread that made it.
template <class T>
class TapeOf {
  public:
    using Scalar = Real<T>;

    TapeOf() : scope_(Recorder<T>{.tape = &recording_}) {}
    TapeOf(const TapeOf&) = delete;
    TapeOf& operator=(const TapeOf&) = delete;

    /// A new independent variable. Throws TapeError when another tape is active: its operations would not be recorded
    /// here.
    [[nodiscard]] Scalar variable(const T& value);
    [[nodiscard]] std::vector<Scalar> variables(std::span<const T> values);

    /// The derivatives of `weight` times y: clears the adjoints, seeds y with `weight` and sweeps. May
    /// be called any number of times, for any outputs. Throws TapeError for a variable of another tape.
    void reverse(const Scalar& y, const T& weight = T(1));
    /// d (what was swept) / d x. Throws TapeError for a constant or a variable of another tape.
    [[nodiscard]] T adjoint(const Scalar& x) const;

    /// The same in steps: any number of seeds, then a sweep.
    void clear_adjoints();
    /// Adds `weight` to y's adjoint; nothing for a constant y.
    void seed(const Scalar& y, const T& weight);
    void sweep() { sweep_to(recording_.start()); }
    /// Sweeps only what was recorded after `position`: adjoints of values from before it are then complete with respect
    /// to that part. Throws TapeError for a position of another state.
    void sweep_to(const Position& position);

    /// d y[i] / d x[j] for all i, j, row by row (y.size() * x.size() numbers), `Lanes` outputs a sweep.
    template <std::size_t Lanes = 4>
    [[nodiscard]] std::vector<T> jacobian(std::span<const Scalar> y, std::span<const Scalar> x);
    /// The same by forward sweeps, `Lanes` inputs a sweep.
    template <std::size_t Lanes = 4>
    [[nodiscard]] std::vector<T> forward_jacobian(std::span<const Scalar> y, std::span<const Scalar> x);
    /// Several adjoint directions in one sweep: row k of `weights` (y.size() numbers each, row by row) gives row k of
    /// the result (x.size() numbers each): weights * dy/dx.
    template <std::size_t Lanes = 4>
    [[nodiscard]] std::vector<T> reverse_directions(std::span<const Scalar> y, std::span<const T> weights,
                                                    std::span<const Scalar> x);
    /// The directional derivative of each y when each x[j] moves with rate direction[j], by a forward sweep.
    [[nodiscard]] std::vector<T> forward(std::span<const Scalar> x, std::span<const T> direction,
                                         std::span<const Scalar> y);

    /// Forgets everything, keeps the memory. Variables made before are stale.
    void reset();
    [[nodiscard]] Position position();
    /// Forgets what was recorded after `position`, keeps the memory, and the adjoints of what is left: the next
    /// sweep_to(position) adds to them. Throws TapeError for a position of another state.
    void rewind(const Position& position);

    [[nodiscard]] TapeStatistics statistics() const;
    [[nodiscard]] std::optional<NonFiniteTapePartial<T>> first_non_finite_partial() const;
    /// True while this is the tape that its thread records Real<T> on.
    [[nodiscard]] bool active() const { return recorder<T>.tape == &recording_; }

  private:
    /// Where y's adjoint stands. Throws TapeError unless y was recorded here; `operation` names the caller.
    std::size_t place(const Scalar& y, const char* operation) const;
    /// The same for an input: throws for a constant as well.
    std::size_t input_place(const Scalar& x, const char* operation) const;
    template <class A>
    void sweep_back(Adjoints<A>& adjoints, const Position& to);
    template <class A>
    void sweep_forward(Adjoints<A>& tangents);
    template <std::size_t Lanes, class Weight>
    std::vector<T> sweep_rows(std::size_t rows, std::span<const Scalar> y, Weight weight, std::span<const Scalar> x);

    Recording<T> recording_;
    Adjoints<T> adjoints_;
    RecorderScope<T> scope_;
};

/// The tape of Var.
using Tape = TapeOf<double>;

} // namespace autodiff

#include <autodiff/variable/tape_sweeps.hpp>
