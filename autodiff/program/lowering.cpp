#include <autodiff/program/lowering.hpp>

#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/unique_nodes.hpp>

#include <array>
#include <cstdint>

namespace autodiff::program {

namespace {

/// How many divisions divide by each node.
std::vector<std::uint32_t> count_divisions(const Graph& graph) {
    std::vector<std::uint32_t> divisions(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i)
        if (const Node& node = graph.node(static_cast<NodeId>(i)); node.is<ops::Divide>())
            ++divisions[index(node.arguments[1])];
    return divisions;
}

class Lowering {
  public:
    explicit Lowering(const Graph& source)
        : source_(source), varying_(varying_nodes(source)), divisions_(count_divisions(source)) {}

    Graph result() {
        rebuild(source_, result_, [this](NodeId id, std::span<const NodeId> arguments) { return copy(id, arguments); });
        return prune(result_);
    }

  private:
    template <class Op>
    NodeId add(NodeId x, NodeId y) {
        return nodes_.add(ops::opcode<Op>, std::array{x, y});
    }

    NodeId copy(NodeId id, std::span<const NodeId> x) {
        const Node& node = source_.node(id);
        if (node.is_constant()) return nodes_.constant(node.constant());
        if (!varying_[index(id)]) return nodes_.add(node.opcode(), x);
        if (node.is<ops::FusedMultiplyAdd>()) return add<ops::Add>(add<ops::Multiply>(x[0], x[1]), x[2]);
        if (node.is<ops::Square>()) return add<ops::Multiply>(x[0], x[0]);
        if (node.is<ops::Divide>()) return quotient(id, x);
        if (node.is<ops::Sum>() && !x.empty()) return sum(x);
        if (node.is<ops::Dot>() && !x.empty()) return dot(x);
        return nodes_.add(node.opcode(), x);
    }

    NodeId quotient(NodeId id, std::span<const NodeId> x) {
        const NodeId divisor = source_.node(id).arguments[1];
        const bool shared = !varying_[index(divisor)] || divisions_[index(divisor)] > 1;
        if (!shared || is_one(x[0])) return nodes_.add(ops::opcode<ops::Divide>, x);
        return add<ops::Multiply>(x[0], add<ops::Divide>(nodes_.constant(1), x[1]));
    }
    [[nodiscard]] bool is_one(NodeId x) const {
        return result_.node(x).is_constant() && result_.node(x).constant() == 1;
    }

    NodeId sum(std::span<const NodeId> x) {
        NodeId total = x[0];
        for (const NodeId term : x.subspan(1)) total = add<ops::Add>(total, term);
        return total;
    }
    NodeId dot(std::span<const NodeId> x) {
        const std::size_t half = x.size() / 2;
        NodeId total = add<ops::Multiply>(x[0], x[half]);
        for (std::size_t i = 1; i < half; ++i) total = add<ops::Add>(total, add<ops::Multiply>(x[i], x[i + half]));
        return total;
    }

    const Graph& source_;
    std::vector<bool> varying_;
    std::vector<std::uint32_t> divisions_;
    Graph result_;
    UniqueNodes nodes_{result_};
};

} // namespace

std::vector<bool> varying_nodes(const Graph& graph) {
    const std::size_t shared = graph.data_inputs() == 0 ? 0 : graph.parameters().size();
    std::vector<bool> varying(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        varying[i] = graph.node(id).is_input() && graph.node(id).input_number() >= shared;
        for (const NodeId argument : graph.arguments(id)) varying[i] = varying[i] || varying[index(argument)];
    }
    return varying;
}

Graph lower(const Graph& graph) { return Lowering(graph).result(); }

} // namespace autodiff::program
