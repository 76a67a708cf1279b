#include <autodiff/cli/command_line.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace autodiff::cli {

namespace {

std::string examples(const Command& command) {
    std::string text = "Examples:\n";
    for (const Example& example : command.examples)
        text += fmt::format("  autodiff {}\n      {}\n", example.line, example.what);
    return text;
}

} // namespace

std::unique_ptr<CLI::App> command_line(Options& options) {
    auto app = std::make_unique<CLI::App>("Derivatives of formulas: found, proved or refuted, and measured in floating "
                                          "point.",
                                          "autodiff");
    app->set_help_flag("-h,--help", "Say how the command is used");
    app->set_version_flag("--version", "autodiff " AUTODIFF_VERSION, "Print the version");
    app->get_formatter()->column_width(34);
    app->require_subcommand(1);
    app->footer("'autodiff COMMAND --help' has the options of a command, and examples.");
    for (const Command& command : commands()) {
        CLI::App* const sub = app->add_subcommand(std::string(command.name), std::string(command.summary));
        command.declare(*sub, options);
        sub->footer(fmt::format("{}\n\n{}", command.description, examples(command)));
    }
    return app;
}

} // namespace autodiff::cli
