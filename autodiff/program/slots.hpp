#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// Gives each value of the plan a slot. A slot is used again as soon as nobody needs its value; outputs of a map stay
/// until the end of the block.
void give_slots(Plan& plan);

} // namespace autodiff::program
