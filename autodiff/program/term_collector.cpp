#include <autodiff/program/term_collector.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::program {

namespace {

/// A sum of more terms is taken in pieces, or all of its operands would be alive at once.
constexpr std::size_t most_terms = 32;

bool is_product(TermKind kind) { return kind < TermKind::slot; }

} // namespace

UseCounts::UseCounts(const Graph& graph) : uses_(graph.size()) {
    for (std::size_t i = 0; i < graph.size(); ++i)
        for (const NodeId argument : graph.arguments(static_cast<NodeId>(i))) ++uses_[index(argument)];
    for (const NodeId output : graph.outputs()) ++uses_[index(output)];
    for (const Guard& guard : graph.guards()) ++uses_[index(guard.comparison)];
}

void TermCollector::add_product(const Node& node, bool minus) {
    NodeId x = node.arguments[0];
    NodeId y = node.arguments[1];
    if (!varying_[index(y)]) std::swap(x, y);
    const bool scaled = !varying_[index(x)];
    const TermKind kind = scaled ? (minus ? TermKind::minus_scaled : TermKind::scaled)
                                 : (minus ? TermKind::minus_product : TermKind::product);
    pending_.terms.push_back({kind, x, y});
}

void TermCollector::take(Signed part, NodeId root) {
    const Node& node = graph_.node(part.node);
    if (!varying_[index(part.node)]) {
        const std::uint32_t uniform = uniforms_.of(part.node);
        pending_.constant = part.minus                                ? uniforms_.difference(pending_.constant, uniform)
                            : pending_.constant == UniformNodes::zero ? uniform
                                                                      : uniforms_.sum(pending_.constant, uniform);
        return;
    }
    const bool own = part.node == root || uses_.once(part.node);
    const bool room = pending_.terms.size() + left_.size() < most_terms;
    if (own && is_sum(node) && (room || part.node == root)) {
        const bool flips = node.is<ops::Negate>() || node.is<ops::Subtract>();
        if (!node.is<ops::Negate>()) left_.push_back({node.arguments[0], part.minus});
        left_.push_back({node.arguments[node.is<ops::Negate>() ? 0 : 1], part.minus != flips});
    } else if (own && node.is<ops::Multiply>()) {
        add_product(node, part.minus);
    } else {
        pending_.terms.push_back({part.minus ? TermKind::minus_slot : TermKind::slot, part.node, part.node});
    }
}

Pending TermCollector::collect(NodeId root) {
    pending_ = {};
    left_.assign(1, {root, false});
    while (!left_.empty()) {
        const Signed part = left_.back();
        left_.pop_back();
        take(part, root);
    }
    const bool products = std::any_of(pending_.terms.begin(), pending_.terms.end(),
                                      [](const PendingTerm& term) { return is_product(term.kind); });
    const std::size_t parts = pending_.terms.size() + (pending_.constant == UniformNodes::zero ? 0 : 1);
    if (!products && parts <= 2 && !graph_.arguments(root).empty()) {
        // as it stands, unless it took something in
        const auto arguments = graph_.arguments(root);
        const bool itself = std::all_of(pending_.terms.begin(), pending_.terms.end(), [&](const PendingTerm& term) {
            return std::find(arguments.begin(), arguments.end(), term.y) != arguments.end();
        });
        if (itself) return {};
    }
    return std::exchange(pending_, {});
}

} // namespace autodiff::program
