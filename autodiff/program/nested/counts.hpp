#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// Instructions of a plan, and of the bodies that it calls, each of them once.
[[nodiscard]] std::size_t instruction_count(const Plan& plan);

/// + - * / of a point, as often as they are done; functions count as one. What a loop does again on its way back,
/// because not all of its states are kept, does not count. The largest number where there are more.
[[nodiscard]] std::size_t flop_count(const Plan& plan);

} // namespace autodiff::program
