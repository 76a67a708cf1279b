#include "catch.hpp"
#include "cli/program.hpp"
#include "output/compare.hpp"

#include <autodiff/cli/command_line.hpp>

#include <CLI/CLI.hpp>

#include <fstream>
#include <string>

using Catch::Matchers::ContainsSubstring;
using program::run;

namespace {

/// The long names of all options, and who has them.
std::vector<std::pair<std::string, std::string>> all_options() {
    autodiff::cli::Options options;
    const auto app = autodiff::cli::command_line(options);
    std::vector<std::pair<std::string, std::string>> all;
    for (const CLI::App* command : app->get_subcommands(nullptr))
        for (const CLI::Option* option : command->get_options([](const CLI::Option* o) { return o->nonpositional(); }))
            all.emplace_back(command->get_name(), option->get_lnames().front());
    return all;
}

/// What bash offers after these words, the last of which is being typed.
std::string offered(const std::string& script, const std::string& words) {
    const std::string line = "source " + program::quoted(script) + "; COMP_WORDS=(" + words +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _autodiff; echo \" ${COMPREPLY[*]} \"";
    return output::run("bash -c " + program::quoted(line)).printed;
}

} // namespace

TEST_CASE("bash's completion is a valid script that offers commands, options and values") {
    const program::Folder folder;
    const std::string script = folder.file("autodiff.bash");
    std::ofstream(script) << run({"completion", "bash"}).out;
    CHECK(output::run("bash -n " + program::quoted(script) + " 2>&1").status == 0);
    CHECK_THAT(offered(script, "autodiff ''"), ContainsSubstring(" derive gradient validate accuracy graph emit "));
    CHECK_THAT(offered(script, "autodiff val"), ContainsSubstring(" validate "));
    CHECK_THAT(offered(script, "autodiff validate --max"), ContainsSubstring(" --max-ulp "));
    CHECK_THAT(offered(script, "autodiff emit x --language l"), ContainsSubstring(" latex "));
    CHECK_THAT(offered(script, "autodiff completion ''"), ContainsSubstring(" bash zsh fish "));
    for (const auto& [command, option] : all_options()) {
        CAPTURE(command, option);
        CHECK_THAT(offered(script, "autodiff " + command + " --" + option), ContainsSubstring(" --" + option + " "));
    }
}

TEST_CASE("the completions of zsh and fish name every option, and are valid where the shells are installed") {
    for (const char* shell : {"zsh", "fish"}) {
        const program::Folder folder;
        const std::string script = folder.file("script");
        const std::string text = run({"completion", shell}).out;
        std::ofstream(script) << text;
        for (const auto& [command, option] : all_options())
            CHECK_THAT(text, ContainsSubstring((std::string(shell) == "zsh" ? "--" : "-l ") + option));
        if (output::run("command -v " + std::string(shell)).status != 0) continue;
        CHECK(output::run(std::string(shell) + " -n " + program::quoted(script) + " 2>&1").status == 0);
    }
}

TEST_CASE("the manual page names every command and every option, and is good roff") {
    const std::string page = run({"manual"}).out;
    std::string plain;
    for (std::size_t i = 0; i < page.size(); ++i)
        if (page[i] != '\\' || (i + 1 < page.size() && page[i + 1] != '-')) plain += page[i];
    for (const auto& [command, option] : all_options()) {
        CAPTURE(command, option);
        const std::size_t section = plain.find(".SS autodiff " + command);
        REQUIRE(section != std::string::npos);
        const std::size_t end = plain.find("\n.S", section + 1);
        CHECK_THAT(plain.substr(section, end - section), ContainsSubstring("--" + option));
    }
    for (const char* status : {"\\fB0\\fR", "\\fB1\\fR", "\\fB2\\fR", "\\fB3\\fR", "\\fB64\\fR"})
        CHECK_THAT(page, ContainsSubstring(status));
    const program::Folder folder;
    std::ofstream(folder.file("autodiff.1")) << page;
    if (output::run("command -v groff").status == 0)
        CHECK(output::run("groff -man -ww -z " + program::quoted(folder.file("autodiff.1")) + " 2>&1").printed.empty());
}
