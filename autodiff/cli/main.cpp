#include <autodiff/cli/run.hpp>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

/// https://no-color.org: any value but the empty one.
bool colour_is_welcome() {
    const char* const refused = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    return (refused == nullptr || *refused == '\0') && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

} // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
    autodiff::cli::Terminal terminal{std::cout, std::cerr};
    terminal.colour = isatty(STDOUT_FILENO) != 0 && colour_is_welcome();
    terminal.progress = isatty(STDERR_FILENO) != 0;
    const auto status = autodiff::cli::run(arguments, terminal);
    std::cout.flush();
    if (!std::cout) {
        std::cerr << "autodiff: the output could not be written.\n";
        return static_cast<int>(autodiff::cli::ExitStatus::internal);
    }
    return static_cast<int>(status);
}
