#pragma once

#include <autodiff/program/plan.hpp>

#include <cstdint>
#include <vector>

namespace autodiff::program {

/// The steps of a plan in the order in which they are done, as items of one step or of several that call the same
/// function and do not need each other. Steps that nobody needs are left out.
struct StepOrder {
    std::vector<std::uint32_t> steps;
    std::vector<std::uint32_t> item_ends; ///< item k is steps[item_ends[k - 1]] ... before steps[item_ends[k]]
};

/// Operands of calls of functions, and of guards, right before them: few values are alive at once. After the last call
/// the order of the plan, which measures better there: what it interleaves need not wait for each other. Calls of one
/// function that are ready after the same calls of others are made together where the kernels have it.
[[nodiscard]] StepOrder depth_first(const Plan& plan, const Kernels& kernels);

/// Items sorted by the longest way from the inputs, and equal operations side by side: long runs of one opcode.
[[nodiscard]] StepOrder by_level(const Plan& plan, const StepOrder& order);

} // namespace autodiff::program
