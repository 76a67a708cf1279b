#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace autodiff::cli {

/// Where the command writes, and what may be written there.
struct Terminal {
    std::ostream& out;
    std::ostream& err;
    bool colour = false;   ///< escape sequences in `out`
    bool progress = false; ///< a line in `err` that rewrites itself
};

/// What the command's exit status says.
enum class ExitStatus {
    success = 0, ///< of validate: proved
    refuted = 1,
    unknown = 2,
    inaccurate = 3, ///< proved, but less accurate than --max-ulp allows
    bad_input = 64, ///< as sysexits.h has it
    internal = 70   ///< out of memory and the like
};

enum class Tone { strong, good, bad, doubtful, quiet };

/// The words in a tone's colour, or as they are.
[[nodiscard]] std::string in_tone(const Terminal& terminal, Tone tone, std::string_view words);

} // namespace autodiff::cli
