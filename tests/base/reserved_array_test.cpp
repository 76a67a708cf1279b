#include <catch.hpp>

#include <autodiff/base/reserved_array.hpp>

#include <cstdint>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

using autodiff::ReservedArray;
using autodiff::ReservedMemory;

TEST_CASE("A reserved array keeps its elements while it grows") {
    ReservedArray<std::uint32_t> array(10);
    std::size_t count = 0;
    for (const std::size_t capacity :
         {std::size_t{10}, std::size_t{3000}, std::size_t{200'000}, std::size_t{3'000'000}}) {
        array.reserve(capacity);
        REQUIRE(array.capacity() >= capacity);
        for (; count < capacity; ++count) array.data()[count] = static_cast<std::uint32_t>(count * 2654435761u);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < count; ++i) wrong += array.data()[i] != static_cast<std::uint32_t>(i * 2654435761u);
        CHECK(wrong == 0);
    }
}

TEST_CASE("A reserved array grows by doubling, so that appending is cheap") {
    ReservedArray<double> array;
    CHECK(array.capacity() == 0);
    int moves = 0;
    std::size_t capacity = 0;
    for (std::size_t i = 1; i < 5'000'000; ++i) {
        array.reserve(i);
        if (array.capacity() != capacity) ++moves;
        capacity = array.capacity();
    }
    CHECK(moves < 20);
    array.reserve(5);
    CHECK(array.capacity() == capacity);
}

TEST_CASE("Memory is aligned for any type and can be moved from one owner to another") {
    ReservedMemory memory(1);
    CHECK(reinterpret_cast<std::uintptr_t>(memory.data()) % 64 == 0);
    CHECK(memory.bytes() >= 1);
    void* const data = memory.data();
    ReservedMemory other = std::move(memory);
    CHECK(other.data() == data);
    CHECK(memory.data() == nullptr);
    CHECK(memory.bytes() == 0);
    memory = std::move(other);
    CHECK(memory.data() == data);
    memory.grow(1 << 20);
    CHECK(memory.bytes() >= 1 << 20);
}

TEST_CASE("A finished block is handed out again before the system is asked") {
    autodiff::release_pooled_memory();
    const void* first = nullptr;
    {
        const ReservedMemory memory(100'000);
        first = memory.data();
    }
    const ReservedMemory next(5000);
    CHECK(next.data() == first);
    CHECK(next.bytes() >= 100'000);
    autodiff::release_pooled_memory(); // not of blocks in use
    static_cast<char*>(next.data())[99'999] = 1;
}

TEST_CASE("Blocks come and go on many threads at once") {
    std::vector<std::thread> threads;
    std::vector<int> wrong(8);
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&wrong, t] {
            for (std::size_t i = 1; i < 500; ++i) {
                ReservedArray<std::size_t> array(i * 10);
                std::iota(array.data(), array.data() + i * 10, t);
                array.reserve(i * 40);
                if (array.data()[i * 10 - 1] != t + i * 10 - 1) ++wrong[t];
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(8));
}

TEST_CASE("More memory than there is ends in std::bad_alloc") {
    CHECK_THROWS_AS(ReservedMemory(std::size_t{1} << 60), std::bad_alloc);
}

TEST_CASE("An array that starts empty takes its memory from where it gives it back") {
    autodiff::release_pooled_memory();
    const void* first = nullptr;
    for (int i = 0; i < 3; ++i) {
        ReservedArray<double> array;
        array.reserve(100'000);
        if (first == nullptr) first = array.data();
        CHECK(array.data() == first);
    }
}
