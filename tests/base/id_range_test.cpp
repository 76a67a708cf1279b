#include <catch.hpp>

#include <autodiff/base/id_range.hpp>

#include <memory>
#include <set>
#include <thread>
#include <vector>

using autodiff::Id;
using autodiff::IdRange;

TEST_CASE("Up to 64 living ranges are apart from one another, on any thread") {
    std::vector<std::unique_ptr<IdRange>> ranges(64);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 8; ++t)
        threads.emplace_back([&ranges, t] {
            for (std::size_t i = 0; i < 8; ++i) ranges[8 * t + i] = std::make_unique<IdRange>();
        });
    for (std::thread& thread : threads) thread.join();
    std::set<Id> bases;
    for (const auto& range : ranges) bases.insert(range->base());
    CHECK(bases.size() == 64);
    for (const Id base : bases) CHECK(base % IdRange::length == 0);
    const IdRange one_more; // shares a range with another
    CHECK(bases.contains(one_more.base()));
}

TEST_CASE("A range that was given back is not the next to be handed out") {
    Id before = IdRange().base();
    for (int i = 0; i < 200; ++i) {
        const Id base = IdRange().base();
        CHECK(base != before);
        before = base;
    }
}

TEST_CASE("A renewed range is another one and the old one is free again") {
    IdRange range;
    std::set<Id> bases;
    for (int i = 0; i < 64; ++i) {
        const Id before = range.base();
        range.renew();
        CHECK(range.base() != before);
        bases.insert(range.base());
    }
    CHECK(bases.size() == 64);
}
