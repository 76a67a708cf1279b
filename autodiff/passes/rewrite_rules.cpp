#include <autodiff/passes/rewrite_rules.hpp>

#include <vector>

namespace autodiff::passes {

namespace {

/// Sums and products are left out, which have more than one spelling.
std::optional<ops::Opcode> characteristic_operand(const Graph& pattern) {
    for (const NodeId operand : pattern.arguments(pattern.outputs().front())) {
        const Node& node = pattern.node(operand);
        if (node.is_operation() && !node.is<ops::Add>() && !node.is<ops::Subtract>() && !node.is<ops::Multiply>())
            return node.opcode();
    }
    return {};
}

using RulesByRoot = std::array<std::vector<RewriteRule>, ops::Catalogue::size>;

RulesByRoot build_rules() {
    RulesByRoot rules;
    for_each_rewrite([&rules](const auto& row) {
        constexpr int variables = std::remove_cvref_t<decltype(row)>::variables;
        RewriteRule rule{rewrite_side<variables>(row.pattern), rewrite_side<variables>(row.replacement), row.when, {}};
        rule.operand = characteristic_operand(rule.pattern);
        const Node& root = rule.pattern.node(rule.pattern.outputs().front());
        const bool sum = root.is<ops::Add>() || root.is<ops::Subtract>();
        rules[ops::index(sum ? ops::opcode<ops::Add> : root.opcode())].push_back(rule);
    });
    rules[ops::index(ops::opcode<ops::Subtract>)] = rules[ops::index(ops::opcode<ops::Add>)];
    rules[ops::index(ops::opcode<ops::ChainProduct>)] = rules[ops::index(ops::opcode<ops::Multiply>)];
    return rules;
}

} // namespace

std::span<const RewriteRule> rewrite_rules(ops::Opcode root) {
    static const RulesByRoot rules = build_rules();
    return rules[ops::index(root)];
}

} // namespace autodiff::passes
