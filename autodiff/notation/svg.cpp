#include <autodiff/notation/svg.hpp>

#include <autodiff/base/error.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX leaves it to the program to declare it

namespace autodiff {

namespace {

// Text goes in and out through files that have no name: no other process can get between, no pipe can fill up or break.
using NamelessFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

NamelessFile nameless_file(std::string_view text = "") {
    NamelessFile file(std::tmpfile(), std::fclose);
    if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
        std::fflush(file.get()) != 0)
        throw Error(
            fmt::format("to_svg: no temporary file of {} bytes could be written ({}); make room in the system's "
                        "folder for temporary files.",
                        text.size(), std::strerror(errno)));
    std::rewind(file.get());
    return file;
}

std::string contents(std::FILE* file) {
    std::rewind(file);
    std::string text;
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) text.append(buffer, count);
    return text;
}

struct Finished {
    int status; // as waitpid reports it
    std::string output;
    std::string errors;
};

/// Runs Graphviz on `input` without a shell. Nothing when the program is not there.
std::optional<Finished> run_dot(const char* option, std::string_view input) {
    const NamelessFile in = nameless_file(input);
    const NamelessFile out = nameless_file();
    const NamelessFile errors = nameless_file();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDERR_FILENO);
    std::string program = "dot";
    std::string argument = option;
    char* const arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int failure = posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return std::nullopt;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) throw Error(fmt::format("to_svg: waiting for dot failed ({}).", std::strerror(errno)));
    return Finished{status, contents(out.get()), contents(errors.get())};
}

bool succeeded(const Finished& run) { return WIFEXITED(run.status) && WEXITSTATUS(run.status) == 0; }

} // namespace

bool graphviz_available() {
    const auto run = run_dot("-V", "");
    return run && succeeded(*run);
}

std::string to_svg(const Graph& graph, const DotOptions& options) {
    auto run = run_dot("-Tsvg", to_dot(graph, options));
    if (!run || (WIFEXITED(run->status) && WEXITSTATUS(run->status) == 127))
        throw Error(
            "to_svg: the program dot is not on the PATH; install Graphviz (Debian package graphviz), or keep the "
            "text of to_dot.");
    if (!succeeded(*run))
        throw Error(fmt::format("to_svg: dot could not draw a graph of {} nodes: {}; draw a smaller graph, or keep the "
                                "text of to_dot.",
                                graph.size(), run->errors));
    return std::move(run->output);
}

void write_svg(const Graph& graph, const std::filesystem::path& file, const DotOptions& options) {
    const std::string picture = to_svg(graph, options);
    std::ofstream stream(file, std::ios::binary);
    stream << picture;
    stream.close();
    if (!stream)
        throw Error(fmt::format("write_svg: {} cannot be written; check that its folder exists and is writable.",
                                file.string()));
}

} // namespace autodiff
