#pragma once

#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/options.hpp>

#include <memory>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace autodiff::cli {

/// The whole command line as CLI11 knows it: every command with its options, which it fills in.
[[nodiscard]] std::unique_ptr<CLI::App> command_line(Options& options);

} // namespace autodiff::cli
