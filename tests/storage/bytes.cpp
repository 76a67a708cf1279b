#include "bytes.hpp"

#include <autodiff/storage/checksum.hpp>
#include <autodiff/storage/storage.hpp>

namespace stored {

using namespace autodiff;

Graph small_graph() {
    Graph graph;
    const NodeId sine = graph.add<ops::Sin>({graph.add_input()});
    graph.add_output(graph.add<ops::Multiply>({sine, graph.add_constant(1.5)}));
    return graph;
}

Graph guarded_graph() {
    Graph graph;
    const NodeId x = graph.add_input(), y = graph.add_input();
    const NodeId less = graph.add<ops::Less>({x, y});
    const NodeId sum = graph.add<ops::Sum>({x, y, graph.add_constant(-0.0), graph.add<ops::Sum>({})});
    graph.add_guard(less, true);
    graph.add_guard(graph.add<ops::Equal>({sum, y}), false);
    graph.add_output(graph.add<ops::Select>({less, sum, y}));
    graph.add_output(x);
    graph.set_data_inputs(1);
    return graph;
}

HandMade& HandMade::text(std::string_view characters) {
    for (const char c : characters) bytes_.push_back(static_cast<std::byte>(c));
    return *this;
}

HandMade& HandMade::number(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
    return *this;
}

HandMade& HandMade::section(std::string_view kind, const HandMade& content) {
    return section(kind, content, content.bytes_.size());
}

HandMade& HandMade::section(std::string_view kind, const HandMade& content, std::uint64_t stated) {
    text(kind).number(stated, 8);
    bytes_.insert(bytes_.end(), content.bytes_.begin(), content.bytes_.end());
    return *this;
}

std::vector<std::byte> HandMade::file(std::uint32_t version) const {
    HandMade whole;
    whole.number(0x89, 1).text("ADG\r\n\x1A\n").number(version, 4).number(bytes_.size() + 24, 8);
    whole.bytes_.insert(whole.bytes_.end(), bytes_.begin(), bytes_.end());
    whole.number(storage::crc32(whole.bytes_), 4);
    return whole.bytes_;
}

std::string complaint(const std::vector<std::byte>& bytes) {
    try {
        static_cast<void>(load(bytes));
    } catch (const StorageError& error) { return error.what(); }
    return {};
}

} // namespace stored
