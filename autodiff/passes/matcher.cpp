#include <autodiff/passes/matcher.hpp>

#include <cmath>
#include <utility>

namespace autodiff::passes {

namespace {

template <class Op>
struct Commutes {
    static constexpr bool value = Op::commutes;
};

} // namespace

std::optional<Peeled> peel(const Folder& folder, NodeId t) {
    const Node& node = folder.node(t);
    if (node.is<ops::Negate>()) return Peeled{-1, node.arguments[0]};
    if (!node.is<ops::Multiply>()) return {};
    if (const auto c = folder.number(node.arguments[0])) return Peeled{*c, node.arguments[1]};
    if (const auto c = folder.number(node.arguments[1])) return Peeled{*c, node.arguments[0]};
    return {};
}

std::optional<double> Matcher::match_root(NodeId node) {
    binding_.fill(unbound);
    const Factor k = match_operation(pattern_.outputs().front(), node);
    return k && *k != 0 && std::isfinite(*k) ? k : std::nullopt;
}

bool Matcher::bind(std::size_t variable, NodeId t) {
    if (binding_[variable] == unbound) binding_[variable] = t;
    return binding_[variable] == t;
}

Matcher::Factor Matcher::match_variable(NodeId p, NodeId t) {
    return bind(pattern_.node(p).input_number(), t) ? Factor(1) : std::nullopt;
}

Matcher::Factor Matcher::match(NodeId p, NodeId t) {
    const Node& node = pattern_.node(p);
    if (node.is_input()) return match_variable(p, t);
    if (node.is_constant()) {
        const auto c = folder_.number(t);
        if (!c || (*c == 0) != (node.constant() == 0)) return {};
        return *c == 0 ? 1 : *c / node.constant();
    }
    // -x is what the negation of t, in its simplest spelling, is bound to
    if (node.is<ops::Negate>() && pattern_.node(node.arguments[0]).is_input())
        return match_variable(node.arguments[0], folder_.negative(t));
    const Binding before = binding_;
    if (const Factor k = match_operation(p, t)) return k;
    binding_ = before;
    const auto peeled = peel(folder_, t);
    if (!peeled) return {};
    const Factor k = match(p, peeled->rest);
    return k ? Factor(*k * peeled->factor) : std::nullopt;
}

Matcher::Factor Matcher::match_operation(NodeId p, NodeId t) {
    const Node& pattern = pattern_.node(p);
    const Node node = folder_.node(t); // a copy: matching may add nodes
    if (is_sum(pattern)) return is_sum(node) ? match_sum(pattern, node) : std::nullopt;
    if (pattern.code != node.code && !(node.is<ops::ChainProduct>() && is_product_of_operations(pattern))) return {};
    std::array<NodeId, 3> arguments = node.arguments;
    const Binding before = binding_;
    if (const Factor k = match_arguments(pattern, arguments)) return k;
    if (!ops::catalogue_table<Commutes>[pattern.code]) return {};
    binding_ = before;
    std::swap(arguments[0], arguments[1]);
    return match_arguments(pattern, arguments);
}

/// The chain rule's product, in which a zero wins over an infinity, may be fused with operands that the pattern knows:
/// the fused operation has the value that the zero stood for. A variable could be the infinite one.
bool Matcher::is_product_of_operations(const Node& pattern) const {
    return pattern.is<ops::Multiply>() && pattern_.node(pattern.arguments[0]).is_operation() &&
           pattern_.node(pattern.arguments[1]).is_operation();
}

// Negation, products and quotients pass on the factors of their operands; other functions take none.
Matcher::Factor Matcher::match_arguments(const Node& pattern, const std::array<NodeId, 3>& t) {
    const auto& p = pattern.arguments;
    if (pattern.is<ops::Negate>()) return match(p[0], t[0]);
    if (pattern.is<ops::Multiply>() || pattern.is<ops::Divide>()) {
        const Factor k = match(p[0], t[0]);
        const Factor l = k ? match(p[1], t[1]) : std::nullopt;
        if (!l) return {};
        return pattern.is<ops::Multiply>() ? *k * *l : *k / *l;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(arity(pattern.opcode())); ++i)
        if (match(p[i], t[i]) != 1.0) return {};
    return 1;
}

Matcher::Factor Matcher::match_sum(const Node& pattern, const Node& sum) {
    auto [p, q] = terms(pattern);
    const auto [s, t] = terms(sum);
    // The term that is more than a variable says what the common factor is.
    if (pattern_.node(p.node).is_input()) std::swap(p, q);
    const Binding before = binding_;
    if (const Factor k = match_terms(p, q, s, t)) return k;
    binding_ = before;
    return match_terms(p, q, t, s);
}

Matcher::Factor Matcher::match_terms(const Term& p, const Term& q, const Term& s, const Term& t) {
    Factor k = match(p.node, s.node);
    if (!k) return {};
    *k *= s.sign * p.sign;
    const double sign = t.sign * q.sign; // what is left to match: sign * t.node = k * q.node
    if (!pattern_.node(q.node).is_input()) {
        const Factor l = match(q.node, t.node);
        return l && *l * sign == *k ? k : std::nullopt;
    }
    if (std::abs(*k) != 1) return {};
    return match(q.node, sign == *k ? t.node : folder_.negative(t.node)) ? k : std::nullopt;
}

} // namespace autodiff::passes
