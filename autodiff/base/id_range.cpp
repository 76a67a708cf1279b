#include <autodiff/base/id_range.hpp>

#include <atomic>
#include <bit>

namespace autodiff {

namespace {

constexpr unsigned range_count = 64;
static_assert(range_count * IdRange::length == ids);

std::atomic<std::uint64_t> taken{0};    // bit k: range k belongs to a living recorder
std::atomic<std::uint32_t> rotation{0}; // so that a range is not handed out again at once: stale values are caught too

} // namespace

void IdRange::take() {
    owned_ = false;
    const unsigned start = rotation.fetch_add(1, std::memory_order_relaxed) % range_count;
    std::uint64_t seen = taken.load(std::memory_order_relaxed);
    unsigned range = start;
    while (~seen != 0) {
        range =
            (start + static_cast<unsigned>(std::countr_one(std::rotr(seen, static_cast<int>(start))))) % range_count;
        if (taken.compare_exchange_weak(seen, seen | (std::uint64_t{1} << range), std::memory_order_relaxed)) {
            owned_ = true;
            break;
        }
    }
    base_ = range * IdRange::length;
}

void IdRange::release() {
    if (owned_) taken.fetch_and(~(std::uint64_t{1} << (base_ / IdRange::length)), std::memory_order_relaxed);
}

} // namespace autodiff
