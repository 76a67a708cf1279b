#pragma once

#include <autodiff/program/instruction.hpp>

#include <optional>

namespace autodiff::program {

/// The kernels of an instruction set, or of the best one. Throws Error when this processor or this build lacks it.
[[nodiscard]] const Kernels& kernels(std::optional<InstructionSet> set);
[[nodiscard]] InstructionSet set_of(const Kernels& kernels);

} // namespace autodiff::program
