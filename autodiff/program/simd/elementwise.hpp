#pragma once

// Kernels of the operations of the catalogue, lane by lane the rules of ops/.

#include <autodiff/ops/catalogue.hpp>
#include <autodiff/program/instruction.hpp>
#include <autodiff/program/simd/lane_functions.hpp>

#include <span>
#include <utility>

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

/// The rule's formula for lanes is not good enough or does not exist: the rule is run on double, lane by lane. (Logit,
/// the normal distribution and gelu lose what their rules put right in plain floating point; SLEEF has no digamma, and
/// its gamma functions and remainders are measured to be worse than the C library's.)
template <class Op, class... Listed>
inline constexpr bool is_one_of = (std::is_same_v<Op, Listed> || ...);
template <class Op>
inline constexpr bool needs_double = is_one_of<Op, ops::Logit, ops::NormalCdf, ops::Gelu, ops::Tgamma, ops::Lgamma,
                                               ops::Digamma, ops::Polygamma, ops::Fmod, ops::Remainder>;

/// An operand: a run of lanes, or one number for all.
template <bool Uniform>
struct Operand;
template <>
struct Operand<false> {
    const double* at;
    Operand(const Frame& frame, std::uint32_t offset) : at(frame.slots + offset) {}
    Lanes operator[](std::size_t lane) const { return Lanes::load(at + lane); }
};
template <>
struct Operand<true> {
    Lanes value;
    Operand(const Frame& frame, std::uint32_t place) : value(frame.uniforms[place]) {}
    Lanes operator[](std::size_t) const { return value; }
};

template <class Op, class... Operands>
[[gnu::always_inline]] inline void each_vector(double* result, std::size_t end, const Operands&... operands) {
    for (std::size_t lane = 0; lane < end; lane += lanes) Lanes(Op::value(operands[lane]...)).store(result + lane);
}

template <class Op, unsigned Uniform, std::size_t... K>
[[gnu::always_inline]] inline void elementwise(const Instruction& instruction, const Frame& frame,
                                               std::index_sequence<K...>) {
    each_vector<Op>(frame.slots + instruction.result, frame.vectors * lanes,
                    Operand<(Uniform >> K & 1U) != 0>(frame, instruction.operands[K])...);
}

template <class Op, unsigned Uniform>
void elementwise(const Instruction& instruction, const Frame& frame) {
    elementwise<Op, Uniform>(instruction, frame, std::make_index_sequence<std::size_t(Op::arity)>{});
}

/// terms[k].a is an operand; terms[k].b says whether it is uniform.
inline Lanes operand_at(const Frame& frame, const Factors& term, std::size_t lane) {
    return term.b != 0 ? Lanes(frame.uniforms[term.a]) : Lanes::load(frame.slots + term.a + lane);
}

template <class Op>
void nary(const Instruction& instruction, const Frame& frame) {
    const std::size_t count = instruction.counts[0];
    Lanes* const operands = reinterpret_cast<Lanes*>(frame.scratch);
    for (std::size_t lane = 0; lane < frame.vectors * lanes; lane += lanes) {
        for (std::size_t k = 0; k < count; ++k) operands[k] = operand_at(frame, instruction.terms[k], lane);
        Op::value(std::span<const Lanes>(operands, count)).store(frame.slots + instruction.result + lane);
    }
}

template <class Op>
constexpr std::array<Kernel, 8> kernels_of() {
    std::array<Kernel, 8> row{};
    if constexpr (needs_double<Op>)
        return row;
    else if constexpr (Op::arity == ops::any_number)
        row[0] = nary<Op>;
    else
        [&]<std::size_t... U>(std::index_sequence<U...>) { ((row[U] = elementwise<Op, U>), ...); }
    (std::make_index_sequence<(1U << unsigned(Op::arity)) - 1>{}); // not all are uniform
    return row;
}

template <class... Op>
constexpr auto all_operations(ops::OperationList<Op...>) {
    return std::array{kernels_of<Op>()...};
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
