#include <autodiff/cli/terminal.hpp>

#include <array>
#include <fmt/format.h>

namespace autodiff::cli {

std::string in_tone(const Terminal& terminal, Tone tone, std::string_view words) {
    // Of the 16 colours that every terminal has and its owner may have chosen.
    static constexpr std::array<std::string_view, 5> codes{"1", "1;32", "1;31", "1;33", "2"};
    if (!terminal.colour) return std::string(words);
    return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(tone)], words);
}

} // namespace autodiff::cli
