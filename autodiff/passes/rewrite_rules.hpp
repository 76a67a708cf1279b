#pragma once

#include <autodiff/passes/rewrites.hpp>

#include <autodiff/graph/graph.hpp>

#include <span>

namespace autodiff::passes {

/// A row of the table as the pass uses it: both sides as graphs whose inputs are the variables.
struct RewriteRule {
    Graph pattern;
    Graph replacement;
    When when;
};

/// The rules whose pattern has this operation at its root, in the order of the table; + and - have the same.
[[nodiscard]] std::span<const RewriteRule> rewrite_rules(ops::Opcode root);

} // namespace autodiff::passes
