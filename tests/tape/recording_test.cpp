#include <catch.hpp>

#include <autodiff/tape/sweep.hpp>

#include <memory>
#include <vector>

using autodiff::Adjoints;
using autodiff::Id;
using autodiff::Recording;
using autodiff::StatementWriter;

namespace {

/// Records value = sum of partials[k] * arguments[k].
template <class T>
Id record(Recording<T>& recording, const std::vector<T>& partials, const std::vector<Id>& arguments) {
    const auto write_all = [&](StatementWriter<T>& write) {
        for (std::size_t k = 0; k < partials.size(); ++k) write(partials[k], arguments[k]);
    };
    return recording.long_statement(static_cast<std::ptrdiff_t>(partials.size()), write_all);
}

/// The adjoints after seeding `id` with `weight`.
template <class T>
Adjoints<T> swept(Recording<T>& recording, Id id, T weight) {
    recording.check_arguments();
    Adjoints<T> adjoints;
    adjoints.clear(recording.statements());
    adjoints.at(recording.place(id)) = weight;
    reverse_sweep(recording, adjoints, recording.position(), {1, 0});
    return adjoints;
}

} // namespace

TEST_CASE("A statement without active arguments is not recorded") {
    Recording<double> recording;
    CHECK(record<double>(recording, {}, {}) == autodiff::passive);
    CHECK(recording.statements() == 1);
    CHECK(recording.size() == 0);
}

TEST_CASE("Long statements become several and keep every argument") {
    for (const std::size_t count : std::initializer_list<std::size_t>{254, 255, 256, 509, 510, 5000}) {
        Recording<double> recording;
        std::vector<Id> arguments;
        std::vector<double> partials;
        for (std::size_t k = 0; k < count; ++k) {
            arguments.push_back(recording.variable());
            partials.push_back(static_cast<double>(k) - 100);
        }
        const Id id = record(recording, partials, arguments);
        const Adjoints<double> adjoints = swept(recording, id, -2.0);
        CAPTURE(count);
        CHECK(recording.statements() == 1 + count + (count <= 255 ? 1 : 1 + (count - 255 + 253) / 254));
        for (std::size_t k = 0; k < count; ++k) CHECK(adjoints[recording.place(arguments[k])] == -2 * partials[k]);
    }
}

TEST_CASE("A statement grows until it has 255 arguments") {
    Recording<double> recording;
    const Id x = recording.variable();
    const Id y = record<double>(recording, {3}, {x});
    int appended = 0;
    while (recording.append<2>([&](StatementWriter<double>& write) {
        write(1, x);
        write(2, x);
    }))
        ++appended;
    CHECK(appended == 127);
    CHECK(swept(recording, y, 0.5)[recording.place(x)] == 0.5 * (3 + 3 * 127));
}

TEST_CASE("Arguments that are no values of the recording are found before a sweep") {
    Recording<double> recording;
    Recording<double> other;
    const Id x = recording.variable();
    const Id foreign = other.variable();
    CHECK(recording.contains(x));
    CHECK(!recording.contains(foreign));
    CHECK(!recording.contains(autodiff::passive));
    static_cast<void>(record<double>(recording, {1}, {x}));
    recording.check_arguments();
    static_cast<void>(record<double>(recording, {1, 2}, {x, foreign}));
    CHECK_THROWS_AS(recording.check_arguments(), autodiff::TapeError);
}

TEST_CASE("After clear the ids are others") {
    Recording<double> recording;
    const Id before = recording.variable();
    recording.clear();
    const Id after = recording.variable();
    CHECK(before != after);
    CHECK(!recording.contains(before));
}

TEST_CASE("Where ids wrap around, the passive id and the one that means no value are left out") {
    // The last range of ids ends 2^26 statements before the wrap.
    const Id last_range = 63u << 26;
    std::vector<std::unique_ptr<Recording<float>>> tried;
    do tried.push_back(std::make_unique<Recording<float>>());
    while (tried.back()->base() != last_range && tried.size() < 100);
    Recording<float>& recording = *tried.back();
    REQUIRE(recording.base() == last_range);
    std::size_t reserved = 0;
    Id id = recording.variable();
    const Id first = id;
    for (Id i = 1; i < (1u << 26) + 1000; ++i) {
        id = recording.variable();
        reserved += id == autodiff::passive || id == autodiff::no_id;
    }
    CHECK(reserved == 0);
    CHECK(id < 2000); // it did wrap
    CHECK(recording.contains(id));
    const Id y = record<float>(recording, {2, 3}, {first, id});
    const Adjoints<float> adjoints = swept(recording, y, 0.5F);
    CHECK(adjoints[recording.place(first)] == 1);
    CHECK(adjoints[recording.place(id)] == 1.5F);
}

TEST_CASE("Wrapping around within statements that have arguments is no different") {
    std::vector<std::unique_ptr<Recording<float>>> tried;
    do tried.push_back(std::make_unique<Recording<float>>());
    while (tried.back()->base() != 63u << 26 && tried.size() < 100);
    Recording<float>& recording = *tried.back();
    const Id x = recording.variable();
    while (recording.statements() < (1u << 26) - 100) static_cast<void>(recording.variable());
    Id y = x;
    for (int i = 0; i < 200; ++i) {
        y = recording.statement<2>([&](StatementWriter<float>& write) {
            write(0.5F, y);
            write(1, x);
        });
        CHECK(y != autodiff::passive);
        CHECK(y != autodiff::no_id);
    }
    CHECK(y < 1000);
    CHECK(swept(recording, y, 4.0F)[recording.place(x)] == 8);
}
