#include <catch.hpp>

#include <autodiff/tape/sweep.hpp>

#include <tape/statements.hpp>

#include <memory>
#include <vector>

using autodiff::Adjoints;
using autodiff::Id;
using autodiff::Recording;

namespace {

/// The adjoints after seeding `id` with `weight`.
template <class T>
Adjoints<T> swept(Recording<T>& recording, Id id, T weight) {
    Adjoints<T> adjoints;
    adjoints.clear(recording.statements());
    adjoints.at(recording.place(id)) = weight;
    reverse_sweep(recording, adjoints, recording.position(), recording.start());
    return adjoints;
}

} // namespace

TEST_CASE("A statement without active arguments is not recorded") {
    Recording<double> recording;
    CHECK(record<double>(recording, {}) == autodiff::passive);
    CHECK(recording.statements() == 1);
    CHECK(recording.size() == 0);
}

TEST_CASE("A statement has as many arguments as it needs") {
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 255, 256, 5000, 100'000}) {
        Recording<double> recording;
        Arguments<double> arguments;
        for (std::size_t k = 0; k < count; ++k)
            arguments.emplace_back(static_cast<double>(k) - 100, recording.variable());
        const Id id = record(recording, arguments);
        const Adjoints<double> adjoints = swept(recording, id, -2.0);
        CAPTURE(count);
        CHECK(recording.statements() == 1 + count + 1);
        for (const auto& [partial, argument] : arguments) CHECK(adjoints[recording.place(argument)] == -2 * partial);
    }
}

TEST_CASE("Statements grow in any order, however often, until they are closed") {
    Recording<double> recording;
    const Id x = recording.variable();
    const Arguments<double> twice{{1, x}, {2, x}};
    const Id a = record<double>(recording, {{3, x}});
    const Id b = record<double>(recording, {{5, x}});
    for (int i = 0; i < 1000; ++i) grow(recording, b, twice); // the last one
    CHECK(recording.words_in_use() == 1 + 1 + 1 + 1 + 2000);
    for (int i = 0; i < 1000; ++i) grow(recording, a, twice); // one group, with one word at its end
    CHECK(recording.words_in_use() == 4 + 2000 + 2001);
    grow(recording, b, twice);
    const Id v = recording.variable();
    grow(recording, b, twice);
    grow<double>(recording, a, {}); // by nothing
    CHECK(recording.words_in_use() == 4 + 2000 + 2001 + 3 + 1 + 3);
    CHECK(swept(recording, a, 0.5)[recording.place(x)] == 0.5 * (3 + 3 * 1000));
    CHECK(!recording.may_grow(a)); // a sweep takes the position
    const Id c = record<double>(recording, {{7, b}, {1, v}});
    CHECK(recording.may_grow(c));
    CHECK(swept(recording, c, 0.5)[recording.place(x)] == 0.5 * 7 * (5 + 3 * 1002));
    CHECK(swept(recording, c, 0.5)[recording.place(v)] == 0.5);
    CHECK(recording.statements() == 6); // with number 0
}

TEST_CASE("Arguments that are no values of the recording are found by sweeps") {
    Recording<double> recording;
    Recording<double> other;
    const Id x = recording.variable();
    const Id foreign = other.variable();
    CHECK(recording.contains(x));
    CHECK(!recording.contains(foreign));
    CHECK(!recording.contains(autodiff::passive));
    static_cast<void>(swept(recording, record<double>(recording, {{1, x}}), 2.0));
    const Id y = record<double>(recording, {{1, x}, {2, foreign}});
    CHECK_THROWS_AS(swept(recording, y, 2.0), autodiff::TapeError);
    Adjoints<double> tangents;
    tangents.clear(recording.statements());
    CHECK_THROWS_AS(forward_sweep(recording, tangents, recording.start(), recording.position()), autodiff::TapeError);
}

TEST_CASE("The value and the argument of a partial are found among growing statements") {
    Recording<double> recording;
    const Id x = recording.variable();
    const Id y = recording.variable();
    const Id a = record<double>(recording, {{1, x}, {2, y}});
    const Id b = record<double>(recording, {{3, a}});
    grow<double>(recording, a, {{4, y}});
    grow<double>(recording, b, {{5, x}});
    const Id c = record<double>(recording, {{6, b}, {7, x}});
    const std::vector<std::pair<Id, Id>> expected{{a, x}, {a, y}, {b, a}, {a, y}, {b, x}, {c, b}, {c, x}};
    REQUIRE(recording.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(recording.origin(i).statement == recording.place(expected[i].first));
        CHECK(recording.origin(i).argument == recording.place(expected[i].second));
    }
}

TEST_CASE("After clear the ids are others") {
    Recording<double> recording;
    const Id before = recording.variable();
    recording.clear();
    const Id after = recording.variable();
    CHECK(before != after);
    CHECK(!recording.contains(before));
}

TEST_CASE("However often it is cleared, what was made before is foreign") {
    Recording<double> recording;
    std::vector<Id> before;
    for (int i = 0; i < 1000; ++i) {
        before.push_back(recording.variable());
        for (int k = 0; k < 20'000; ++k) static_cast<void>(recording.variable());
        recording.clear();
        CHECK(!recording.contains(before.back()));
        static_cast<void>(recording.variable());
        CHECK(!recording.contains(before.back()));
    }
}

TEST_CASE("Where ids wrap around, nobody gets the passive one") {
    std::vector<std::unique_ptr<Recording<float>>> tried;
    do tried.push_back(std::make_unique<Recording<float>>());
    while (tried.back()->base() != 63 * autodiff::IdRange::length && tried.size() < 100);
    Recording<float>& recording = *tried.back();
    REQUIRE(recording.base() == 63 * autodiff::IdRange::length);
    const Id x = recording.variable();
    SECTION("among variables") {
        Id id = x;
        std::size_t passive = 0;
        for (Id i = 0; i < autodiff::IdRange::length + 1000; ++i) {
            id = recording.variable();
            passive += id == autodiff::passive;
        }
        CHECK(passive == 0);
        CHECK(id < 2000); // it did wrap
        CHECK(recording.contains(id));
        const Id y = record<float>(recording, {{2, x}, {3, id}});
        const Adjoints<float> adjoints = swept(recording, y, 0.5F);
        CHECK(adjoints[recording.place(x)] == 1);
        CHECK(adjoints[recording.place(id)] == 1.5F);
    }
    SECTION("among statements that grow") {
        while (recording.statements() < autodiff::IdRange::length - 100) static_cast<void>(recording.variable());
        Id y = x;
        float expected = 1; // dy/dx
        for (int i = 0; i < 200; ++i) {
            const Id previous = y;
            const float step = 0.25F * expected + 0.5F;
            y = record<float>(recording, {{0.25F, previous}, {0.5F, x}});
            CHECK(y != autodiff::passive);
            expected = step;
            if (!recording.may_grow(y)) continue; // the last one before the wrap
            grow<float>(recording, y, {{0.25F, previous}, {0.5F, x}});
            expected += step;
        }
        CHECK(y < 1000);
        CHECK(swept(recording, y, 4.0F)[recording.place(x)] == Approx(4 * expected).epsilon(1e-6));
    }
}
