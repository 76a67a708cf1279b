#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace autodiff {

/// A stored graph that cannot be read, or a graph that cannot be written. The sentence says what is wrong, at which
/// byte, and what to do.
class StorageError : public Error {
  public:
    explicit StorageError(const std::string& sentence, std::size_t offset = 0) : Error(sentence), offset_(offset) {}
    /// The byte, counted from 0, at which reading stopped.
    [[nodiscard]] std::size_t offset() const { return offset_; }

  private:
    std::size_t offset_;
};

/// The version of the format that is written; docs/graph_format.md describes it.
inline constexpr std::uint32_t storage_version = 1;

/// The graph, bit for bit, in a form that is the same on every machine and for every later version of the library:
/// operations are stored by name, graphs that are called and loops once. Equal graphs have equal bytes. Throws
/// StorageError for a graph with more than 4096 different functions to call.
[[nodiscard]] std::vector<std::byte> to_bytes(const Graph& graph);
/// The same to a stream. Throws StorageError when it cannot be written.
void save(const Graph& graph, std::ostream& out);
/// The same to a file, which is complete or left as it was. Throws StorageError when it cannot be written.
void save(const Graph& graph, const std::filesystem::path& file);

/// The graph of which these are all the bytes. Whatever the bytes are, it is that graph or a StorageError: a damaged or
/// truncated file, one of a newer version, an operation that this version does not have.
[[nodiscard]] Graph load(std::span<const std::byte> bytes);
/// The next graph of a stream, and no byte more: several graphs may follow each other.
[[nodiscard]] Graph load(std::istream& in);
[[nodiscard]] Graph load(const std::filesystem::path& file);

} // namespace autodiff
