#include <autodiff/base/reserved_array.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace autodiff {

namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t pooled_bytes_at_most = std::size_t{1} << 30;

#if defined(__linux__)

void* checked(void* address) {
    if (address == MAP_FAILED) throw std::bad_alloc();
    return address;
}

// A recording of this size is written front to back: fewer page faults and TLB misses are worth the zeroing.
void advise(void* data, std::size_t bytes) {
    if (bytes >= 2 * huge_page) ::madvise(data, bytes, MADV_HUGEPAGE);
}

void* system_allocate(std::size_t bytes) {
    void* data =
        checked(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    advise(data, bytes);
    return data;
}

void* system_grow(void* data, std::size_t old_bytes, std::size_t new_bytes) {
    void* moved = checked(::mremap(data, old_bytes, new_bytes, MREMAP_MAYMOVE));
    advise(moved, new_bytes);
    return moved;
}

void system_release(void* data, std::size_t bytes) { ::munmap(data, bytes); }

#else

void* system_allocate(std::size_t bytes) {
    if (void* data = std::calloc(bytes, 1)) return data;
    throw std::bad_alloc();
}

void* system_grow(void* data, std::size_t old_bytes, std::size_t new_bytes) {
    void* moved = std::realloc(data, new_bytes);
    if (moved == nullptr) throw std::bad_alloc();
    std::memset(static_cast<char*>(moved) + old_bytes, 0, new_bytes - old_bytes);
    return moved;
}

void system_release(void* data, std::size_t) { std::free(data); }

#endif

struct Block {
    void* data;
    std::size_t bytes;
};

/// Free blocks, shared by all threads. The last one returned is the first one taken, whatever its size above what is
/// asked for: a program that makes one tape after another finds each array grown and warm.
class Pool {
  public:
    Block take(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(free_.rbegin(), free_.rend(), [&](Block b) { return b.bytes >= bytes; });
        if (found == free_.rend()) return {nullptr, 0};
        const Block block = *found;
        free_.erase(std::next(found).base());
        held_ -= block.bytes;
        return block;
    }

    /// False when the pool is full: the caller keeps the block.
    bool give(Block block) noexcept {
        const std::lock_guard lock(mutex_);
        if (held_ + block.bytes > pooled_bytes_at_most) return false;
        try {
            free_.push_back(block);
        } catch (const std::bad_alloc&) { return false; }
        held_ += block.bytes;
        return true;
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        for (const Block& block : free_) system_release(block.data, block.bytes);
        free_.clear();
        held_ = 0;
    }

  private:
    std::mutex mutex_;
    std::vector<Block> free_;
    std::size_t held_ = 0;
};

// Never destroyed: a tape with static storage may outlive any static pool.
Pool& pool() {
    static Pool* const instance = new Pool;
    return *instance;
}

std::size_t rounded(std::size_t bytes) { return std::bit_ceil(std::max(bytes, page)); }

} // namespace

ReservedMemory::ReservedMemory(std::size_t bytes) {
    const Block block = pool().take(rounded(bytes));
    bytes_ = block.data != nullptr ? block.bytes : rounded(bytes);
    data_ = block.data != nullptr ? block.data : system_allocate(bytes_);
}

ReservedMemory::~ReservedMemory() {
    if (data_ != nullptr && !pool().give({data_, bytes_})) system_release(data_, bytes_);
}

void ReservedMemory::grow(std::size_t bytes) {
    if (bytes <= bytes_) return;
    if (data_ == nullptr) {
        *this = ReservedMemory(bytes); // from the pool, as it will be given back there
        return;
    }
    const std::size_t size = rounded(bytes);
    data_ = system_grow(data_, bytes_, size);
    bytes_ = size;
}

void release_pooled_memory() { pool().clear(); }

} // namespace autodiff
