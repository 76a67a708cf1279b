#include <autodiff/program/machine/executable_memory.hpp>

#if defined(__unix__) || defined(__APPLE__)
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace autodiff::program::machine {

#if defined(__unix__) || defined(__APPLE__)

ExecutableMemory::ExecutableMemory(std::span<const std::uint8_t> code) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    size_ = (code.size() + page - 1) / page * page;
    void* const pages = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return;
    std::memcpy(pages, code.data(), code.size());
    if (mprotect(pages, size_, PROT_READ | PROT_EXEC) == 0)
        pages_ = pages;
    else
        munmap(pages, size_);
}

ExecutableMemory::~ExecutableMemory() {
    if (pages_ != nullptr) munmap(pages_, size_);
}

#else

ExecutableMemory::ExecutableMemory(std::span<const std::uint8_t>) {}
ExecutableMemory::~ExecutableMemory() = default;

#endif

} // namespace autodiff::program::machine
