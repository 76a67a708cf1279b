#include <autodiff/cli/command_line.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// Text that roff prints as it is: a leading dot or quote would be a request, a bare - may become a hyphen.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string option_entry(const CLI::Option& option) {
    const bool named = option.nonpositional();
    std::string heading = fmt::format("\\fB{}\\fR", roff(option.get_name(!named, named)));
    const bool flag = option.get_items_expected_max() == 0;
    if (named && !flag) heading += fmt::format(" \\fI{}\\fR", roff(option.get_type_name()));
    return fmt::format(".TP\n{}\n{}.\n", heading, roff(option.get_description()));
}

std::string command_entry(const Command& command, const CLI::App& app) {
    std::string usage = fmt::format("autodiff {}", command.name);
    for (const CLI::Option* option : app.get_options([](const CLI::Option* o) { return o->get_positional(); }))
        usage += option->get_required() ? " " + option->get_name(true) : fmt::format(" [{}]", option->get_name(true));
    std::string out = fmt::format(".SS {} [OPTION]...\n{}\n", roff(usage), roff(command.description));
    for (const CLI::Option* option : app.get_options()) out += option_entry(*option);
    return out;
}

constexpr std::string_view expressions =
    "Formulas are written as in C: + - * / with ^ for powers, functions such as exp, log, sin, sqrt, sigmoid, and any "
    "names for variables. pi and e are the numbers, exactly; so are decimal fractions in proofs. Definitions given by "
    "--let may be used by name.";

constexpr std::string_view statuses = ".TP\n\\fB0\\fR\nSuccess; of validate: proved.\n.TP\n\\fB1\\fR\nRefuted.\n"
                                      ".TP\n\\fB2\\fR\nUnknown: neither proved nor refuted.\n.TP\n\\fB3\\fR\n"
                                      "Proved, but less accurate than \\-\\-max\\-ulp allows.\n.TP\n\\fB64\\fR\n"
                                      "Bad input: a formula, a range, an option or a file.\n"
                                      ".TP\n\\fB70\\fR\nAn internal failure, such as too little memory.\n";

} // namespace

ExitStatus manual_command(const Options& /*options*/, Terminal& terminal) {
    Options unused;
    const auto app = command_line(unused);
    std::string page = fmt::format(".TH AUTODIFF 1 \"\" \"autodiff {}\" \"User Commands\"\n.SH NAME\nautodiff \\- {}\n",
                                   AUTODIFF_VERSION, "derivatives of formulas: found, proved or refuted, measured");
    page += ".SH SYNOPSIS\n\\fBautodiff\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]...\n";
    page += fmt::format(".SH DESCRIPTION\n{}\n.PP\n{}\n", roff(app->get_description()), roff(expressions));
    page += ".SH OPTIONS\n";
    for (const CLI::Option* option : app->get_options()) page += option_entry(*option);
    page += ".SH COMMANDS\n";
    for (const Command& command : commands())
        page += command_entry(command, *app->get_subcommand(std::string(command.name)));
    page += fmt::format(".SH EXIT STATUS\n{}", statuses);
    page += ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nIf it is not empty, nothing is printed in colour unless "
            "\\-\\-color says so.\n.SH EXAMPLES\n";
    for (const Command& command : commands())
        for (const Example& example : command.examples)
            page += fmt::format(".PP\n{}:\n.PP\n.RS 4\nautodiff {}\n.RE\n", roff(example.what), roff(example.line));
    terminal.out << page;
    return ExitStatus::success;
}

} // namespace autodiff::cli
