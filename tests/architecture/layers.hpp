/// The rule of the house, checked on text: which room a file lies in and which rooms it may include.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace architecture {

/// The floor of each room, as layers.txt states it.
using Floors = std::map<std::string, int, std::less<>>;

/// Reads the text of layers.txt. Throws std::invalid_argument for a line without a floor number or rooms, and for a
/// room that stands on two floors.
[[nodiscard]] Floors read_floors(std::string_view text);

/// The room of a path such as "autodiff/ops/exp.hpp"; "doors" for a file in autodiff/ itself.
[[nodiscard]] std::string room_of(std::string_view path);

/// One sentence for every include that breaks the rules in a file of autodiff/; none when the file is at home.
/// `path` is relative to the root of the project.
[[nodiscard]] std::vector<std::string> breaches(const Floors& floors, std::string_view path, std::string_view text);

/// A sentence when a file of the project, wherever it lies, has more than 300 lines and gives no reason for it.
[[nodiscard]] std::optional<std::string> length_breach(std::string_view path, std::string_view text);

} // namespace architecture
