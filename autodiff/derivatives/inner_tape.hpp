#pragma once

#include <autodiff/tape/sweep_through.hpp>
#include <autodiff/variable/real.hpp>

#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <vector>

namespace autodiff::derivatives {

/// Throws TapeError: the function handed to `verb` uses or returns a variable that it was not given as an argument.
[[noreturn]] void throw_captured(const char* verb);

/// What verbs for long tapes record on. First come variables whose adjoints stay; then pieces of program, each
/// recorded, swept back to those variables and forgotten before the next. Is this thread's active tape until destroyed.
template <class T>
class InnerTape {
  public:
    explicit InnerTape(const char* verb) : verb_(verb), scope_(Recorder<T>{.tape = &recording_}) {}
    InnerTape(const InnerTape&) = delete;
    InnerTape& operator=(const InnerTape&) = delete;

    Real<T> variable(const T& value) { return Real<T>::from_recorder(value, recording_.variable()); }
    std::vector<Real<T>> variables(std::span<const T> values) {
        std::vector<Real<T>> result;
        result.reserve(values.size());
        for (const T& value : values) result.push_back(variable(value));
        return result;
    }
    /// One variable for each active value of an outer tape; constants stay constants.
    std::vector<Real<T>> variables(std::span<const Real<T>> outer) {
        std::vector<Real<T>> result;
        result.reserve(outer.size());
        for (const Real<T>& x : outer) result.push_back(x.active() ? variable(x.value()) : Real<T>(x.value()));
        return result;
    }

    /// What was recorded so far stays from now on; all adjoints are zero.
    void begin() {
        kept_ = recording_.position();
        adjoints_.clear(kept_.statements);
    }
    /// To be called before seeds: no more statements in this piece.
    void finish_piece() { adjoints_.extend(recording_.statements()); }
    /// Throws TapeError when the piece uses a variable that belongs elsewhere, as sweeps do where something flows.
    void check_piece() const {
        try {
            recording_.check_arguments(kept_);
        } catch (const ForeignArgument&) { throw_captured(verb_); }
    }
    void seed(const Real<T>& y, const T& weight) {
        if (y.active()) adjoints_.at(place(y)) += weight;
    }
    /// Throws TapeError, as do all sweeps, when the piece uses a variable that belongs elsewhere.
    void sweep_piece() { reverse(adjoints_, kept_); }
    /// Tangents instead of adjoints: what was seeded is carried to all that the piece computed.
    void sweep_piece_forward() { forward(adjoints_, kept_); }
    void forget_piece() {
        recording_.truncate(kept_);
        adjoints_.truncate(kept_.statements);
    }
    /// From the end back to `to`.
    template <class A>
    void reverse(Adjoints<A>& adjoints, const Position& to) {
        try {
            const Position end = recording_.position();
            // Short pieces spend most of their time here: the general way makes 28 ns of 11 a term.
            if (recording_.calls().empty()) return reverse_sweep(recording_, adjoints, end, to);
            const PauseForCalls<T> pause(recording_);
            reverse_through(recording_, adjoints, end, to);
        } catch (const ForeignArgument&) { throw_captured(verb_); }
    }
    /// From `from` to the end.
    template <class A>
    void forward(Adjoints<A>& tangents, const Position& from) {
        try {
            const PauseForCalls<T> pause(recording_);
            forward_through(recording_, tangents, from, recording_.position());
        } catch (const ForeignArgument&) { throw_captured(verb_); }
    }
    [[nodiscard]] const Recording<T>& recording() const { return recording_; }
    /// The number of y's statement. Throws TapeError when it belongs elsewhere.
    [[nodiscard]] std::size_t place(const Real<T>& y) const {
        if (!recording_.contains(y.id())) throw_captured(verb_);
        return recording_.place(y.id());
    }
    /// Zero for constants.
    [[nodiscard]] T adjoint(const Real<T>& x) const { return x.active() ? adjoints_[place(x)] : T(0); }

  private:
    const char* verb_;
    Recording<T> recording_;
    Adjoints<T> adjoints_;
    Position kept_;
    RecorderScope<T> scope_;
};

/// The scalars that a tape records, as against double and duals.
template <class S>
inline constexpr bool taped = false;
template <class T>
inline constexpr bool taped<Real<T>> = true;

/// T of Real<T>.
template <class S>
using value_type_of = typename S::value_type;

/// True where this thread records S on a tape.
template <class S>
bool on_tape() {
    if constexpr (taped<S>)
        return recorder<value_type_of<S>>.tape != nullptr;
    else
        return false;
}

/// A range of scalars of one type, active or plain.
template <class X>
concept ScalarRange = std::ranges::input_range<const X> &&
    (ActiveScalar<std::ranges::range_value_t<const X>> || std::floating_point<std::ranges::range_value_t<const X>>);

template <ScalarRange X>
auto scalars(const X& x) {
    return std::vector<std::ranges::range_value_t<const X>>(std::ranges::begin(x), std::ranges::end(x));
}

} // namespace autodiff::derivatives
