#pragma once

// What writing and reading share. docs/graph_format.md is the description for people.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace autodiff::storage {

/// No text: the first byte is none of ASCII, and the line ends show a transfer that changed them.
inline constexpr std::array<unsigned char, 8> magic{0x89, 'A', 'D', 'G', '\r', '\n', 0x1A, '\n'};

/// magic, version (4 bytes), size of the whole file (8 bytes)
inline constexpr std::size_t header_size = 20;
inline constexpr std::size_t checksum_size = 4;
/// kind, size of what follows (8 bytes)
inline constexpr std::size_t section_header_size = 12;

/// In the order in which they stand in a file; BODY and FUNC only where graphs call others. A later version may add
/// kinds; a reader refuses those that it does not know, since a graph without them would be another function.
inline constexpr std::array<std::string_view, 7> sections{"OPER", "BODY", "FUNC", "NODE", "DATA", "OUTP", "GARD"};

/// Codes of nodes; operation number k of the table has the code first_operation + k.
inline constexpr std::uint16_t input_code = 0;
inline constexpr std::uint16_t constant_code = 1;
inline constexpr std::uint16_t first_operation = 2;
inline constexpr std::uint16_t result_code = 0xFFFE;
inline constexpr std::uint16_t call_code = 0xFFFF;

/// Called functions that a graph may have: comparing each with all before it, as entering them does, stays cheap.
inline constexpr std::uint32_t most_functions = 4096;

/// How many arguments an operation takes, if any number.
inline constexpr std::uint8_t any_number = 0xFF;

} // namespace autodiff::storage
