#include <autodiff/storage/storage.hpp>

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/format.hpp>

#include <bit>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <ostream>
#include <system_error>

namespace autodiff {

namespace {

/// Bytes that grow at the end; numbers go in with their lowest byte first.
class Writer {
  public:
    template <class T>
    void number(T value) {
        for (std::size_t i = 0; i < sizeof value; ++i) bytes_.push_back(byte(value, i));
    }
    void text(std::string_view characters) {
        for (const char c : characters) bytes_.push_back(static_cast<std::byte>(c));
    }
    /// Puts a number where room was left for it.
    template <class T>
    void put(std::size_t offset, T value) {
        for (std::size_t i = 0; i < sizeof value; ++i) bytes_[offset + i] = byte(value, i);
    }

    /// A section, whose content write() appends.
    template <class Write>
    void section(std::string_view kind, Write write) {
        text(kind);
        number(std::uint64_t{0});
        const std::size_t begin = bytes_.size();
        write();
        put(begin - sizeof(std::uint64_t), static_cast<std::uint64_t>(bytes_.size() - begin));
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    std::vector<std::byte>& bytes() { return bytes_; }

  private:
    template <class T>
    static std::byte byte(T value, std::size_t i) {
        return static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i));
    }

    std::vector<std::byte> bytes_;
};

std::uint32_t number_of(NodeId node) { return static_cast<std::uint32_t>(index(node)); }
std::uint32_t count_of(std::size_t count) { return static_cast<std::uint32_t>(count); }

/// The operations that the graph uses, numbered in the order of their first use.
class OperationTable {
  public:
    explicit OperationTable(const Graph& graph) {
        for (const Node& node : graph.nodes()) {
            if (!node.is_operation()) continue;
            if (numbers_.try_emplace(node.opcode(), operations_.size()).second) operations_.push_back(node.opcode());
        }
    }
    [[nodiscard]] std::uint16_t code(ops::Opcode operation) const {
        return static_cast<std::uint16_t>(storage::first_operation + numbers_.at(operation));
    }
    void write(Writer& out) const {
        out.number(count_of(operations_.size()));
        for (const ops::Opcode operation : operations_) {
            const std::string_view name = notation(operation).name;
            out.number(static_cast<std::uint8_t>(name.size()));
            out.text(name);
            const int count = arity(operation);
            out.number(count == ops::any_number ? storage::any_number : static_cast<std::uint8_t>(count));
        }
    }

  private:
    std::vector<ops::Opcode> operations_;
    std::map<ops::Opcode, std::size_t> numbers_;
};

void write_nodes(Writer& out, const Graph& graph, const OperationTable& operations) {
    out.number(count_of(graph.size()));
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_input()) {
            out.number(storage::input_code);
        } else if (node.is_constant()) {
            out.number(storage::constant_code);
            out.number(std::bit_cast<std::uint64_t>(node.constant()));
        } else if (!node.is_operation()) {
            throw StorageError(fmt::format("save: node {} is part of a call of another graph, which version {} of the "
                                           "format has no form for; save inline_calls(graph), the same function "
                                           "without calls.",
                                           i, storage_version));
        } else {
            out.number(operations.code(node.opcode()));
            const auto arguments = graph.arguments(id);
            if (arity(node.opcode()) == ops::any_number) out.number(count_of(arguments.size()));
            for (const NodeId argument : arguments) out.number(number_of(argument));
        }
    }
}

} // namespace

std::vector<std::byte> to_bytes(const Graph& graph) {
    Writer out;
    for (const unsigned char byte : storage::magic) out.number(byte);
    out.number(storage_version);
    out.number(std::uint64_t{0});
    const OperationTable operations(graph);
    out.section("OPER", [&] { operations.write(out); });
    out.section("NODE", [&] { write_nodes(out, graph, operations); });
    out.section("DATA", [&] { out.number(count_of(graph.data_inputs())); });
    out.section("OUTP", [&] {
        out.number(count_of(graph.outputs().size()));
        for (const NodeId output : graph.outputs()) out.number(number_of(output));
    });
    out.section("GARD", [&] {
        out.number(count_of(graph.guards().size()));
        for (const Guard& guard : graph.guards()) {
            out.number(number_of(guard.comparison));
            out.number(static_cast<std::uint8_t>(guard.taken ? 1 : 0));
        }
    });
    out.put(storage::magic.size() + sizeof storage_version,
            static_cast<std::uint64_t>(out.size() + storage::checksum_size));
    out.number(storage::crc32(out.bytes()));
    return std::move(out.bytes());
}

void save(const Graph& graph, std::ostream& out) {
    const std::vector<std::byte> bytes = to_bytes(graph);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw StorageError(fmt::format("save: the stream did not take the graph's {} bytes; look for a full disk or a "
                                       "stream that is not open.",
                                       bytes.size()));
}

void save(const Graph& graph, const std::filesystem::path& file) {
    // Beside its place first, so that nobody ever reads half a file.
    std::filesystem::path unfinished = file;
    unfinished += ".unfinished";
    const auto refuse = [&](std::string_view why) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        throw StorageError(fmt::format("save: cannot write {}: {}; check the folder, its rights and the space left.",
                                       file.string(), why));
    };
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    if (!out) refuse("it does not open");
    const std::vector<std::byte> bytes = to_bytes(graph);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) refuse("not all of it was written");
    std::error_code error;
    std::filesystem::rename(unfinished, file, error);
    if (error) refuse(error.message());
}

} // namespace autodiff
