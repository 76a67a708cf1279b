#include <autodiff/storage/storage.hpp>

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/format.hpp>
#include <autodiff/storage/graph_reader.hpp>
#include <autodiff/storage/reader.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <istream>

namespace autodiff {

namespace {

using storage::Reader;
using storage::refuse;

/// The size of the whole file, as its header has it.
std::uint64_t read_header(std::span<const std::byte> bytes) {
    Reader in(bytes.first(std::min(bytes.size(), storage::header_size)), 0, "the header");
    for (std::size_t i = 0; i < storage::magic.size(); ++i)
        if (in.number<std::uint8_t>("the first eight bytes") != storage::magic[i])
            refuse(i, "this is no graph stored by autodiff: a wrong byte stands",
                   "check the file's name, and that it was not transferred as text");
    const auto version = in.number<std::uint32_t>("the version");
    if (version == 0 || version > storage_version)
        refuse(
            storage::magic.size(),
            fmt::format("the file has version {} of the format and this version of autodiff reads up to {}, which is "
                        "found",
                        version, storage_version),
            "read it with a newer autodiff, or save the graph again with this one");
    return in.number<std::uint64_t>("the size");
}

[[noreturn]] void refuse_size(std::size_t size, std::uint64_t stated) {
    refuse(std::min<std::uint64_t>(size, stated),
           fmt::format("the file is {}: it has {} bytes and its header says {}, which shows",
                       size < stated ? "cut off" : "too long", size, stated));
}

} // namespace

Graph load(std::span<const std::byte> bytes) {
    const std::uint64_t size = read_header(bytes);
    if (size != bytes.size() || size < storage::header_size + storage::checksum_size) refuse_size(bytes.size(), size);
    const auto content = bytes.first(bytes.size() - storage::checksum_size);
    const auto stored =
        Reader(bytes.last(storage::checksum_size), content.size(), "the file").number<std::uint32_t>("the checksum");
    if (const std::uint32_t computed = storage::crc32(content); computed != stored)
        refuse(content.size(),
               fmt::format("the checksum is {:08x} and the content's is {:08x}, as found", stored, computed));
    storage::StoredGraph stored_graph =
        storage::read_sections(Reader(content.subspan(storage::header_size), storage::header_size, "the file"));
    if (stored_graph.calls && !std::ranges::equal(to_bytes(stored_graph.graph), bytes))
        refuse(storage::header_size, "the graph is not stored in the form that save gives it, as found");
    return std::move(stored_graph.graph);
}

Graph load(std::istream& in) {
    std::vector<std::byte> bytes;
    // In pieces, so that a size that is not true costs no more memory than the stream has bytes.
    const auto read = [&](std::uint64_t size) {
        constexpr std::uint64_t piece = 1U << 16U;
        while (bytes.size() < size) {
            const std::size_t had = bytes.size();
            const auto more = static_cast<std::size_t>(std::min(piece, size - had));
            bytes.resize(had + more);
            in.read(reinterpret_cast<char*>(bytes.data() + had), static_cast<std::streamsize>(more));
            bytes.resize(had + static_cast<std::size_t>(in.gcount()));
            if (!in) return;
        }
    };
    read(storage::header_size);
    read(read_header(bytes));
    return load(bytes);
}

Graph load(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw StorageError(fmt::format("load: {} does not open; check its name and its rights.", file.string()));
    try {
        Graph graph = load(in);
        const auto place = static_cast<std::size_t>(in.tellg());
        if (in.peek() != std::ifstream::traits_type::eof())
            refuse(place, "the file goes on after the end of its graph");
        return graph;
    } catch (const StorageError& error) {
        throw StorageError(fmt::format("{} (file {})", error.what(), file.string()), error.offset());
    }
}

} // namespace autodiff
