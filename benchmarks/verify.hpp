#pragma once

#include <benchmarks/selection.hpp>

#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

/// The largest difference that passes, relative to the largest number of the result.
inline constexpr double tolerance = 1e-8;

/// What running a case told before any timing.
struct Verified {
    Case what;
    std::optional<double> difference; ///< from what is expected, the worse of two runs; none if it threw
    std::string error;                ///< what it threw, if anything

    [[nodiscard]] bool passed() const { return error.empty() && difference && *difference <= tolerance; }
};

/// Runs every case twice, since memory kept from the first run must not spoil the second, and compares both results
/// with the derivative by hand, or with the plain value where the tool makes no derivative. Throws std::logic_error for
/// a problem without such an entry.
[[nodiscard]] std::vector<Verified> verify(const std::vector<Case>& cases);

/// A loud sentence about a case that did not pass.
[[nodiscard]] std::string failure_text(const Verified& failed);

} // namespace benchmarks
