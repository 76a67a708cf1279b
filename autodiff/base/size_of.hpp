#pragma once

#include <cstddef>
#include <ranges>

namespace autodiff {

/// The length of a range, whose own size may be signed, as Eigen's is.
template <std::ranges::sized_range R>
std::size_t size_of(const R& range) {
    return static_cast<std::size_t>(std::ranges::size(range));
}

} // namespace autodiff
