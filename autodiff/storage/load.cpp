#include <autodiff/storage/storage.hpp>

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/format.hpp>
#include <autodiff/storage/reader.hpp>

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <fstream>
#include <istream>
#include <optional>

namespace autodiff {

namespace {

using storage::Reader;
using storage::refuse;

/// Name as it may be shown: what a damaged file calls an operation can be anything.
std::string printable(std::string_view name) {
    std::string out;
    for (const char c : name) out += c >= ' ' && c <= '~' ? c : '?';
    return out;
}

std::optional<ops::Opcode> operation_called(std::string_view name) {
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i)
        if (notation(static_cast<ops::Opcode>(i)).name == name) return static_cast<ops::Opcode>(i);
    return std::nullopt;
}

ops::Opcode read_operation(Reader& in) {
    const std::size_t place = in.offset();
    const std::string_view name = in.text(in.number<std::uint8_t>("a name's length"), "an operation's name");
    const auto stored = in.number<std::uint8_t>("a number of arguments");
    const std::optional<ops::Opcode> operation = operation_called(name);
    if (!operation)
        refuse(place, fmt::format("there is an operation \"{}\", which this version does not have,", printable(name)),
               "read the file with the version of autodiff that wrote it, or a newer one");
    const int expected = arity(*operation);
    if (stored != (expected == ops::any_number ? storage::any_number : static_cast<std::uint8_t>(expected)))
        refuse(place,
               fmt::format("the operation \"{}\" has {} arguments in the file and {} in this version,", name, stored,
                           expected),
               "read the file with the version of autodiff that wrote it");
    return *operation;
}

std::vector<ops::Opcode> read_operations(Reader in) {
    std::vector<ops::Opcode> operations;
    for (auto left = in.count(2, "operations"); left > 0; --left) {
        const std::size_t place = in.offset();
        operations.push_back(read_operation(in));
        if (std::ranges::find(operations, operations.back()) != operations.end() - 1)
            refuse(place, fmt::format("the operation \"{}\" is listed twice", notation(operations.back()).name));
    }
    in.require_end();
    return operations;
}

/// A node that stands before node number `end`.
NodeId read_node_id(Reader& in, std::size_t end, std::string_view what) {
    const std::size_t place = in.offset();
    const auto number = in.number<std::uint32_t>(what);
    if (number >= end) refuse(place, fmt::format("{} is node {}, and only {} stand before it", what, number, end));
    return static_cast<NodeId>(number);
}

void read_operation_node(Reader& in, Graph& graph, ops::Opcode operation) {
    const int count = arity(operation);
    std::vector<NodeId> arguments(count == ops::any_number ? in.count(4, "arguments")
                                                           : static_cast<std::size_t>(count));
    for (NodeId& argument : arguments) argument = read_node_id(in, graph.size(), "an argument");
    graph.add(operation, arguments);
}

void read_nodes(Reader in, Graph& graph, std::span<const ops::Opcode> operations) {
    std::size_t used = 0; // operations of the table, which are in the order of their first use
    for (auto left = in.count(2, "nodes"); left > 0; --left) {
        const std::size_t place = in.offset();
        const auto code = in.number<std::uint16_t>("a node's code");
        if (code == storage::input_code) {
            graph.add_input();
        } else if (code == storage::constant_code) {
            graph.add_constant(std::bit_cast<double>(in.number<std::uint64_t>("a constant")));
        } else {
            const std::size_t row = code - std::size_t{storage::first_operation};
            if (row >= operations.size() || row > used)
                refuse(place,
                       fmt::format("node {} has the code {}, which is no operation of the table or one before its "
                                   "turn,",
                                   graph.size(), code));
            used = std::max(used, row + 1);
            read_operation_node(in, graph, operations[row]);
        }
    }
    if (used != operations.size()) refuse(in.offset(), "the table of operations has some that no node uses, found");
    in.require_end();
}

void read_data(Reader in, Graph& graph) {
    const std::size_t place = in.offset();
    const auto count = in.number<std::uint32_t>("the number of inputs that are data");
    if (count > graph.inputs().size())
        refuse(place, fmt::format("{} of {} inputs are data, as stated", count, graph.inputs().size()));
    graph.set_data_inputs(count);
    in.require_end();
}

void read_outputs(Reader in, Graph& graph) {
    for (auto left = in.count(4, "outputs"); left > 0; --left)
        graph.add_output(read_node_id(in, graph.size(), "an output"));
    in.require_end();
}

void read_guards(Reader in, Graph& graph) {
    for (auto left = in.count(5, "guards"); left > 0; --left) {
        const std::size_t place = in.offset();
        const NodeId comparison = read_node_id(in, graph.size(), "a guard's comparison");
        const auto taken = in.number<std::uint8_t>("a guard's outcome");
        if (taken > 1) refuse(place, fmt::format("a guard's outcome is {}, neither 0 nor 1,", taken));
        try {
            graph.add_guard(comparison, taken == 1);
        } catch (const GraphError&) {
            refuse(place, fmt::format("a guard names node {}, which is no comparison,", index(comparison)));
        }
    }
    in.require_end();
}

/// The section that has to come next.
Reader section(Reader& in, std::string_view expected) {
    const std::size_t place = in.offset();
    const std::string_view kind = in.text(4, "a section's kind");
    const auto size = in.number<std::uint64_t>("a section's size");
    if (std::ranges::find(storage::sections, kind) == storage::sections.end())
        refuse(place, fmt::format("there is a section \"{}\", which this version does not know,", printable(kind)),
               "read the file with the version of autodiff that wrote it, or a newer one");
    if (kind != expected) refuse(place, fmt::format("the section \"{}\" stands where \"{}\" belongs,", kind, expected));
    return in.part(size, fmt::format("the section \"{}\"", kind));
}

Graph read_sections(Reader in) {
    Graph graph;
    const std::vector<ops::Opcode> operations = read_operations(section(in, "OPER"));
    read_nodes(section(in, "NODE"), graph, operations);
    read_data(section(in, "DATA"), graph);
    read_outputs(section(in, "OUTP"), graph);
    read_guards(section(in, "GARD"), graph);
    // Whatever else stands there would be part of the function, too.
    if (in.left() > 0) static_cast<void>(section(in, "nothing"));
    return graph;
}

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
    return read_sections(Reader(content.subspan(storage::header_size), storage::header_size, "the file"));
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
