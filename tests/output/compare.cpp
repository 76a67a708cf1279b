#include "output/compare.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <regex>
#include <stdexcept>

namespace output {

namespace {

bool agrees(const std::string& expected, const std::string& actual) {
    if (!expected.starts_with('~')) { return expected == actual; }
    try {
        return std::regex_match(actual, std::regex(expected.substr(1)));
    } catch (const std::regex_error& error) {
        throw std::invalid_argument(fmt::format("'{}' is no regular expression: {}", expected, error.what()));
    }
}

} // namespace

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        lines.emplace_back(line.substr(0, line.find_last_not_of(" \t\r") + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    while (!lines.empty() && lines.back().empty()) { lines.pop_back(); }
    return lines;
}

std::vector<std::string> differences(std::string_view expected, std::string_view actual) {
    const auto wanted = lines_of(expected);
    const auto got = lines_of(actual);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
        if (i >= wanted.size()) {
            found.push_back(fmt::format("line {}: '{}' was not expected", i + 1, got[i]));
        } else if (i >= got.size()) {
            found.push_back(fmt::format("line {}: '{}' is missing", i + 1, wanted[i]));
        } else if (!agrees(wanted[i], got[i])) {
            found.push_back(fmt::format("line {}: expected '{}', got '{}'", i + 1, wanted[i], got[i]));
        }
    }
    return found;
}

Run run(const std::string& command) {
    std::fflush(nullptr);
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) { throw std::runtime_error(fmt::format("cannot run {}", command)); }
    Run result;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        result.printed.append(buffer.data(), count);
    }
    const int status = pclose(pipe);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace output
