#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace autodiff::program::machine {

/// Pages that hold machine code. They are written first and executed then, never both at once.
class ExecutableMemory {
  public:
    /// A copy of `code`, or nothing where the system gives no such memory.
    explicit ExecutableMemory(std::span<const std::uint8_t> code);
    ExecutableMemory(const ExecutableMemory&) = delete;
    ExecutableMemory& operator=(const ExecutableMemory&) = delete;
    ~ExecutableMemory();

    /// Null where there is nothing.
    [[nodiscard]] const void* code() const { return pages_; }

  private:
    void* pages_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace autodiff::program::machine
