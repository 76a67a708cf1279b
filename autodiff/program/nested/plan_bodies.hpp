#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// How the plans of bodies will run.
enum class BodyUse : std::uint8_t {
    batch, ///< joined into tiles, with slots; what all points share of their arguments is uniform in them, too
    point  ///< all inputs vary
};

/// Plans the bodies of all functions that the plan calls, and of those that they call, each once for all of its uses.
/// Guards in bodies get the number `guard`; where a repeat_reverse runs its body forward, guards are left out.
void plan_bodies(Plan& plan, BodyUse use, std::uint32_t guard);

/// Joins tiles and gives slots, in a plan for batches. The inputs `kept` keep their slots to the end.
void finish_for_batches(Plan& plan, const std::vector<std::uint32_t>& kept = {});

/// Numbers of slots that a plan for batches needs with those of what it calls, without the states of loops that are
/// kept for the way back.
[[nodiscard]] std::size_t working_slots(const Plan& plan);

} // namespace autodiff::program
