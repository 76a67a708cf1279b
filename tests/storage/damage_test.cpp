#include "catch.hpp"
#include "seed.hpp"
#include "storage/bytes.hpp"

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/storage.hpp>

#include <random>
#include <sstream>

using namespace autodiff;
using namespace stored;
using Catch::Matchers::ContainsSubstring;

namespace {

HandMade no_operations() { return HandMade().number(0, 4); }
HandMade data(std::uint64_t count) { return HandMade().number(count, 4); }
HandMade nothing() { return HandMade().number(0, 4); }
HandMade one_input() { return HandMade().number(1, 4).number(0, 2); }
HandMade operation(std::string_view name, std::uint64_t arity) {
    return HandMade().number(1, 4).number(name.size(), 1).text(name).number(arity, 1);
}

/// A file of four sections.
std::vector<std::byte> file(const HandMade& operations, const HandMade& nodes, const HandMade& outputs = nothing(),
                            const HandMade& guards = nothing()) {
    return HandMade()
        .section("OPER", operations)
        .section("NODE", nodes)
        .section("DATA", nothing())
        .section("OUTP", outputs)
        .section("GARD", guards)
        .file();
}

} // namespace

TEST_CASE("a file cut off anywhere is refused, from bytes and from a stream") {
    for (const Graph& graph : {small_graph(), guarded_graph()}) {
        const std::vector<std::byte> bytes = to_bytes(graph);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            INFO(size << " bytes");
            const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            CHECK_THROWS_AS(load(cut), StorageError);
            std::istringstream stream(std::string(reinterpret_cast<const char*>(cut.data()), cut.size()));
            CHECK_THROWS_AS(load(stream), StorageError);
        }
        std::vector<std::byte> longer = bytes;
        longer.push_back(std::byte{0});
        CHECK_THAT(complaint(longer), ContainsSubstring("too long"));
    }
}

TEST_CASE("a file with any one bit flipped is refused, and so is one with two") {
    const std::vector<std::byte> bytes = to_bytes(guarded_graph());
    std::mt19937_64 random(test_seed());
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        INFO("bit " << bit % 8 << " of byte " << bit / 8 << ", seed " << test_seed());
        std::vector<std::byte> damaged = bytes;
        damaged[bit / 8] ^= std::byte{1} << (bit % 8);
        CHECK_THROWS_AS(load(damaged), StorageError);
        const std::size_t other = (bit + 1 + random() % (8 * bytes.size() - 1)) % (8 * bytes.size());
        damaged[other / 8] ^= std::byte{1} << (other % 8);
        CHECK_THROWS_AS(load(damaged), StorageError);
    }
}

TEST_CASE("random bytes are refused, also behind a right header and a right checksum") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    for (int i = 0; i < 3000; ++i) {
        HandMade noise;
        for (std::size_t k = random() % 200; k > 0; --k) noise.number(random(), 1);
        CHECK_THROWS_AS(load(noise.bytes()), StorageError);
        CHECK_THROWS_AS(load(noise.file()), StorageError);
        CHECK_THROWS_AS(load(file(no_operations(), noise)), StorageError);
    }
}

TEST_CASE("counts are checked before room is made for them") {
    const HandMade huge = HandMade().number(0xFFFFFFFF, 4);
    CHECK_THAT(complaint(file(huge, one_input())), ContainsSubstring("claims 4294967295"));
    CHECK_THAT(complaint(file(no_operations(), huge)), ContainsSubstring("claims 4294967295"));
    CHECK_THAT(complaint(file(no_operations(), one_input(), huge)), ContainsSubstring("claims 4294967295"));
    CHECK_THAT(complaint(file(no_operations(), one_input(), nothing(), huge)), ContainsSubstring("claims 4294967295"));
    CHECK_THAT(complaint(file(operation("sum", 0xFF), HandMade().number(1, 4).number(2, 2).number(0x7FFFFFFF, 4))),
               ContainsSubstring("claims 2147483647"));
    CHECK_THAT(complaint(HandMade().section("OPER", no_operations(), 1ULL << 63U).file()),
               ContainsSubstring("ends in the middle"));
    // a stream whose header claims 2^62 bytes
    HandMade header;
    header.number(0x89, 1).text("ADG\r\n\x1A\n").number(1, 4).number(1ULL << 62U, 8).text("a few bytes");
    const auto bytes = header.bytes();
    std::istringstream stream(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    CHECK_THROWS_WITH(load(stream), ContainsSubstring("cut off"));
}

TEST_CASE("what does not make a graph is refused with what is wrong, where, and what to do") {
    CHECK(complaint(file(no_operations(), one_input())).empty());
    CHECK_THAT(complaint(HandMade().text("not a graph at all").bytes()),
               ContainsSubstring("no graph stored by autodiff: a wrong byte stands at byte 0; check the file's name"));
    CHECK_THAT(complaint(HandMade().file(2)), ContainsSubstring("version 2") && ContainsSubstring("newer autodiff"));
    CHECK_THAT(complaint(file(operation("frobnicate", 1), one_input())),
               ContainsSubstring("\"frobnicate\", which this version does not have"));
    CHECK_THAT(complaint(file(operation("sin", 2), one_input())), ContainsSubstring("2 arguments in the file and 1"));
    CHECK_THAT(complaint(file(operation("sin", 1), one_input())), ContainsSubstring("no node uses"));
    CHECK_THAT(complaint(file(
                   HandMade().number(2, 4).number(3, 1).text("sin").number(1, 1).number(3, 1).text("sin").number(1, 1),
                   one_input())),
               ContainsSubstring("listed twice"));
    const HandMade of_itself = HandMade().number(2, 4).number(0, 2).number(2, 2).number(1, 4);
    CHECK_THAT(complaint(file(operation("sin", 1), of_itself)),
               ContainsSubstring("is node 1, and only 1 stand before it"));
    CHECK_THAT(complaint(file(no_operations(), HandMade().number(1, 4).number(7, 2))), ContainsSubstring("the code 7"));
    CHECK_THAT(complaint(file(no_operations(), one_input(), HandMade().number(1, 4).number(1, 4))),
               ContainsSubstring("an output is node 1"));
    CHECK_THAT(
        complaint(file(no_operations(), one_input(), nothing(), HandMade().number(1, 4).number(0, 4).number(1, 1))),
        ContainsSubstring("no comparison"));
    CHECK_THAT(
        complaint(file(no_operations(), one_input(), nothing(), HandMade().number(1, 4).number(0, 4).number(2, 1))),
        ContainsSubstring("neither 0 nor 1"));
    CHECK_THAT(complaint(file(no_operations(), HandMade(one_input()).number(0, 1))),
               ContainsSubstring("goes on for 1 bytes"));
}

TEST_CASE("a section of a later version is refused and not skipped") {
    HandMade later;
    later.section("OPER", no_operations()).section("UNIT", HandMade().number(1, 4));
    CHECK_THAT(complaint(later.file()), ContainsSubstring("a section \"UNIT\", which this version does not know"));
    HandMade at_the_end;
    at_the_end.section("OPER", no_operations())
        .section("NODE", one_input())
        .section("DATA", data(1))
        .section("OUTP", nothing())
        .section("GARD", nothing());
    CHECK(complaint(at_the_end.file()).empty());
    CHECK_THAT(complaint(HandMade(at_the_end).section("\x01\x02??", nothing()).file()), ContainsSubstring("\"????\""));
    CHECK_FALSE(complaint(HandMade(at_the_end).section("GARD", nothing()).file()).empty());
    CHECK_FALSE(complaint(HandMade(at_the_end).number(0, 2).file()).empty());
    const HandMade start = HandMade().section("OPER", no_operations()).section("NODE", one_input());
    CHECK_THAT(complaint(HandMade(start).section("DATA", data(2)).file()), ContainsSubstring("2 of 1 inputs are data"));
    CHECK_THAT(complaint(HandMade().section("NODE", one_input()).file()),
               ContainsSubstring("stands where \"OPER\" belongs"));
}

TEST_CASE("the checksum is the common CRC-32, and errors know their byte") {
    const auto check = HandMade().text("123456789").bytes();
    CHECK(storage::crc32(check) == 0xCBF43926U); // the check value of the CRC catalogues
    try {
        static_cast<void>(load(file(operation("frobnicate", 1), one_input())));
        FAIL("loaded");
    } catch (const StorageError& error) {
        CHECK(error.offset() == 36);
        CHECK_THAT(error.what(), ContainsSubstring("at byte 36"));
    }
}
