#include <autodiff/validation/rewriting.hpp>

#include <autodiff/passes/matcher.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/rewrite_rules.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/validation/identities.hpp>

#include <optional>
#include <tuple>

namespace autodiff::validation {

namespace {

/// The pattern with the operands of some sums and products of two variables exchanged: the matcher takes the first
/// way in which such a pair fits, and does not come back to it when the rest then does not.
Graph with_exchanged(const Graph& pattern, unsigned choice) {
    Graph result;
    std::size_t pairs = 0;
    rebuild(pattern, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = pattern.node(id);
        if (node.is_constant()) return result.add_constant(node.constant());
        const bool pair = (node.is<ops::Add>() || node.is<ops::Multiply>()) && result.node(arguments[0]).is_input() &&
                          result.node(arguments[1]).is_input();
        if (pair && (choice >> pairs++ & 1U) != 0) return result.add(node.opcode(), {arguments[1], arguments[0]});
        return result.add(node.opcode(), arguments);
    });
    return pairs == 0 || choice >> pairs != 0 ? Graph() : result;
}

std::vector<Identity> build_identities() {
    std::vector<Identity> all;
    const auto add = [&all](const auto& row) {
        constexpr int variables = std::remove_cvref_t<decltype(row)>::variables;
        if (row.when != passes::When::always) return;
        const Graph pattern = passes::rewrite_side<variables>(row.pattern);
        const Graph replacement = passes::rewrite_side<variables>(row.replacement);
        all.push_back({row.name, pattern, replacement});
        for (unsigned choice = 1;; ++choice) {
            Graph exchanged = with_exchanged(pattern, choice);
            if (exchanged.size() == 0) break;
            all.push_back({row.name, std::move(exchanged), replacement});
        }
    };
    passes::for_each_rewrite(add);
    std::apply([&add](const auto&... row) { (add(row), ...); }, identities::table);
    return all;
}

bool is_sum(const Node& node) { return node.is<ops::Add>() || node.is<ops::Subtract>(); }

/// Whether the identity's pattern could have this node as its root.
bool may_match(const Identity& identity, const Node& node) {
    const Node& root = identity.pattern.node(identity.pattern.outputs().front());
    if (is_sum(root)) return is_sum(node);
    return root.code == node.code || (root.is<ops::Multiply>() && node.is<ops::ChainProduct>());
}

/// factor times the identity's replacement, added to the folder's graph.
NodeId add_replacement(Folder& folder, const Identity& identity, const passes::Binding& binding, double factor) {
    const Graph& recipe = identity.replacement;
    std::vector<NodeId> places;
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < recipe.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = recipe.node(id);
        arguments.clear();
        for (const NodeId argument : recipe.arguments(id)) arguments.push_back(places[index(argument)]);
        places.push_back(node.is_input()      ? binding[node.input_number()]
                         : node.is_constant() ? folder.constant(node.constant())
                                              : folder.add(node.opcode(), arguments));
    }
    const NodeId result = places[index(recipe.outputs().front())];
    return factor == 1 ? result : factor == -1 ? folder.negative(result) : folder.scaled(factor, result);
}

/// The graph with the identity applied at that node; nothing where it does not match.
std::optional<Graph> rewritten_at(const Graph& source, NodeId at, const Identity& identity) {
    Graph result;
    Folder folder(result, Exactness::zero_signs);
    bool matched = false;
    rebuild(source, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = source.node(id);
        if (node.is_constant()) return folder.constant(node.constant());
        const NodeId place = folder.add(node.opcode(), arguments);
        if (id != at || !folder.node(place).is_operation()) return place;
        passes::Matcher matcher(folder, identity.pattern);
        const auto factor = matcher.match_root(place);
        if (!factor) return place;
        matched = true;
        return add_replacement(folder, identity, matcher.binding(), *factor);
    });
    if (!matched) return {};
    return simplify(result, {.exactness = Exactness::zero_signs});
}

} // namespace

std::span<const Identity> all_identities() {
    static const std::vector<Identity> identities = build_identities();
    return identities;
}

std::vector<Rewritten> rewritten_once(const Graph& graph) {
    std::vector<Rewritten> results;
    rewrite_once(graph, [&](Rewritten next) {
        results.push_back(std::move(next));
        return true;
    });
    return results;
}

void rewrite_once(const Graph& graph, const std::function<bool(Rewritten)>& take) {
    Graph copy;
    Folder folder(copy, Exactness::zero_signs);
    std::vector<NodeId> places(graph.size());
    rebuild(graph, copy, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = graph.node(id);
        return places[index(id)] =
                   node.is_constant() ? folder.constant(node.constant()) : folder.add(node.opcode(), arguments);
    });
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto at = static_cast<NodeId>(i);
        if (!graph.node(at).is_operation() || !folder.node(places[i]).is_operation()) continue;
        for (const Identity& identity : all_identities()) {
            if (!may_match(identity, graph.node(at))) continue;
            if (!passes::Matcher(folder, identity.pattern).match_root(places[i])) continue;
            auto result = rewritten_at(graph, at, identity);
            if (result && !take({std::move(*result), identity.name})) return;
        }
    }
}

} // namespace autodiff::validation
