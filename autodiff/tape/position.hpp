#pragma once

#include <cstddef>

namespace autodiff {

/// How far a recording has come.
struct Position {
    std::size_t statements = 0;
    std::size_t partials = 0;
    friend bool operator==(const Position&, const Position&) = default;
};

} // namespace autodiff
