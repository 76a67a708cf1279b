#pragma once

#include <autodiff/passes/rewrites.hpp>

#include <autodiff/graph/graph.hpp>

#include <optional>
#include <span>

namespace autodiff::passes {

/// A row of the table as the pass uses it: both sides as graphs whose inputs are the variables.
struct RewriteRule {
    Graph pattern;
    Graph replacement;
    When when;
    /// An operation that one of the root's operands is, up to signs and constant factors, wherever the pattern matches:
    /// a quick way to see that it does not.
    std::optional<ops::Opcode> operand;
};

/// The rules whose pattern has this operation at its root, in the order of the table. + and - have the same
/// rules, and so have the two products.
[[nodiscard]] std::span<const RewriteRule> rewrite_rules(ops::Opcode root);

} // namespace autodiff::passes
