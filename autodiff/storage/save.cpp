#include <autodiff/storage/storage.hpp>

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/format.hpp>
#include <autodiff/storage/writer.hpp>

#include <bit>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <system_error>

namespace autodiff {

namespace {

using storage::Writer;

std::uint32_t number_of(NodeId node) { return static_cast<std::uint32_t>(index(node)); }
std::uint32_t count_of(std::size_t count) { return static_cast<std::uint32_t>(count); }

/// The graphs that a graph calls and that those call, each after all that it calls itself.
class CalledGraphs {
  public:
    explicit CalledGraphs(const Graph& graph) { add_called_by(graph); }
    [[nodiscard]] const std::vector<const Graph*>& graphs() const { return graphs_; }

  private:
    void add_called_by(const Graph& graph) {
        for (const GraphFunction& function : graph.functions())
            for (const Graph* called : {function.body.get(), function.adjoint.get()})
                if (called != nullptr && known_.insert(called).second) {
                    add_called_by(*called); // graphs are nested at most 100 deep
                    graphs_.push_back(called);
                }
    }

    std::vector<const Graph*> graphs_;
    std::set<const Graph*> known_;
};

/// The operations that graphs use, numbered in the order of their first use.
class OperationTable {
  public:
    void add_operations_of(const Graph& graph) {
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

/// Writes a graph and all that it calls, what is equal once.
class GraphWriter {
  public:
    explicit GraphWriter(Writer& out) : out_(out) {}

    /// All sections of a file.
    void write_all(const Graph& graph) {
        const CalledGraphs called(graph);
        for (const Graph* each : called.graphs()) operations_.add_operations_of(*each);
        operations_.add_operations_of(graph);
        out_.section("OPER", [&] { operations_.write(out_); });
        for (const Graph* each : called.graphs()) write_called(*each);
        write(out_, graph);
    }

  private:
    void write_called(const Graph& graph) {
        Writer content;
        write(content, graph);
        const auto [known, fresh] = bodies_.try_emplace(content.characters(), count_of(bodies_.size()));
        if (fresh) out_.section("BODY", [&] { out_.append(content.bytes()); });
        body_numbers_[&graph] = known->second;
    }

    void write(Writer& out, const Graph& graph) {
        if (!graph.functions().empty()) out.section("FUNC", [&] { write_functions(out, graph); });
        out.section("NODE", [&] { write_nodes(out, graph); });
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
    }

    /// Different ones only; leaves in function_numbers_ which one each of the graph's is.
    void write_functions(Writer& out, const Graph& graph) {
        std::map<std::string, std::uint32_t> known;
        Writer content;
        function_numbers_.clear();
        for (const GraphFunction& function : graph.functions()) {
            Writer one;
            one.number(static_cast<std::uint8_t>(function.kind));
            one.number(body_numbers_.at(function.body.get()));
            one.number(function.steps);
            one.number(function.shared);
            if (function.adjoint != nullptr) one.number(body_numbers_.at(function.adjoint.get()));
            const auto [found, fresh] = known.try_emplace(one.characters(), count_of(known.size()));
            if (fresh) content.append(one.bytes());
            function_numbers_.push_back(found->second);
        }
        if (known.size() > storage::most_functions)
            throw StorageError(fmt::format("save: a graph calls {} different functions and the format has room for {}; "
                                           "save inline_calls(graph), the same function without calls.",
                                           known.size(), storage::most_functions));
        out.number(count_of(known.size()));
        out.append(content.bytes());
    }

    void write_nodes(Writer& out, const Graph& graph) {
        out.number(count_of(graph.size()));
        for (std::size_t i = 0; i < graph.size(); ++i) write_node(out, graph, static_cast<NodeId>(i));
    }

    void write_node(Writer& out, const Graph& graph, NodeId id) {
        const Node& node = graph.node(id);
        if (node.is_input()) {
            out.number(storage::input_code);
        } else if (node.is_constant()) {
            out.number(storage::constant_code);
            out.number(std::bit_cast<std::uint64_t>(node.constant()));
        } else if (node.is_result()) {
            out.number(storage::result_code);
            out.number(number_of(node.arguments[0]));
            out.number(count_of(node.result_number()));
        } else if (node.is_call()) {
            out.number(storage::call_code);
            out.number(function_numbers_[node.function()]);
            write_arguments(out, graph.arguments(id), true);
        } else {
            out.number(operations_.code(node.opcode()));
            write_arguments(out, graph.arguments(id), arity(node.opcode()) == ops::any_number);
        }
    }

    static void write_arguments(Writer& out, std::span<const NodeId> arguments, bool counted) {
        if (counted) out.number(count_of(arguments.size()));
        for (const NodeId argument : arguments) out.number(number_of(argument));
    }

    Writer& out_;
    OperationTable operations_;
    std::map<std::string, std::uint32_t> bodies_; ///< number of each content of a body
    std::map<const Graph*, std::uint32_t> body_numbers_;
    std::vector<std::uint32_t> function_numbers_; ///< of the graph that is being written
};

} // namespace

std::vector<std::byte> to_bytes(const Graph& graph) {
    Writer out;
    for (const unsigned char byte : storage::magic) out.number(byte);
    out.number(storage_version);
    out.number(std::uint64_t{0});
    GraphWriter(out).write_all(graph);
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
