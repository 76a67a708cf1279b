// run_snippets <file.md> <folder> <build command>
//
// Writes the programs of a Markdown file's C++ blocks to <folder>/src, builds them with the command, which leaves the
// executables in <folder>/build, runs each, and fails when one fails or prints otherwise than the document says.
#include "docs/snippets.hpp"
#include "output/compare.hpp"

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) { throw std::runtime_error(fmt::format("cannot read {}", path.string())); }
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_sources(const fs::path& folder, const std::vector<docs::Program>& programs) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& program : programs) {
        std::ofstream file(folder / (program.name + ".cpp"), std::ios::binary);
        file << program.source;
        if (!file.flush()) { throw std::runtime_error(fmt::format("cannot write to {}", folder.string())); }
    }
}

int check(const std::string& document, const fs::path& folder, const std::string& build_command) {
    const auto programs = docs::make_programs(document, docs::read_blocks(text_of(document)));
    if (programs.empty()) { return 0; }
    write_sources(folder / "src", programs);
    const output::Run build = output::run(build_command + " 2>&1");
    if (build.status != 0) {
        fmt::print("{}\n{}: its C++ does not compile\n", build.printed, document);
        return 1;
    }
    int failures = 0;
    for (const auto& program : programs) {
        const output::Run run = output::run((folder / "build" / program.name).string());
        fmt::print("{}", run.printed);
        if (run.status != 0) {
            fmt::print("{}: the block above, in {}, ended with status {}\n", document, program.name, run.status);
            ++failures;
        }
        for (const auto& sentence : docs::disagreements(program, run.printed)) {
            fmt::print("{}: {}\n", document, sentence);
            ++failures;
        }
    }
    return failures == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc != 4) {
        fmt::print(stderr, "usage: run_snippets <file.md> <folder> <build command>\n");
        return 2;
    }
    try {
        return check(argv[1], argv[2], argv[3]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", argv[1], error.what());
        return 1;
    }
}
