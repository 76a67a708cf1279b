#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace autodiff {

/// Place of a node in its graph. Arguments always come before the nodes that use them.
enum class NodeId : std::uint32_t {};

constexpr std::size_t index(NodeId node) { return static_cast<std::size_t>(node); }

/// One recorded operation, constant or input, a call of another graph or one result of a call: 16 bytes. A constant
/// keeps its bits, an input its number, an n-ary operation and a call the place and count of their arguments in the
/// argument slots; a call also the number of its function, a result the call and its number among the results.
struct Node {
    static constexpr std::uint16_t input_code = 0xFFFF;
    static constexpr std::uint16_t constant_code = 0xFFFE;
    static constexpr std::uint16_t call_code = 0xFFFD;
    static constexpr std::uint16_t result_code = 0xFFFC;

    std::uint16_t code = 0; ///< an ops::Opcode or one of those above
    std::array<NodeId, 3> arguments{};

    [[nodiscard]] constexpr bool is_input() const { return code == input_code; }
    [[nodiscard]] constexpr bool is_constant() const { return code == constant_code; }
    [[nodiscard]] constexpr bool is_operation() const { return code < result_code; }
    [[nodiscard]] constexpr bool is_call() const { return code == call_code; }
    [[nodiscard]] constexpr bool is_result() const { return code == result_code; }
    /// Of an operation.
    [[nodiscard]] constexpr ops::Opcode opcode() const { return static_cast<ops::Opcode>(code); }
    template <class Op>
    [[nodiscard]] constexpr bool is() const {
        return code == static_cast<std::uint16_t>(ops::opcode<Op>);
    }
    /// Of a constant.
    [[nodiscard]] double constant() const {
        double value = 0; // not by std::bit_cast of an array: clang 14's analyser crashes on it
        std::memcpy(&value, arguments.data(), sizeof value);
        return value;
    }
    static constexpr Node make_constant(double value) {
        const auto bits = std::bit_cast<std::array<NodeId, 2>>(value);
        return {constant_code, {bits[0], bits[1], NodeId{}}};
    }
    /// Of an input: its number among the inputs.
    [[nodiscard]] constexpr std::size_t input_number() const { return index(arguments[0]); }
    /// Of a call: its place in Graph::functions().
    [[nodiscard]] constexpr std::size_t function() const { return index(arguments[2]); }
    /// Of a result: its number among the results of the call.
    [[nodiscard]] constexpr std::size_t result_number() const { return index(arguments[1]); }

    friend bool operator==(const Node&, const Node&) = default;
};

static_assert(sizeof(Node) == 16);

template <class Op>
struct ArityOf {
    static constexpr int value = Op::arity;
};

/// Number of arguments of the operation, or ops::any_number.
[[nodiscard]] inline int arity(ops::Opcode operation) { return ops::catalogue_table<ArityOf>[ops::index(operation)]; }

} // namespace autodiff
