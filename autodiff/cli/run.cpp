#include <autodiff/cli/run.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/cli/command_line.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <new>
#include <string>
#include <vector>

namespace autodiff::cli {

namespace {

/// Formulas may begin with a minus sign or a bracket, which CLI11 would take for its own: a space in front hides them.
/// The only option with one dash is -h.
std::string hidden(const std::string& argument) {
    const bool minus = argument.starts_with('-') && !argument.starts_with("--") && argument != "-h";
    return minus || argument.starts_with('[') || argument == "++" ? " " + argument : argument;
}

void uncover(std::string& text) {
    if (text.starts_with(" -") || text.starts_with(" [") || text == " ++") text.erase(0, 1);
}

void uncover(Options& options) {
    uncover(options.function);
    uncover(options.claimed);
    for (auto* texts : {&options.lets, &options.domain, &options.point})
        for (std::string& text : *texts) uncover(text);
}

/// CLI11's message as one sentence, or ours where it does not say what is wrong.
std::string sentence(const CLI::ParseError& error, std::span<const std::string> arguments, bool has_command) {
    if (!has_command && !arguments.empty() && !arguments.front().starts_with('-')) {
        std::string names;
        for (const Command& command : commands()) names += fmt::format("{}{}", names.empty() ? "" : ", ", command.name);
        return fmt::format("there is no command '{}'; there are {}.", arguments.front(), names);
    }
    if (!has_command && arguments.empty()) return "a command is missing.";
    std::string text = error.what();
    while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
    return text;
}

const Command* chosen(const CLI::App& app) {
    const auto subcommands = app.get_subcommands();
    for (const Command& command : commands())
        if (!subcommands.empty() && subcommands.front()->get_name() == command.name) return &command;
    return nullptr;
}

ExitStatus refuse(const Terminal& terminal, std::string_view command, std::string_view message) {
    const std::string name = command.empty() ? "autodiff" : fmt::format("autodiff {}", command);
    terminal.err << fmt::format("{}: {}\n", name, message);
    return ExitStatus::bad_input;
}

ExitStatus carry_out(std::span<const std::string> arguments, Terminal& terminal, std::string& command_name) {
    Options options;
    const auto app = command_line(options);
    std::vector<std::string> reversed;
    for (const std::string& argument : arguments) reversed.push_back(hidden(argument));
    std::reverse(reversed.begin(), reversed.end()); // as CLI11 takes them
    try {
        app->parse(reversed);
    } catch (const CLI::CallForHelp&) {
        terminal.out << app->help();
        return ExitStatus::success;
    } catch (const CLI::CallForVersion& version) {
        terminal.out << version.what() << '\n';
        return ExitStatus::success;
    } catch (const CLI::ParseError& error) {
        const Command* const command = chosen(*app);
        const std::string name(command == nullptr ? "" : command->name);
        return refuse(terminal, name,
                      fmt::format("{}\n'autodiff {}--help' says how it is used.",
                                  sentence(error, arguments, command != nullptr), name.empty() ? name : name + " "));
    }
    uncover(options);
    const Command* const command = chosen(*app);
    command_name = command->name;
    Terminal styled{terminal.out, terminal.err, terminal.colour, terminal.progress};
    if (options.colour != "auto") styled.colour = options.colour == "always";
    return command->carry_out(options, styled);
}

} // namespace

ExitStatus run(std::span<const std::string> arguments, Terminal& terminal) {
    std::string command;
    try {
        return carry_out(arguments, terminal, command);
    } catch (const Error& error) { return refuse(terminal, command, error.what()); } catch (const std::bad_alloc&) {
        refuse(terminal, command, "there is not enough memory for this; try a shorter formula or fewer samples.");
    } catch (const std::exception& error) {
        refuse(terminal, command, fmt::format("internal error: {}", error.what()));
    }
    return ExitStatus::internal;
}

} // namespace autodiff::cli
