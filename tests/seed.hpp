#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

/// The seed of random tests: always the same, so that a failure can be repeated, unless AUTODIFF_SEED gives another.
inline std::uint64_t test_seed() {
    const char* given = std::getenv("AUTODIFF_SEED");
    return given == nullptr ? 20260501 : std::stoull(given);
}
