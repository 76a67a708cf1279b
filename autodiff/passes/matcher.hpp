#pragma once

#include <autodiff/passes/folder.hpp>

#include <array>
#include <optional>

namespace autodiff::passes {

inline constexpr NodeId unbound{0xFFFFFFFF};

/// t = factor * rest.
struct Peeled {
    double factor;
    NodeId rest;
};
/// t with one sign or constant factor less; nothing when it shows none.
[[nodiscard]] std::optional<Peeled> peel(const Folder& folder, NodeId t);

/// What the variables of a pattern stand for: nodes of the graph that is matched.
using Binding = std::array<NodeId, 3>;

/// Finds a pattern, a small graph whose inputs are its variables, at a node of the graph that `folder` builds.
class Matcher {
  public:
    Matcher(Folder& folder, const Graph& pattern) : folder_(folder), pattern_(pattern) {}

    /// The factor k with node = k * pattern(binding()), the node's operation being the pattern's (a sum and a
    /// difference are one operation here). Nothing when there is none.
    std::optional<double> match_root(NodeId node);
    /// Valid after a match.
    [[nodiscard]] const Binding& binding() const { return binding_; }

  private:
    using Factor = std::optional<double>;
    /// A summand, or one of a pattern: sign * node.
    struct Term {
        NodeId node;
        double sign;
    };

    // p is a node of the pattern, t one of the graph, and the answer k says that t = k p.
    Factor match(NodeId p, NodeId t);
    Factor match_variable(NodeId p, NodeId t);
    Factor match_operation(NodeId p, NodeId t);
    Factor match_arguments(const Node& pattern, const std::array<NodeId, 3>& t);
    Factor match_sum(const Node& pattern, const Node& sum);
    /// s.sign * s.node = k * p.sign * p.node, and with the same k for t and q.
    Factor match_terms(const Term& p, const Term& q, const Term& s, const Term& t);
    bool bind(std::size_t variable, NodeId t);
    [[nodiscard]] bool is_product_of_operations(const Node& pattern) const;

    static bool is_sum(const Node& node) { return node.is<ops::Add>() || node.is<ops::Subtract>(); }
    static std::array<Term, 2> terms(const Node& sum) {
        return {Term{sum.arguments[0], 1}, Term{sum.arguments[1], sum.is<ops::Subtract>() ? -1.0 : 1.0}};
    }
    Folder& folder_;
    const Graph& pattern_;
    Binding binding_{};
};

} // namespace autodiff::passes
