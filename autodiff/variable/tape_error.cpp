#include <autodiff/variable/tape_error.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>

namespace autodiff::tape_error {

void foreign(const char* operation) {
    throw TapeError(
        fmt::format("{}: the variable was not recorded on this tape, or before it was reset or rewound; ask "
                    "the tape that was active when the variable was made.",
                    operation));
}

void constant(const char* operation) {
    throw TapeError(fmt::format("{}: the argument is a constant, nothing was recorded for it; make inputs with "
                                "Tape::variable() while the tape is active.",
                                operation));
}

void inactive() {
    throw TapeError("Tape::variable: another tape or recording is active on this thread (or a Pause, or this tape "
                    "belongs to another thread), so operations on the variable would not be recorded here; make the "
                    "variable while this tape is the innermost one.");
}

} // namespace autodiff::tape_error
