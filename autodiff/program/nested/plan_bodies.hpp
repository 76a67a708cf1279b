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

/// Slots that a plan for batches needs with those of what it calls: the states that loops keep for the way back, which
/// are written and read once, do not count.
[[nodiscard]] std::size_t working_slots(const Plan& plan);
/// They count.
[[nodiscard]] std::size_t slots_with_states(const Plan& plan);

} // namespace autodiff::program
