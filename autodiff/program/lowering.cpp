#include <autodiff/program/lowering.hpp>

#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/unique_nodes.hpp>
#include <autodiff/program/log_sums.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

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

/// The log_sum_exps some of whose partials, exp(x - log_sum_exp), are computed, too.
std::vector<bool> differentiated_log_sums(const Graph& graph) {
    std::vector<bool> result(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const Node& node = graph.node(static_cast<NodeId>(i));
        if (!node.is<ops::Exp>()) continue;
        const Node& exponent = graph.node(node.arguments[0]);
        if (exponent.is<ops::Subtract>() && graph.node(exponent.arguments[1]).is<ops::LogSumExp>())
            result[index(exponent.arguments[1])] = true;
    }
    return result;
}

/// x = factor * rest
struct Peeled {
    double factor;
    NodeId rest;
};

class Lowering {
  public:
    explicit Lowering(const Graph& source)
        : source_(source), varying_(varying_nodes(source)), divisions_(count_divisions(source)),
          log_sums_to_share_(differentiated_log_sums(source)) {}

    Graph result() {
        rebuild(source_, result_, [this](NodeId id, std::span<const NodeId> arguments) { return copy(id, arguments); });
        return prune(result_);
    }

  private:
    template <class Op, class... X>
    NodeId add(X... x) {
        return nodes_.add(ops::opcode<Op>, std::array{x...});
    }

    NodeId copy(NodeId id, std::span<const NodeId> x) {
        const Node& node = source_.node(id);
        if (!node.is_operation()) return passes::copy_node(node, x, nodes_, functions_);
        if (!varying_[index(id)]) return nodes_.add(node.opcode(), x);
        if (node.is<ops::Square>()) return product(x[0], x[0]);
        if (node.is<ops::Multiply>()) return product(x[0], x[1]);
        if (node.is<ops::ChainProduct>()) return product<ops::ChainProduct>(x[0], x[1]);
        if (node.is<ops::Negate>()) return scaled(-1, x[0]);
        if (node.is<ops::Divide>()) return quotient(id, x);
        if (node.is<ops::Sum>() && !x.empty()) return sum(x);
        if (node.is<ops::Dot>() && !x.empty()) return dot(x);
        if (log_sums_to_share_[index(id)]) return log_sums_.add(x);
        if (node.is<ops::Exp>())
            if (const auto share = log_sums_.share(x[0])) return *share;
        return nodes_.add(node.opcode(), x);
    }

    /// Constant factors are carried outwards to where they meet: in differentiated graphs most of them cancel there.
    /// Those of moderate size only, so that nothing overflows or underflows on the way.
    [[nodiscard]] Peeled peel(NodeId x) const {
        const Node& node = result_.node(x);
        if (node.is<ops::Negate>()) return {-1, node.arguments[0]};
        if (!node.is<ops::Multiply>() || !result_.node(node.arguments[0]).is_constant()) return {1, x};
        const double factor = result_.node(node.arguments[0]).constant();
        const bool moderate = std::abs(factor) >= 0x1p-60 && std::abs(factor) <= 0x1p60;
        return moderate ? Peeled{factor, node.arguments[1]} : Peeled{1, x};
    }
    NodeId scaled(double factor, NodeId x) {
        const Peeled inner = peel(x);
        if (factor * inner.factor == 1) return inner.rest;
        if (factor * inner.factor == -1) return add<ops::Negate>(inner.rest);
        return add<ops::Multiply>(nodes_.constant(factor * inner.factor), inner.rest);
    }
    template <class Op = ops::Multiply>
    NodeId product(NodeId x, NodeId y) {
        if (result_.node(x).is_constant() || result_.node(y).is_constant()) return add_with_constant_first<Op>(x, y);
        const Peeled a = peel(x);
        const Peeled b = peel(y);
        const NodeId rest = add<Op>(a.rest, b.rest);
        return a.factor * b.factor == 1 ? rest : scaled(a.factor * b.factor, rest);
    }
    template <class Op>
    NodeId add_with_constant_first(NodeId x, NodeId y) {
        if (!result_.node(x).is_constant()) std::swap(x, y);
        const double factor = result_.node(x).constant();
        const bool moderate = std::abs(factor) >= 0x1p-60 && std::abs(factor) <= 0x1p60;
        return moderate ? scaled(factor, y) : add<Op>(x, y);
    }

    NodeId quotient(NodeId id, std::span<const NodeId> x) {
        const NodeId divisor = source_.node(id).arguments[1];
        const bool shared = !varying_[index(divisor)] || divisions_[index(divisor)] > 1;
        if (!shared || is_one(x[0])) return nodes_.add(ops::opcode<ops::Divide>, x);
        return product(x[0], add<ops::Divide>(nodes_.constant(1), x[1]));
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
        NodeId total = product(x[0], x[half]);
        for (std::size_t i = 1; i < half; ++i) total = add<ops::Add>(total, product(x[i], x[i + half]));
        return total;
    }

    const Graph& source_;
    std::vector<bool> varying_;
    std::vector<std::uint32_t> divisions_;
    std::vector<bool> log_sums_to_share_;
    Graph result_;
    UniqueNodes nodes_{result_, source_.size()};
    LogSums log_sums_{nodes_};
    passes::Bodies bodies_{nullptr}; // are lowered when they are planned
    passes::FunctionNumbers functions_{source_, result_, bodies_};
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
