#pragma once

#include <autodiff/cli/terminal.hpp>

#include <span>
#include <string>

namespace autodiff::cli {

/// Carries out a command line; `arguments` are without the program's name. Never throws: what is wrong is said on
/// terminal.err in one message.
[[nodiscard]] ExitStatus run(std::span<const std::string> arguments, Terminal& terminal);

} // namespace autodiff::cli
