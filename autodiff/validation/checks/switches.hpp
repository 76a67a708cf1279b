#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <cstddef>

namespace autodiff::validation {

/// Where an operation has a kink or a jump.
enum class Switch {
    nowhere,
    at_zero, ///< of its first argument: abs, relu
    meeting, ///< where its two arguments are equal: max, <
    steps    ///< again and again: floor, fmod
};

/// Of the operation with so many arguments, along its first one.
[[nodiscard]] Switch switch_of(ops::Opcode operation, std::size_t arguments);

} // namespace autodiff::validation
