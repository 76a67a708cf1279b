#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace autodiff {

/// A block of raw memory, page aligned (its contents are whatever the last owner left), that grows in place or by
/// moving its pages (never by copying, where the system can). Blocks come from and return to a pool of the process, so
/// that a new tape finds warm pages.
class ReservedMemory {
  public:
    ReservedMemory() = default;
    /// Throws std::bad_alloc when the system refuses.
    explicit ReservedMemory(std::size_t bytes);
    ~ReservedMemory();
    ReservedMemory(ReservedMemory&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    ReservedMemory& operator=(ReservedMemory&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }

    /// At least `bytes`; the contents stay, the address may change. Throws std::bad_alloc.
    void grow(std::size_t bytes);

    [[nodiscard]] void* data() const { return data_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

  private:
    void* data_ = nullptr;
    std::size_t bytes_ = 0;
};

/// Gives the pooled memory of finished tapes back to the system.
void release_pooled_memory();

/// An array over ReservedMemory for types that need no destructor. Elements are raw memory until written.
template <class T>
    requires std::is_trivially_destructible_v<T>
class ReservedArray {
  public:
    ReservedArray() = default;
    explicit ReservedArray(std::size_t capacity) : memory_(capacity * sizeof(T)) {}

    [[nodiscard]] T* data() const { return static_cast<T*>(memory_.data()); }
    [[nodiscard]] std::size_t capacity() const { return memory_.bytes() / sizeof(T); }

    /// At least `capacity` elements, at least doubled when it has to grow; the address may change.
    void reserve(std::size_t capacity) {
        if (capacity > this->capacity()) memory_.grow(std::max(capacity * sizeof(T), 2 * memory_.bytes()));
    }

  private:
    ReservedMemory memory_;
};

} // namespace autodiff
