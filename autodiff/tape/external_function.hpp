#pragma once

#include <autodiff/base/id_range.hpp>
#include <autodiff/tape/position.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace autodiff {

namespace tape_error {
[[noreturn]] void no_forward_sweep();
} // namespace tape_error

/// A function that computes outside of the tape: what the tape knows of it are its inputs, its outputs, and how to
/// carry adjoints through it. Sweeps of several directions call it once for each direction. While it runs, nothing is
/// recorded unless it makes a tape of its own.
template <class T>
class ExternalFunction {
  public:
    ExternalFunction() = default;
    virtual ~ExternalFunction() = default;
    ExternalFunction(const ExternalFunction&) = delete;
    ExternalFunction& operator=(const ExternalFunction&) = delete;

    /// Writes the output adjoints times the Jacobian to `input_adjoints`, which are zero on entry. Called with at least
    /// one output adjoint that is not zero, and as often as the tape is swept.
    virtual void reverse(std::span<const T> output_adjoints, std::span<T> input_adjoints) = 0;
    /// Writes the Jacobian times the input tangents to `output_tangents`, which are zero on entry. Throws TapeError
    /// where it is not defined: only reverse sweeps are possible then.
    virtual void forward(std::span<const T> input_tangents, std::span<T> output_tangents);
    /// Memory that it holds for the sweep, for the tape's statistics.
    [[nodiscard]] virtual std::size_t bytes() const { return 0; }
};

/// One call of an external function in a recording.
template <class T>
struct ExternalCall {
    Position position;       ///< before its outputs
    std::vector<Id> inputs;  ///< `passive` for constants
    std::vector<Id> outputs; ///< statements without arguments
    std::unique_ptr<ExternalFunction<T>> function;
};

template <class T>
void ExternalFunction<T>::forward(std::span<const T> /*input_tangents*/, std::span<T> /*output_tangents*/) {
    tape_error::no_forward_sweep();
}

} // namespace autodiff
