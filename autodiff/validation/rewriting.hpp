#pragma once

#include <autodiff/graph/graph.hpp>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace autodiff::validation {

/// A row of rewrites.hpp or of identities.hpp.
struct Identity {
    std::string_view name;
    Graph pattern;
    Graph replacement;
};

/// All of them: first the rewrites of fuse() that do not change the rounding alone, then the further identities.
[[nodiscard]] std::span<const Identity> all_identities();

/// A graph with one subexpression replaced by an equal one.
struct Rewritten {
    Graph graph;
    std::string_view identity;
};

/// Every graph that one identity at one place makes of this one. `graph` simplified at Exactness::zero_signs; so are
/// the results.
[[nodiscard]] std::vector<Rewritten> rewritten_once(const Graph& graph);
/// The same one after the other, for as long as `take` wants more.
void rewrite_once(const Graph& graph, const std::function<bool(Rewritten)>& take);

} // namespace autodiff::validation
