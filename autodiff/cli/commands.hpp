#pragma once

#include <autodiff/cli/options.hpp>
#include <autodiff/cli/terminal.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace autodiff::cli {

struct Example {
    std::string_view line; ///< what stands after `autodiff `
    std::string_view what; ///< it does
};

/// One command: how it is called, and the function that carries it out.
struct Command {
    std::string_view name;
    std::string_view summary; ///< a line
    std::string_view description;
    std::vector<Example> examples;
    void (*declare)(CLI::App& app, Options& options);
    ExitStatus (*carry_out)(const Options& options, Terminal& terminal);
};

/// In the order in which --help lists them.
[[nodiscard]] std::span<const Command> commands();

ExitStatus derive_command(const Options& options, Terminal& terminal);
ExitStatus gradient_command(const Options& options, Terminal& terminal);
ExitStatus validate_command(const Options& options, Terminal& terminal);
ExitStatus accuracy_command(const Options& options, Terminal& terminal);
ExitStatus graph_command(const Options& options, Terminal& terminal);
ExitStatus emit_command(const Options& options, Terminal& terminal);
ExitStatus completion_command(const Options& options, Terminal& terminal);
ExitStatus manual_command(const Options& options, Terminal& terminal);

} // namespace autodiff::cli
