#include <autodiff/derivatives/inner_tape.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>

namespace autodiff::derivatives {

void throw_captured(const char* verb) {
    throw TapeError(
        fmt::format("{}: the function uses or returns a variable that was not handed to it (one of the outer "
                    "tape, or of an earlier call); pass it in as an input, or take its value() if it is "
                    "meant as a constant.",
                    verb));
}

} // namespace autodiff::derivatives
