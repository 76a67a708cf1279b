#include <autodiff/cli/command_line.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff::cli {

namespace {

/// What can follow an option, as its type name says.
std::vector<std::string> values(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    return type.find('|') == std::string::npos ? std::vector<std::string>() : CLI::detail::split(type, '|');
}
bool takes_file(const CLI::Option& option) { return option.get_type_name() == "FILE"; }
bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

std::vector<const CLI::Option*> dashed(const CLI::App& app) {
    return app.get_options([](const CLI::Option* option) { return option->nonpositional(); });
}
std::vector<const CLI::Option*> positional(const CLI::App& app) {
    return app.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

/// --name
std::string long_name(const CLI::Option& option) { return "--" + option.get_lnames().front(); }

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : dashed(app)) names.push_back(long_name(*option));
    return names;
}

std::vector<std::string> positional_values(const CLI::App& app) {
    std::vector<std::string> all;
    for (const CLI::Option* option : positional(app))
        for (const std::string& value : values(*option)) all.push_back(value);
    return all;
}

std::vector<const CLI::App*> all_commands(const CLI::App& app) { return app.get_subcommands(nullptr); }

std::string bash(const CLI::App& app) {
    std::vector<std::string> names;
    std::string cases;
    for (const CLI::App* command : all_commands(app)) {
        names.push_back(command->get_name());
        cases += fmt::format("        {}) words=\"{} {}\" ;;\n", command->get_name(),
                             fmt::join(option_names(*command), " "), fmt::join(positional_values(*command), " "));
    }
    std::string after;
    std::vector<std::string> seen;
    for (const CLI::App* command : all_commands(app))
        for (const CLI::Option* option : dashed(*command)) {
            const std::string name = long_name(*option);
            if (is_flag(*option) || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
            seen.push_back(name);
            if (takes_file(*option))
                after += fmt::format("        {}) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n", name);
            else
                after += fmt::format("        {}) COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return ;;\n", name,
                                     fmt::join(values(*option), " "));
        }
    return fmt::format(R"(# Completion of autodiff for bash.
_autodiff() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" words=""
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{} --help --version" -- "$current"))
        return
    fi
    case "$previous" in
{}    esac
    case "${{COMP_WORDS[1]}}" in
{}    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -F _autodiff autodiff
)",
                       fmt::join(names, " "), after, cases);
}

/// Inside single quotes of a shell.
std::string quoted(std::string text) {
    for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 4) text.replace(at, 1, "'\\''");
    return "'" + text + "'";
}

/// A description inside the brackets of zsh's _arguments, where : and brackets would end it.
std::string for_arguments(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh(const CLI::App& app) {
    std::string described;
    std::string cases;
    for (const CLI::App* command : all_commands(app)) {
        const std::string entry = command->get_name() + ":" + for_arguments(command->get_description());
        described += fmt::format("        {}\n", quoted(entry));
        cases += fmt::format("        {}) _arguments", command->get_name());
        for (const CLI::Option* option : dashed(*command)) {
            std::string action;
            if (!is_flag(*option)) action = takes_file(*option) ? ":file:_files" : ":value:";
            if (const auto listed = values(*option); !listed.empty())
                action = fmt::format(":value:({})", fmt::join(listed, " "));
            const std::string entry_of_option =
                fmt::format("{}{}[{}]{}", is_flag(*option) ? "" : "*", long_name(*option),
                            for_arguments(option->get_description()), action);
            cases += fmt::format(" \\\n            {}", quoted(entry_of_option));
        }
        const auto listed = positional_values(*command);
        cases += listed.empty() ? " ;;\n"
                                : fmt::format(" {} ;;\n", quoted(fmt::format("1:value:({})", fmt::join(listed, " "))));
    }
    return fmt::format(R"(#compdef autodiff
# Completion of autodiff for zsh.
_autodiff() {{
    local -a commands
    commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{}    esac
}}
_autodiff "$@"
)",
                       described, cases);
}

std::string fish(const CLI::App& app) {
    std::string out = "# Completion of autodiff for fish.\ncomplete -c autodiff -f\n";
    for (const CLI::App* command : all_commands(app)) {
        out += fmt::format("complete -c autodiff -n __fish_use_subcommand -a {} -d {}\n", command->get_name(),
                           quoted(command->get_description()));
        const std::string inside =
            fmt::format("complete -c autodiff -n {}", quoted("__fish_seen_subcommand_from " + command->get_name()));
        for (const CLI::Option* option : dashed(*command)) {
            std::string value = is_flag(*option) ? "" : takes_file(*option) ? " -r -F" : " -x";
            if (const auto listed = values(*option); !listed.empty())
                value += fmt::format(" -a {}", quoted(fmt::format("{}", fmt::join(listed, " "))));
            out += fmt::format("{} -l {} -d {}{}\n", inside, option->get_lnames().front(),
                               quoted(option->get_description()), value);
        }
        if (const auto listed = positional_values(*command); !listed.empty())
            out += fmt::format("{} -a {}\n", inside, quoted(fmt::format("{}", fmt::join(listed, " "))));
    }
    return out;
}

} // namespace

ExitStatus completion_command(const Options& options, Terminal& terminal) {
    Options unused;
    const auto app = command_line(unused);
    terminal.out << (options.shell == "bash" ? bash(*app) : options.shell == "zsh" ? zsh(*app) : fish(*app));
    return ExitStatus::success;
}

} // namespace autodiff::cli
