#include <autodiff/passes/fuse.hpp>

#include <autodiff/passes/matcher.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/rewrite_rules.hpp>
#include <autodiff/passes/simplify.hpp>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace autodiff {

namespace {

using passes::RewriteRule;

/// How many arguments and outputs each node is.
std::vector<std::uint32_t> count_uses(const Graph& graph) {
    std::vector<std::uint32_t> uses(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i)
        for (const NodeId argument : graph.arguments(static_cast<NodeId>(i))) ++uses[index(argument)];
    for (const NodeId output : graph.outputs()) ++uses[index(output)];
    return uses;
}

/// Adds operations to a graph and puts the fused one in the place of each that completes a pattern.
class Fuser {
  public:
    Fuser(Graph& graph, FuseOptions options) : folder_(graph, Exactness::zero_signs), options_(options) {}

    NodeId constant(double value) { return folder_.constant(value); }
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments) {
        return rewritten(folder_.add(operation, arguments));
    }
    NodeId call(std::uint32_t function, std::span<const NodeId> arguments) { return folder_.call(function, arguments); }
    NodeId result(NodeId call, std::size_t number) { return folder_.result(call, number); }
    void count_use(NodeId node, std::uint32_t times) {
        if (index(node) >= uses_.size()) uses_.resize(folder_.graph().size());
        uses_[index(node)] += times;
    }
    /// How many rewrites have been done.
    [[nodiscard]] std::size_t rewrites() const { return rewrites_; }

  private:
    struct Match {
        const RewriteRule* rule;
        passes::Binding binding;
        double factor;
    };

    NodeId rewritten(NodeId node);
    std::optional<Match> first_match(NodeId node);
    bool has_operand(NodeId node, ops::Opcode operation) const;
    NodeId replacement(const Match& match);
    NodeId scaled(double factor, NodeId x);
    NodeId noted(NodeId node, NodeId fused);
    std::optional<NodeId> log_sum_exp(NodeId node);
    std::optional<NodeId> exponent(NodeId term, NodeId root);
    bool is_part_of_sum(NodeId node, NodeId root) const;

    Folder folder_;
    FuseOptions options_;
    std::vector<std::uint32_t>
        uses_; // of nodes that stand for nodes of the source; others are used where they were made
    std::unordered_map<NodeId, NodeId> logs_; // from sums of exponentials to their fused logarithms
    std::size_t rewrites_ = 0;
};

NodeId Fuser::rewritten(NodeId node) {
    if (!folder_.node(node).is_operation()) return node;
    if (const auto match = first_match(node)) return noted(node, scaled(match->factor, replacement(*match)));
    if (const auto fused = log_sum_exp(node)) return noted(node, *fused);
    return node;
}

NodeId Fuser::noted(NodeId node, NodeId fused) {
    ++rewrites_;
    const Node& now = folder_.node(fused);
    // Only these say that what the logarithm was taken of is positive.
    const bool of_exponentials = now.is<ops::Softplus>() || now.is<ops::LogAddExp>() || now.is<ops::LogSumExp>();
    if (folder_.node(node).is<ops::Log>() && of_exponentials) logs_[folder_.node(node).arguments[0]] = fused;
    return fused;
}

/// Whether an operand of the node is this operation, up to signs and constant factors.
bool Fuser::has_operand(NodeId node, ops::Opcode operation) const {
    for (NodeId operand : folder_.graph().arguments(node))
        for (;;) {
            if (folder_.node(operand).code == static_cast<std::uint16_t>(operation)) return true;
            const auto peeled = passes::peel(folder_, operand);
            if (!peeled) break;
            operand = peeled->rest;
        }
    return false;
}

/// The first rule that matches as it stands, else the first that matches up to a factor.
std::optional<Fuser::Match> Fuser::first_match(NodeId node) {
    std::optional<Match> up_to_factor;
    for (const RewriteRule& rule : passes::rewrite_rules(folder_.node(node).opcode())) {
        if (rule.when == passes::When::fma_allowed && !options_.fma) continue;
        if (rule.operand && !has_operand(node, *rule.operand)) continue;
        passes::Matcher matcher(folder_, rule.pattern);
        const auto factor = matcher.match_root(node);
        if (factor == 1.0) return Match{&rule, matcher.binding(), 1};
        if (factor && !up_to_factor) up_to_factor = Match{&rule, matcher.binding(), *factor};
    }
    return up_to_factor;
}

NodeId Fuser::replacement(const Match& match) {
    const Graph& recipe = match.rule->replacement;
    std::vector<NodeId> places;
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < recipe.size(); ++i) {
        const Node& node = recipe.node(static_cast<NodeId>(i));
        arguments.clear();
        for (const NodeId argument : recipe.arguments(static_cast<NodeId>(i)))
            arguments.push_back(places[index(argument)]);
        places.push_back(node.is_input()      ? match.binding[node.input_number()]
                         : node.is_constant() ? constant(node.constant())
                                              : add(node.opcode(), arguments));
    }
    return places[index(recipe.outputs().front())];
}

/// factor * x, in one product when x has a constant factor of its own.
NodeId Fuser::scaled(double factor, NodeId x) {
    const Node node = folder_.node(x);
    if (node.is<ops::Multiply>())
        if (const auto c = folder_.number(node.arguments[0])) return scaled(factor * *c, node.arguments[1]);
    return factor == 1 ? x : add(ops::opcode<ops::Multiply>, std::array{constant(factor), x});
}

/// Sums inside a sum are parts of it unless somebody else needs them: so every sum is walked once.
bool Fuser::is_part_of_sum(NodeId node, NodeId root) const {
    const Node& n = folder_.node(node);
    if (!n.is<ops::Add>() && !n.is<ops::Sum>()) return false;
    return node == root || index(node) >= uses_.size() || uses_[index(node)] <= 1;
}

/// The x of a summand that is exp(x); the root of the sum is none, whatever its logarithm.
std::optional<NodeId> Fuser::exponent(NodeId term, NodeId root) {
    if (folder_.node(term).is<ops::Exp>()) return folder_.node(term).arguments[0];
    if (folder_.number(term) == 1.0) return constant(0);
    const auto log = logs_.find(term);
    return term != root && log != logs_.end() ? std::optional(log->second) : std::nullopt;
}

/// What becomes of the log of a sum of exponentials.
std::optional<NodeId> Fuser::log_sum_exp(NodeId node) {
    if (!folder_.node(node).is<ops::Log>()) return {};
    const NodeId root = folder_.node(node).arguments[0];
    if (!is_part_of_sum(root, root)) return {};
    std::vector<NodeId> exponents;
    std::vector<NodeId> left{root};
    while (!left.empty()) {
        const NodeId term = left.back();
        left.pop_back();
        if (const auto x = exponent(term, root)) {
            exponents.push_back(*x);
        } else if (is_part_of_sum(term, root)) {
            const auto terms = folder_.graph().arguments(term);
            left.insert(left.end(), terms.rbegin(), terms.rend());
        } else {
            return {};
        }
    }
    return add(exponents.size() == 2 ? ops::opcode<ops::LogAddExp> : ops::opcode<ops::LogSumExp>, exponents);
}

/// One round. Nothing when no rewrite applies and `bodies` leave every graph that is called as it is.
std::optional<Graph> fuse_once(const Graph& graph, FuseOptions options, passes::Bodies& bodies) {
    const std::vector<std::uint32_t> uses = count_uses(graph);
    Graph result;
    Fuser fuser(result, options);
    passes::FunctionNumbers functions(graph, result, bodies);
    rebuild(graph, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const NodeId place = passes::copy_node(graph.node(id), arguments, fuser, functions);
        fuser.count_use(place, uses[index(id)]);
        return place;
    });
    const bool same = fuser.rewrites() == 0 && std::ranges::equal(graph.functions(), result.functions());
    return same ? std::nullopt : std::optional(prune(result));
}

// A round can complete a pattern for the next: pruning leaves partial sums with a single use. The second round finds
// little and the third nothing, but for graphs made to need as many rounds as they have sums: hence an end.
Graph fuse_level(const Graph& graph, FuseOptions options, passes::Bodies& bodies) {
    constexpr int rounds = 4;
    passes::Bodies unchanged(nullptr);
    std::optional<Graph> result = fuse_once(graph, options, bodies);
    if (!result) return graph;
    for (int round = 1; round < rounds; ++round) {
        auto fused = fuse_once(*result, options, unchanged);
        if (!fused) break;
        result = std::move(fused);
    }
    return *std::move(result);
}

} // namespace

Graph fuse(const Graph& graph, FuseOptions options) {
    const Graph simplified = simplify(graph, {.exactness = Exactness::zero_signs});
    return passes::through_calls(simplified, [options](const Graph& source, passes::Bodies& bodies) {
        return fuse_level(source, options, bodies);
    });
}

} // namespace autodiff
