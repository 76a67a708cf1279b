#pragma once

// The table of kernels, for the instruction set that the including file is compiled for.

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/program/simd/elementwise.hpp>
#include <autodiff/program/simd/sums.hpp>
#include <autodiff/program/simd/tiles.hpp>
#include <autodiff/program/simd/transpose.hpp>

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

/// Any operation by its rule on double; instruction.constant is its opcode.
inline void lane_by_lane(const Instruction& instruction, const Frame& frame) {
    const std::size_t count = instruction.counts[0];
    double* const arguments = frame.scratch;
    for (std::size_t lane = 0; lane < frame.vectors * lanes; ++lane) {
        for (std::size_t k = 0; k < count; ++k) {
            const Factors& term = instruction.terms[k];
            arguments[k] = term.b != 0 ? frame.uniforms[term.a] : frame.slots[term.a + lane];
        }
        frame.slots[instruction.result + lane] =
            operation_value(static_cast<ops::Opcode>(instruction.constant), {arguments, count});
    }
}

/// Notes the lanes where the comparison in operands[0] does not come out as operands[1] says; `constant` is the guard.
inline void guard(const Instruction& instruction, const Frame& frame) {
    const bool taken = instruction.operands[1] != 0;
    for (std::size_t lane = 0; lane < frame.vectors * lanes; ++lane)
        if ((frame.slots[instruction.operands[0] + lane] != 0) != taken && frame.failed[lane] == 0)
            frame.failed[lane] = instruction.constant + 1;
}

inline constexpr Kernels kernels{
    .lanes = lanes,
    .operations = all_operations(ops::Catalogue{}),
    .lane_by_lane = lane_by_lane,
    .sum_of_products = all_sums(std::make_index_sequence<(1U << term_kinds)>{}),
    .add_products = {add_products<false>, add_products<true>},
    .add_slot = add_slot,
    .sum_tile = {sum_tiles<false>(), sum_tiles<true>()},
    .product_tile = {{{product_tiles<false, false>(), product_tiles<false, true>()},
                      {product_tiles<true, false>(), product_tiles<true, true>()}}},
    .guard = guard,
    .gather = gather,
    .scatter = scatter,
};

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
