#include <autodiff/passes/unique_nodes.hpp>

#include <algorithm>

namespace autodiff {

namespace {

template <class Op>
struct Commutes {
    static constexpr bool value = Op::commutes && Op::arity == 2;
};

bool commutes(std::uint16_t code) {
    return code < ops::Catalogue::size && ops::catalogue_table<Commutes>[code];
}

/// The finalizer of splitmix64 (Steele, Lea, Flood 2014): every bit of the argument reaches every bit of the result.
std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

std::uint64_t hash(std::uint16_t code, std::span<const NodeId> arguments) {
    std::uint64_t h = code;
    if (commutes(code)) {
        const auto [low, high] = std::minmax(arguments[0], arguments[1]);
        return mix(mix(h + 1) ^ (static_cast<std::uint64_t>(index(high)) << 32 | index(low)));
    }
    for (const NodeId argument : arguments) h = mix(h + 1) ^ index(argument);
    return mix(h);
}

} // namespace

std::span<const NodeId> UniqueNodes::content(NodeId node) const {
    const Node& n = graph_.node(node);
    return n.is_constant() ? std::span(n.arguments).first(2) : graph_.arguments(node);
}

bool UniqueNodes::same(NodeId node, std::uint16_t code, std::span<const NodeId> arguments) const {
    if (graph_.node(node).code != code) return false;
    const auto present = content(node);
    if (std::ranges::equal(present, arguments)) return true;
    return commutes(code) && present[0] == arguments[1] && present[1] == arguments[0];
}

NodeId& UniqueNodes::slot(std::uint16_t code, std::span<const NodeId> arguments) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash(code, arguments) & mask;
    while (slots_[i] != empty && !same(slots_[i], code, arguments)) i = (i + 1) & mask;
    return slots_[i];
}

void UniqueNodes::grow() {
    std::vector<NodeId> old(2 * slots_.size(), empty);
    old.swap(slots_);
    for (const NodeId node : old)
        if (node != empty) slot(graph_.node(node).code, content(node)) = node;
}

NodeId UniqueNodes::place(NodeId& slot, NodeId node) {
    slot = node;
    if (2 * ++taken_ > slots_.size()) grow();
    return node;
}

NodeId UniqueNodes::constant(double value) {
    const Node node = Node::make_constant(value);
    NodeId& found = slot(node.code, std::span(node.arguments).first(2));
    return found != empty ? found : place(found, graph_.add_constant(value));
}

NodeId UniqueNodes::add(ops::Opcode operation, std::span<const NodeId> arguments) {
    NodeId& found = slot(static_cast<std::uint16_t>(operation), arguments);
    return found != empty ? found : place(found, graph_.add(operation, arguments));
}

} // namespace autodiff
