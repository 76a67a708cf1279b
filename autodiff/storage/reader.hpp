#pragma once

#include <autodiff/storage/storage.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace autodiff::storage {

/// Throws StorageError "load: <what> at byte <offset>; <remedy>."
[[noreturn]] void refuse(std::size_t offset, std::string_view what,
                         std::string_view remedy = "the file is damaged, take it from where it was made");

/// Bytes that are read from front to back, and never beyond their end.
class Reader {
  public:
    /// `offset` is the place of the first byte in the file, `where` what the bytes belong to, for messages.
    Reader(std::span<const std::byte> bytes, std::size_t offset, std::string where)
        : rest_(bytes), offset_(offset), where_(std::move(where)) {}

    template <class T>
    T number(std::string_view what) {
        const auto bytes = take(sizeof(T), what);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
        return static_cast<T>(value);
    }
    /// A number of things of at least `smallest` bytes each, which must fit into what is left.
    std::uint32_t count(std::size_t smallest, std::string_view what);
    std::string_view text(std::size_t size, std::string_view what);
    /// Whether these characters come next.
    [[nodiscard]] bool next_is(std::string_view characters) const;
    /// The next `size` bytes as a reader of their own.
    Reader part(std::uint64_t size, std::string where);
    /// Throws unless everything has been read.
    void require_end() const;

    [[nodiscard]] std::size_t offset() const { return offset_; }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

  private:
    std::span<const std::byte> take(std::uint64_t size, std::string_view what);

    std::span<const std::byte> rest_;
    std::size_t offset_;
    std::string where_;
};

} // namespace autodiff::storage
