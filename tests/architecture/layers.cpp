#include "layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace architecture {

namespace {

constexpr std::ptrdiff_t longest_file = 300;
constexpr std::string_view reason_for_length = "// longer than 300 lines because ";

std::optional<std::string> include_breach(const Floors& floors, const std::string& room, const std::string& line) {
    static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
    std::smatch match;
    if (!std::regex_match(line, match, include)) { return std::nullopt; }
    const std::string included = match[2];
    if (match[1] == "\"") { return fmt::format("includes \"{}\" unrooted; write <autodiff/...>", included); }
    if (!included.starts_with("autodiff/")) { return std::nullopt; }
    const std::string other = room_of(included);
    const auto there = floors.find(other);
    if (there == floors.end()) { return fmt::format("includes <{}>, whose room '{}' has no floor", included, other); }
    const int here = floors.find(room)->second;
    if (other == room || there->second < here) { return std::nullopt; }
    return fmt::format("on floor {} includes <{}> {} on floor {}", here, included,
                       there->second == here ? "across" : "above", there->second);
}

} // namespace

Floors read_floors(std::string_view text) {
    Floors floors;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        if ((words >> std::ws).eof()) { continue; }
        int floor = 0;
        std::string room;
        if (!(words >> floor >> room)) { throw std::invalid_argument(fmt::format("no floor and rooms in: {}", line)); }
        do {
            if (!floors.emplace(room, floor).second) {
                throw std::invalid_argument(fmt::format("room '{}' stands on two floors", room));
            }
        } while (words >> room);
    }
    return floors;
}

std::string room_of(std::string_view path) {
    path.remove_prefix(std::min(path.size(), std::string_view("autodiff/").size()));
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? "doors" : std::string(path.substr(0, slash));
}

std::vector<std::string> breaches(const Floors& floors, std::string_view path, std::string_view text) {
    const std::string room = room_of(path);
    if (!floors.contains(room)) { return {fmt::format("{}: its room '{}' has no floor in layers.txt", path, room)}; }
    std::vector<std::string> found;
    std::istringstream lines{std::string(text)};
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (const auto breach = include_breach(floors, room, line)) {
            found.push_back(fmt::format("{}:{}: {}", path, number, *breach));
        }
    }
    return found;
}

std::optional<std::string> length_breach(std::string_view path, std::string_view text) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    if (lines <= longest_file || text.find(reason_for_length) != std::string_view::npos) { return std::nullopt; }
    return fmt::format("{}: has {} lines; split it, or say '{}...'", path, lines, reason_for_length);
}

} // namespace architecture
