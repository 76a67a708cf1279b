#pragma once

#include <cstddef>
#include <cstdint>

namespace autodiff {

// Reversing l steps needs the state before each of them, last to first, while only s states can be kept (the first one
// included). What is not kept is computed again from the nearest kept state before it. Let p(l, s) be the least number
// of steps that are run for that (the recording of each step not counted). One keeps a state after the first m steps,
// reverses the l - m steps behind it with the s - 1 places that are left, then the first m with all s:
//
//     p(l, s) = min over m of  m + p(m, s) + p(l - m, s - 1),    p(1, s) = 0,    p(l, 1) = l (l - 1) / 2.
//
// With b(s, r) = C(s + r, s) and the r for which b(s, r - 1) < l <= b(s, r), the solution is p(l, s) = r l - b(s + 1, r
// - 1): no step is run more than r times (A. Griewank, Achieving logarithmic growth of temporal and spatial complexity
// in reverse automatic differentiation, 1992).

/// p(steps, snapshots). Throws ShapeError when snapshots is 0.
[[nodiscard]] std::uint64_t binomial_forward_steps(std::uint64_t steps, std::uint64_t snapshots);

/// An m that attains the minimum, the largest: 1 <= m < steps. Throws ShapeError when there are fewer than two steps or
/// snapshots: nothing is left to choose then.
[[nodiscard]] std::uint64_t binomial_advance(std::uint64_t steps, std::uint64_t snapshots);

} // namespace autodiff
