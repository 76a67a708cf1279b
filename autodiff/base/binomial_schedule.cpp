#include <autodiff/base/binomial_schedule.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace autodiff {

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

/// The repetitions r of a pair (l, s), and the binomials around it: b(s, r) is `reach`.
struct Repetitions {
    std::uint64_t r = 0;
    std::uint64_t reach = 1;
};

/// b(s, r) from b(s, r - 1); the largest number where that overflows.
std::uint64_t next_reach(std::uint64_t reach, std::uint64_t s, std::uint64_t r) {
    return reach > most / (s + r) ? most : reach * (s + r) / r; // exact: b(s, r) r = b(s, r - 1) (s + r)
}

Repetitions repetitions(std::uint64_t steps, std::uint64_t s) {
    Repetitions result;
    while (result.reach < steps) {
        ++result.r;
        result.reach = next_reach(result.reach, s, result.r);
    }
    return result;
}

/// b(s, r) = C(s + r, s); 0 for r = -1, which is meant by r_plus_1 = 0.
std::uint64_t reach(std::uint64_t s, std::uint64_t r_plus_1) {
    if (r_plus_1 == 0) return 0;
    std::uint64_t result = 1;
    for (std::uint64_t r = 1; r < r_plus_1; ++r) result = next_reach(result, s, r);
    return result;
}

} // namespace

std::uint64_t binomial_forward_steps(std::uint64_t steps, std::uint64_t snapshots) {
    if (snapshots == 0)
        throw ShapeError("binomial_forward_steps: 0 snapshots cannot keep the first state; allow 1 or more.");
    if (steps < 2) return 0;
    if (snapshots == 1) return steps % 2 == 0 ? steps / 2 * (steps - 1) : (steps - 1) / 2 * steps;
    const std::uint64_t s = std::min(snapshots, steps);
    const std::uint64_t r = repetitions(steps, s).r;
    return r * steps - reach(s + 1, r);
}

// p(l + 1, s) - p(l, s) is the r of l + 1. So one more step in front of the kept state costs 1 + r(m + 1, s) and saves
// r(l - m, s - 1): that pays as long as m < b(s, r - 1), where the front needs r - 1 repetitions at most, and
// l - m > b(s - 1, r - 1), where the rest needs r. At the first bound that is met it is as good or worse to go on.
std::uint64_t binomial_advance(std::uint64_t steps, std::uint64_t snapshots) {
    if (steps < 2 || snapshots < 2)
        throw ShapeError(
            fmt::format("binomial_advance: {} steps and {} snapshots leave no choice of a state to keep; ask "
                        "for at least 2 of both.",
                        steps, snapshots));
    const std::uint64_t s = std::min(snapshots, steps);
    const std::uint64_t r = repetitions(steps, s).r;
    return std::min(reach(s, r), steps - reach(s - 1, r));
}

} // namespace autodiff
