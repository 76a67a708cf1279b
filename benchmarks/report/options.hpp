#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace benchmarks {

/// The command line is wrong; the sentence says what is known instead.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What the command line asks for.
struct Options {
    std::vector<std::string> problems; ///< empty: all
    std::vector<std::string> tools;    ///< empty: all
    int repetitions = 5;               ///< new processes for each case
    double least_seconds = 0.04;       ///< of warm runs in a process
    bool help = false;
    std::optional<std::filesystem::path> json, chart, markdown;
    std::optional<std::string> one; ///< "problem/tool", the only case, measured in this process
};

/// Reads "--name value", "--name=value" and flags. Throws UsageError for an option it does not know, a missing value
/// and a number out of range.
[[nodiscard]] Options read_options(std::span<const char* const> arguments);

/// The text of --help, without the names of problems and tools.
[[nodiscard]] std::string usage();

/// The names of `known` that were asked for, in the order of `known`: each of `asked` is a name or, where nothing is
/// called so, the beginning of names ("gmm"). All of them when nothing was asked for. Throws UsageError when one of
/// `asked` is neither; `what` is the plural noun for them.
[[nodiscard]] std::vector<std::string> names_asked_for(const std::vector<std::string>& asked,
                                                       const std::vector<std::string>& known, std::string_view what);

} // namespace benchmarks
