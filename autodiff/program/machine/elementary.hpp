#pragma once

#include <autodiff/program/machine/locations.hpp>

namespace autodiff::program::machine {

/// Numbers that operations are made of, at the head of the constants: two lanes each.
namespace mask {
inline constexpr Memory sign{Base::constants, 0};
inline constexpr Memory magnitude{Base::constants, 16};
inline constexpr Memory one{Base::constants, 32};
inline constexpr Memory zero{Base::constants, 48};
inline constexpr std::size_t numbers = 8;
} // namespace mask

/// The numbers of `mask`.
[[nodiscard]] std::span<const double> mask_numbers();

/// Emits an elementary operation (see is_elementary), bit for bit what its rule computes on doubles, and makes its
/// result.
void emit_elementary(const LineInstruction& instruction, std::span<const std::uint32_t> operands, Locations& locations,
                     Assembler& assembler);

} // namespace autodiff::program::machine
