#include <autodiff/base/error.hpp>

#include <fmt/format.h>

namespace autodiff {

void require_size(std::size_t actual, std::size_t expected, const char* operation, const char* what) {
    if (actual != expected)
        throw ShapeError(
            fmt::format("{}: expected {} {}, got {}; pass exactly {}.", operation, expected, what, actual, expected));
}

} // namespace autodiff
