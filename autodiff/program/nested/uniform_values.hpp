#pragma once

#include <autodiff/program/plan.hpp>

#include <span>
#include <vector>

namespace autodiff::program {

// The numbers that all points share, in one array: those of a plan, then, call by call in the order of its steps, those
// of the body that the call runs and of its adjoint body, each with its own calls. Calls without uniform inputs have
// none there: the numbers of their bodies are constants.

/// How many there are.
[[nodiscard]] std::size_t uniform_count(const Plan& plan);

/// Throws GuardError, where guards are to be checked, when the parameters alone branch otherwise.
[[nodiscard]] std::vector<double> uniform_values(const Plan& plan, std::span<const double> parameters, bool check);

/// Whether the guards of what all points share hold for a plan without parameters.
[[nodiscard]] bool constants_branch_as_recorded(const Plan& plan);

} // namespace autodiff::program
