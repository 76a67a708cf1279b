// Any bytes, read as a stored graph: a graph that is stored as the same bytes and runs, or a StorageError. Since a
// checksum would keep nearly everything out, the bytes are also read as the sections of a file whose header and
// checksum are right.
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/format.hpp>
#include <autodiff/storage/storage.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace autodiff;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

void append(std::vector<std::byte>& bytes, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
}

/// The bytes between a right header and a right checksum.
std::vector<std::byte> framed(const std::vector<std::byte>& sections) {
    std::vector<std::byte> bytes;
    for (const unsigned char byte : storage::magic) append(bytes, byte, 1);
    append(bytes, storage_version, 4);
    append(bytes, storage::header_size + sections.size() + storage::checksum_size, 8);
    bytes.insert(bytes.end(), sections.begin(), sections.end());
    append(bytes, storage::crc32(bytes), 4);
    return bytes;
}

/// Values of polygamma of large order take seconds, and graphs that call others twice, or in loops, take any time: that
/// says nothing about reading.
bool takes_long(const Graph& graph) {
    return graph.nesting() > 0 ||
           std::ranges::any_of(graph.nodes(), [](const Node& node) { return node.is<ops::Polygamma>(); });
}

void check_message(const StorageError& error, std::size_t size) {
    const std::string message = error.what();
    require(message.starts_with("load: ") && message.ends_with('.'), "the message is a sentence");
    require(std::ranges::all_of(message, [](char c) { return c >= ' ' && c <= '~'; }), "a message can be printed");
    require(error.offset() <= size, "the place is in the file");
}

void check(const std::vector<std::byte>& bytes) {
    try {
        const Graph graph = load(bytes);
        require(to_bytes(graph) == bytes, "a graph has one form");
        static_cast<void>(to_text(graph));
        if (!takes_long(graph)) static_cast<void>(node_values(graph, std::vector<double>(graph.inputs().size(), 0.75)));
    } catch (const StorageError& error) { check_message(error, bytes.size()); }
    std::istringstream stream(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    try {
        static_cast<void>(load(stream));
    } catch (const StorageError& error) { check_message(error, bytes.size()); }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::byte> bytes(size);
    std::transform(data, data + size, bytes.begin(), [](std::uint8_t byte) { return static_cast<std::byte>(byte); });
    check(bytes);
    check(framed(bytes));
    return 0;
}
