#include <autodiff/derivatives/checkpoint.hpp>

#include <fmt/format.h>

namespace autodiff::derivatives {

void throw_no_snapshots(std::size_t steps) {
    throw ShapeError(
        fmt::format("checkpoint: {} steps with 0 snapshots leave nothing to compute the states from again; "
                    "allow 1 or more.",
                    steps));
}

} // namespace autodiff::derivatives
