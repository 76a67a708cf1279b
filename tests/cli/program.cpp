#include "cli/program.hpp"

#include <autodiff/cli/run.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace program {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "autodiff_cli_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

std::string contents(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

Result run(const Arguments& arguments, const std::string& environment) {
    const Folder folder;
    std::string line = "env " + environment + " timeout 60 " + quoted(AUTODIFF_PROGRAM);
    for (const std::string& argument : arguments) line += " " + quoted(argument);
    line += " >" + quoted(folder.file("out")) + " 2>" + quoted(folder.file("err")) + " </dev/null";
    const int status = std::system(line.c_str()); // NOLINT(cert-env33-c, concurrency-mt-unsafe): every word is quoted
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(folder.file("out")), contents(folder.file("err"))};
}

Result call(const Arguments& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    autodiff::cli::Terminal terminal{out, err};
    const auto status = autodiff::cli::run(arguments, terminal);
    return {static_cast<int>(status), out.str(), err.str()};
}

} // namespace program
