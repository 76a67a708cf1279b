#include <autodiff/base/error.hpp>

#include <fmt/format.h>

namespace autodiff {

void require_size(std::size_t actual, std::size_t expected, const char* operation, const char* what) {
    if (actual != expected)
        throw ShapeError(
            fmt::format("{}: expected {} {}, got {}; pass exactly {}.", operation, expected, what, actual, expected));
}

void throw_no_such_integer(long double value) {
    throw Error(fmt::format(
        "conversion to an integer: the type has no number {}; check the range, or use a wider type.", value));
}

} // namespace autodiff
