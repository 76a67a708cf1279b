#include "catch.hpp"
#include "graph/random_graph.hpp"
#include "seed.hpp"
#include "storage/bytes.hpp"

#include <autodiff/storage/storage.hpp>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>

using namespace autodiff;
using namespace stored;

namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

/// Node by node, with the bits of constants.
bool same(const Graph& a, const Graph& b) {
    if (a.size() != b.size() || a.data_inputs() != b.data_inputs() || !std::ranges::equal(a.outputs(), b.outputs()) ||
        !std::ranges::equal(a.inputs(), b.inputs()) || !std::ranges::equal(a.guards(), b.guards()))
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (a.node(id).code != b.node(id).code || !std::ranges::equal(a.arguments(id), b.arguments(id))) return false;
        if (a.node(id).is_constant() && bits(a.node(id).constant()) != bits(b.node(id).constant())) return false;
    }
    return true;
}

/// A folder that is gone with the object.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / "autodiff_storage_test";
    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directory(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

} // namespace

TEST_CASE("a stored graph comes back bit for bit, whatever it is made of") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    const double payload = std::bit_cast<double>(std::uint64_t{0xFFF8DEADBEEF0001});
    const std::vector<double> constants{0.0, -0.0, payload, 0.1, std::numeric_limits<double>::infinity(), 5e-324};
    for (int i = 0; i < 200; ++i) {
        const std::vector<double> x{0.5, -1.25, 3};
        const Graph graph =
            random_graph::make(x, static_cast<std::size_t>(i), random_graph::all_operations(), constants, random);
        const std::vector<std::byte> bytes = to_bytes(graph);
        const Graph back = load(bytes);
        REQUIRE(same(graph, back));
        REQUIRE(to_bytes(back) == bytes);
    }
    CHECK(same(load(to_bytes(Graph())), Graph()));
}

TEST_CASE("a file holds the graph, and a stream several") {
    const Folder folder;
    const std::filesystem::path file = folder.path / "sine.adg";
    const Graph first = small_graph(), second = guarded_graph();
    save(first, file);
    save(second, file); // replaced
    CHECK(same(load(file), second));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);

    std::stringstream stream;
    save(first, stream);
    save(second, stream);
    stream << "and more";
    CHECK(same(load(stream), first));
    CHECK(same(load(stream), second));
    std::string rest;
    std::getline(stream, rest);
    CHECK(rest == "and more");
}

TEST_CASE("files that cannot be opened or written are errors that name them, and leave nothing behind") {
    const Folder folder;
    CHECK_THROWS_WITH(load(folder.path / "none.adg"), Catch::Matchers::ContainsSubstring("none.adg does not open"));
    CHECK_THROWS_WITH(save(small_graph(), folder.path / "no_folder" / "a.adg"),
                      Catch::Matchers::ContainsSubstring("a.adg"));
    std::filesystem::create_directory(folder.path / "taken");
    CHECK_THROWS_AS(save(small_graph(), folder.path / "taken"), StorageError);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
    std::ofstream closed;
    CHECK_THROWS_AS(save(small_graph(), closed), StorageError);

    save(small_graph(), folder.path / "long.adg");
    std::ofstream(folder.path / "long.adg", std::ios::app | std::ios::binary) << 'x';
    CHECK_THROWS_WITH(load(folder.path / "long.adg"), Catch::Matchers::ContainsSubstring("goes on after the end"));
    std::ofstream(folder.path / "empty.adg");
    CHECK_THROWS_AS(load(folder.path / "empty.adg"), StorageError);
}

TEST_CASE("the bytes of a graph are those that the format's description shows") {
    // sin(x0) * 1.5 in version 1: this must never change
    // clang-format off
    const std::vector<unsigned> expected{
        0x89, 'A', 'D', 'G', '\r', '\n', 0x1A, '\n', 1, 0, 0, 0, 146, 0, 0, 0, 0, 0, 0, 0, // header
        'O', 'P', 'E', 'R', 14, 0, 0, 0, 0, 0, 0, 0, // operations
        2, 0, 0, 0, 3, 's', 'i', 'n', 1, 3, 'm', 'u', 'l', 2,
        'N', 'O', 'D', 'E', 32, 0, 0, 0, 0, 0, 0, 0, // nodes
        4, 0, 0, 0,
        0, 0,                                        // x0
        2, 0, 0, 0, 0, 0,                            // sin(node 0)
        1, 0, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F,          // 1.5
        3, 0, 1, 0, 0, 0, 2, 0, 0, 0,                // node 1 * node 2
        'D', 'A', 'T', 'A', 4, 0, 0, 0, 0, 0, 0, 0,  // inputs that are data
        0, 0, 0, 0,
        'O', 'U', 'T', 'P', 8, 0, 0, 0, 0, 0, 0, 0,  // outputs
        1, 0, 0, 0, 3, 0, 0, 0,
        'G', 'A', 'R', 'D', 4, 0, 0, 0, 0, 0, 0, 0,  // guards
        0, 0, 0, 0};
    // clang-format on
    const std::vector<std::byte> bytes = to_bytes(small_graph());
    REQUIRE(bytes.size() == expected.size() + 4);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO("byte " << i);
        CHECK(std::to_integer<unsigned>(bytes[i]) == expected[i]);
    }
}
