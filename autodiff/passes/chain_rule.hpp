#pragma once

#include <autodiff/graph/symbol.hpp>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace autodiff::passes {

/// What is known of a derivative that a sweep carries, before its value is.
enum class Flow : std::uint8_t {
    none,      ///< it is zero: no term is needed
    plain,     ///< it is multiplied as it is
    zero_wins, ///< it may be zero where a partial is infinite, or infinite where one is zero: the zero wins
};

/// A derivative that a sweep carries to a node: `value` is there unless the flow is none.
struct Carried {
    Flow flow = Flow::none;
    Symbol value{};

    /// One more term; once a zero has to win, it has to in every product of the sum.
    void add(Flow term_flow, const Symbol& term) {
        value = flow == Flow::none ? term : Symbol(value + term);
        flow = flow == Flow::zero_wins ? flow : term_flow;
    }
};

/// The graph that grows by derivatives, and what both directions know about it. Its first nodes are those of `source`,
/// with inputs and guards, without outputs.
class ChainRule {
  public:
    /// `active`: which inputs derivatives are taken with respect to.
    ChainRule(const Graph& source, const std::vector<bool>& active);

    [[nodiscard]] const Graph& source() const { return source_; }
    [[nodiscard]] Graph& result() { return result_; }
    /// Depends on an active input.
    [[nodiscard]] bool active(NodeId node) const { return active_[index(node)]; }
    [[nodiscard]] bool branches(NodeId node) const;
    [[nodiscard]] bool steep(NodeId node) const;
    /// The nodes that are results of a call.
    [[nodiscard]] std::span<const NodeId> results(NodeId call) const;

    /// factor * d node / d argument k, or nothing when it is zero by the rule. With zero_wins, and where the operation
    /// is steep or branches, the product is one that lets a zero win.
    std::optional<Symbol> product(const Symbol& factor, NodeId node, std::size_t k, bool zero_wins);

    /// The node of the derivative, for the arguments of calls: zero where nothing is carried.
    NodeId node_of(const Carried& x);
    void output(const Carried& x) { result_.add_output(node_of(x)); }
    void keep_outputs() {
        for (const NodeId node : source_.outputs()) result_.add_output(node);
    }
    Graph take() { return std::move(result_); }

  private:
    [[nodiscard]] std::size_t code(NodeId node) const { return ops::index(source_.node(node).opcode()); }

    const Graph& source_;
    Graph result_;
    std::vector<bool> active_;
    std::unordered_map<NodeId, std::vector<NodeId>> results_;
    std::optional<NodeId> zero_;
    std::vector<Symbol> room_;
};

/// Which inputs of a graph are no data.
std::vector<bool> parameters_of(const Graph& graph);

} // namespace autodiff::passes
