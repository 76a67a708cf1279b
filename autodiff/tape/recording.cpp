#include <autodiff/tape/recording.hpp>

#include <fmt/format.h>

namespace autodiff::recording {

void throw_foreign_argument() {
    throw ForeignArgument(
        "Tape: a recorded statement uses a variable of another tape, or one that was made before reset() or "
        "after the position that rewind() went back to; make the variable on this tape with variable(), or "
        "take its value() if it is meant as a constant.");
}

void throw_unreached_position(const char* operation, const Position& wanted, const Position& reached) {
    throw TapeError(
        fmt::format("{}: the position ({} statements, {} partials) does not lie on the way to what is recorded "
                    "now ({} statements, {} partials); use a position of this tape taken since its last reset "
                    "and not rewound past.",
                    operation, wanted.statements, wanted.partials, reached.statements, reached.partials));
}

void throw_too_many_statements() {
    throw TapeError(
        "Tape: 2^30 statements are recorded and there are no ids left; record and reverse in parts, or reset "
        "between gradients.");
}

} // namespace autodiff::recording
