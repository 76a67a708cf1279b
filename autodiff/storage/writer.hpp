#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::storage {

/// Bytes that grow at the end; numbers go in with their lowest byte first.
class Writer {
  public:
    template <class T>
    void number(T value) {
        for (std::size_t i = 0; i < sizeof value; ++i) bytes_.push_back(byte(value, i));
    }
    void text(std::string_view characters) {
        for (const char c : characters) bytes_.push_back(static_cast<std::byte>(c));
    }
    void append(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    /// Puts a number where room was left for it.
    template <class T>
    void put(std::size_t offset, T value) {
        for (std::size_t i = 0; i < sizeof value; ++i) bytes_[offset + i] = byte(value, i);
    }

    /// A section, whose content write() appends.
    template <class Write>
    void section(std::string_view kind, Write write) {
        text(kind);
        number(std::uint64_t{0});
        const std::size_t begin = bytes_.size();
        write();
        put(begin - sizeof(std::uint64_t), static_cast<std::uint64_t>(bytes_.size() - begin));
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    std::vector<std::byte>& bytes() { return bytes_; }
    /// All of them as something to look up.
    [[nodiscard]] std::string characters() const {
        return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
    }

  private:
    template <class T>
    static std::byte byte(T value, std::size_t i) {
        return static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i));
    }

    std::vector<std::byte> bytes_;
};

} // namespace autodiff::storage
