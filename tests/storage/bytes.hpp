/// Stored graphs, whole and damaged.
#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stored {

/// sin(x0) * 1.5
autodiff::Graph small_graph();
/// Something of everything: two inputs, constants, an operation on any number of arguments, two guards, two outputs.
autodiff::Graph guarded_graph();

/// A file written by hand: bytes are appended with their lowest first, sections are given as they are.
class HandMade {
  public:
    HandMade& text(std::string_view characters);
    HandMade& number(std::uint64_t value, std::size_t size);
    /// A section of that content, of the stated size if that differs.
    HandMade& section(std::string_view kind, const HandMade& content);
    HandMade& section(std::string_view kind, const HandMade& content, std::uint64_t stated);

    [[nodiscard]] std::vector<std::byte> bytes() const { return bytes_; }
    /// The whole file around these sections, with the right size and checksum.
    [[nodiscard]] std::vector<std::byte> file(std::uint32_t version = 1) const;

  private:
    std::vector<std::byte> bytes_;
};

/// What load() says of the bytes; empty when it loads them.
std::string complaint(const std::vector<std::byte>& bytes);

} // namespace stored
