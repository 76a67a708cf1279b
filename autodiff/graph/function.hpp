#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace autodiff {

class Graph;

/// What a call node calls: another graph, once or in a loop. Graphs that are called are shared and never change, so
/// that no graph can come to call itself.
///
///     kind            arguments of the call                            results of the call
///     call            the inputs of the body                           its outputs
///     repeat          S first states, the shared inputs, steps * Q     S last states
///                     elements of the sequence, step by step
///     repeat_reverse  those of the repeat, S adjoints of its results   adjoints of all arguments of the repeat
///
/// The body of a loop takes S states, the shared inputs and Q elements, and returns the next S states.
struct GraphFunction {
    enum class Kind : std::uint8_t {
        call,
        repeat,
        repeat_reverse, ///< the adjoint of a repeat: runs the loop, then `adjoint` from its last step to the first
    };

    std::shared_ptr<const Graph> body;
    Kind kind = Kind::call;
    std::uint32_t steps = 1;
    std::uint32_t shared = 0; ///< of a loop: inputs of the body, after the states, that are the same in all steps
    /// Of repeat_reverse: takes the inputs of the body and an adjoint for each of its outputs, and returns the adjoints
    /// of all inputs of the body.
    std::shared_ptr<const Graph> adjoint = nullptr;

    [[nodiscard]] bool is_loop() const { return kind != Kind::call; }
    /// S, of a loop.
    [[nodiscard]] std::size_t states() const;
    /// Q, of a loop.
    [[nodiscard]] std::size_t elements() const;
    /// Number of arguments of a call of it.
    [[nodiscard]] std::size_t arguments() const;
    /// Number of results of a call of it.
    [[nodiscard]] std::size_t results() const;
    /// Whether evaluating it checks guards: those of the body, but for a repeat_reverse, where they belong to the
    /// repeat itself.
    [[nodiscard]] bool guarded() const;

    friend bool operator==(const GraphFunction&, const GraphFunction&) = default;
};

/// How many states of a repeat_reverse are kept while its adjoints are computed: all where they fit into a mebibyte, or
/// as few as make no step run more than twice before it is reversed, about sqrt(2 steps).
[[nodiscard]] std::size_t snapshots(const GraphFunction& function);

} // namespace autodiff
