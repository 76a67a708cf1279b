#include <autodiff/tape/recording.hpp>

#include <fmt/format.h>

namespace autodiff::recording {

void throw_foreign_argument() {
    throw TapeError(
        "Tape: a recorded statement uses a variable of another tape, or one that was made before reset() or "
        "after the position that rewind() went back to; make the variable on this tape with variable(), or "
        "take its value() if it is meant as a constant.");
}

void throw_unreached_position(const char* operation, Position wanted, Position reached) {
    throw TapeError(
        fmt::format("{}: the position ({} statements, {} partials) does not lie on the way to what is recorded "
                    "now ({} statements, {} partials); use a position of this tape taken since its last reset "
                    "and not rewound past.",
                    operation, wanted.statements, wanted.partials, reached.statements, reached.partials));
}

void throw_too_many_statements() {
    throw TapeError(
        "Tape: 2^32 statements are recorded and there are no ids left; record and reverse in parts, or reset "
        "between gradients.");
}

Id largest_place(const Id* ids, std::size_t count, Id base) {
    Id largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Id place = ids[i] - base;
        largest = place > largest ? place : largest;
    }
    return largest;
}

} // namespace autodiff::recording
