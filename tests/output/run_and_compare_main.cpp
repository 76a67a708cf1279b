// run_and_compare <program> [<file with the expected output>]
//
// Runs a program, lets its output through, and fails when it fails or prints something else than expected.
#include "output/compare.hpp"

#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <sstream>

namespace {

int check(const std::string& program, const char* expected_path) {
    const output::Run run = output::run(program);
    fmt::print("{}", run.printed);
    if (run.status != 0) {
        fmt::print(stderr, "{} ended with status {}\n", program, run.status);
        return 1;
    }
    if (expected_path == nullptr) { return 0; }
    std::ifstream file(expected_path);
    std::ostringstream expected;
    expected << file.rdbuf();
    if (!file) {
        fmt::print(stderr, "cannot read {}\n", expected_path);
        return 1;
    }
    const auto found = output::differences(expected.str(), run.printed);
    for (const auto& difference : found) { fmt::print(stderr, "{}: {}\n", expected_path, difference); }
    return found.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc < 2 || argc > 3) {
        fmt::print(stderr, "usage: run_and_compare <program> [<file with the expected output>]\n");
        return 2;
    }
    try {
        return check(argv[1], argc == 3 ? argv[2] : nullptr);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
