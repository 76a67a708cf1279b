/// What a program printed against what was expected of it, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace output {

/// The lines of a text, without what stands empty at its end: neither spaces after a line nor lines after the last.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// One sentence per line in which `actual` is not what `expected` says; none when they agree.
/// An expected line that begins with `~` is a regular expression (ECMAScript) for the whole line, for times and other
/// numbers that differ from run to run. Throws std::invalid_argument for one that is malformed.
[[nodiscard]] std::vector<std::string> differences(std::string_view expected, std::string_view actual);

/// What a command printed to its standard output, and the status with which it ended (0 means success).
struct Run {
    std::string printed;
    int status = 0;
};

/// Runs a shell command to its end. Throws std::runtime_error when it cannot be started.
[[nodiscard]] Run run(const std::string& command);

} // namespace output
