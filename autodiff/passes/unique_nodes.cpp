#include <autodiff/passes/unique_nodes.hpp>

#include <algorithm>

namespace autodiff {

namespace {

template <class Op>
struct Commutes {
    static constexpr bool value = Op::commutes && Op::arity == 2;
};

bool commutes(std::uint16_t code) { return code < ops::Catalogue::size && ops::catalogue_table<Commutes>[code]; }

/// The finalizer of splitmix64 (Steele, Lea, Flood 2014): every bit of the argument reaches every bit of the result.
std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

std::uint32_t hash(std::uint16_t code, std::span<const NodeId> arguments, NodeId detail) {
    std::uint64_t h = static_cast<std::uint64_t>(index(detail)) << 16 | code;
    if (commutes(code)) {
        const auto [low, high] = std::minmax(arguments[0], arguments[1]);
        h = mix(h + 1) ^ (static_cast<std::uint64_t>(index(high)) << 32 | index(low));
    } else {
        for (const NodeId argument : arguments) h = mix(h + 1) ^ index(argument);
    }
    return static_cast<std::uint32_t>(mix(h));
}

} // namespace

bool UniqueNodes::same(NodeId node, std::uint16_t code, std::span<const NodeId> arguments, NodeId detail) const {
    const Node& n = graph_.node(node);
    if (n.code != code) return false;
    if ((n.is_call() && n.arguments[2] != detail) || (n.is_result() && n.arguments[1] != detail)) return false;
    const auto present = n.is_constant() ? std::span(n.arguments).first(2) : graph_.arguments(node);
    if (std::ranges::equal(present, arguments)) return true;
    return commutes(code) && present[0] == arguments[1] && present[1] == arguments[0];
}

UniqueNodes::Slot& UniqueNodes::slot(std::uint16_t code, std::span<const NodeId> arguments, NodeId detail) {
    const std::uint32_t h = hash(code, arguments, detail);
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = h & mask;
    while (slots_[i].node != empty && !(slots_[i].hash == h && same(slots_[i].node, code, arguments, detail)))
        i = (i + 1) & mask;
    slots_[i].hash = h;
    return slots_[i];
}

void UniqueNodes::grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& full : old) {
        if (full.node == empty) continue;
        std::size_t i = full.hash & mask;
        while (slots_[i].node != empty) i = (i + 1) & mask;
        slots_[i] = full;
    }
}

NodeId UniqueNodes::place(Slot& slot, NodeId node) {
    slot.node = node;
    if (2 * ++taken_ > slots_.size()) grow();
    return node;
}

NodeId UniqueNodes::constant(double value) {
    const Node node = Node::make_constant(value);
    Slot& found = slot(node.code, std::span(node.arguments).first(2));
    return found.node != empty ? found.node : place(found, graph_.add_constant(value));
}

NodeId UniqueNodes::add(ops::Opcode operation, std::span<const NodeId> arguments) {
    Slot& found = slot(static_cast<std::uint16_t>(operation), arguments);
    return found.node != empty ? found.node : place(found, graph_.add(operation, arguments));
}

NodeId UniqueNodes::call(std::uint32_t function, std::span<const NodeId> arguments) {
    Slot& found = slot(Node::call_code, arguments, static_cast<NodeId>(function));
    return found.node != empty ? found.node : place(found, graph_.add_call(function, arguments));
}

NodeId UniqueNodes::result(NodeId call, std::size_t number) {
    Slot& found = slot(Node::result_code, std::span(&call, 1), static_cast<NodeId>(number));
    return found.node != empty ? found.node : place(found, graph_.add_result(call, number));
}

} // namespace autodiff
