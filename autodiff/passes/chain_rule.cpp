#include <autodiff/passes/chain_rule.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/passes/differentiate.hpp>

#include <fmt/format.h>
#include <type_traits>

namespace autodiff {

namespace {

enum class Unit { one, minus_one, zero, none };

/// The partial of one operation with respect to one argument, as the rule gives it.
struct SymbolicPartial {
    Unit unit;
    Symbol value; ///< when it is none of the units
};

template <class P>
SymbolicPartial make_partial(const P& partial) {
    if constexpr (std::is_same_v<P, ops::One>)
        return {Unit::one, {}};
    else if constexpr (std::is_same_v<P, ops::MinusOne>)
        return {Unit::minus_one, {}};
    else if constexpr (std::is_same_v<P, ops::Zero>)
        return {Unit::zero, {}};
    else
        return {Unit::none, partial};
}

using PartialFunction = SymbolicPartial (*)(std::span<const Symbol> x, std::size_t k, const Symbol& r);

template <class Op>
struct PartialRow {
    static constexpr PartialFunction value = [](std::span<const Symbol> x, std::size_t k, const Symbol& r) {
        return ops::with_partial<Op>(x, k, r, [](const auto& partial) { return make_partial(partial); });
    };
};

template <class Op>
struct Branches {
    static constexpr bool value = Op::branches;
};

template <class Op>
struct Steep {
    static constexpr bool value = Op::steep;
};

} // namespace

std::vector<NodeId> add_partials(Graph& graph, NodeId node) {
    if (!graph.node(node).is_operation())
        throw GraphError(
            fmt::format("add_partials: node {} is no operation, and only operations have partials; calls are "
                        "differentiated by vjp_graph(), or flattened by inline_calls().",
                        index(node)));
    std::vector<Symbol> arguments;
    for (const NodeId argument : graph.arguments(node)) arguments.emplace_back(graph, argument);
    const Symbol value(graph, node);
    const std::size_t code = ops::index(graph.node(node).opcode());
    std::vector<NodeId> partials;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        const SymbolicPartial partial = ops::catalogue_table<PartialRow>[code](arguments, k, value);
        const Symbol number = partial.unit == Unit::none   ? partial.value
                              : partial.unit == Unit::zero ? Symbol(0)
                                                           : Symbol(partial.unit == Unit::one ? 1 : -1);
        partials.push_back(number.node_in(graph));
    }
    return partials;
}

namespace passes {

ChainRule::ChainRule(const Graph& source, const std::vector<bool>& active)
    : source_(source), result_(source), active_(source.size()) {
    for (std::size_t i = 0; i < source.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = source.node(id);
        active_[i] = node.is_input() && active[node.input_number()];
        for (const NodeId argument : source.arguments(id)) active_[i] = active_[i] || active_[index(argument)];
        if (node.is_result()) results_[node.arguments[0]].push_back(id);
    }
    result_.clear_outputs();
    result_.reserve(4 * source.size());
}

bool ChainRule::branches(NodeId node) const { return ops::catalogue_table<Branches>[code(node)]; }

bool ChainRule::steep(NodeId node) const { return ops::catalogue_table<Steep>[code(node)]; }

std::span<const NodeId> ChainRule::results(NodeId call) const {
    const auto found = results_.find(call);
    return found == results_.end() ? std::span<const NodeId>() : std::span<const NodeId>(found->second);
}

std::optional<Symbol> ChainRule::product(const Symbol& factor, NodeId node, std::size_t k, bool zero_wins) {
    room_.clear();
    for (const NodeId argument : source_.arguments(node)) room_.emplace_back(result_, argument);
    const SymbolicPartial partial = ops::catalogue_table<PartialRow>[code(node)](room_, k, Symbol(result_, node));
    if (partial.unit == Unit::zero || (partial.unit == Unit::none && is_zero(partial.value))) return std::nullopt;
    if (partial.unit == Unit::one) return factor;
    if (partial.unit == Unit::minus_one) return Symbol(-factor);
    if (factor.is_constant() && factor.constant() == 1) return partial.value;
    if ((zero_wins || branches(node) || steep(node)) && !factor.is_constant())
        return ops::apply<ops::ChainProduct>(factor, partial.value);
    return Symbol(factor * partial.value);
}

NodeId ChainRule::node_of(const Carried& x) {
    if (x.flow != Flow::none) return x.value.node_in(result_);
    if (!zero_) zero_ = result_.add_constant(0);
    return *zero_;
}

std::vector<bool> parameters_of(const Graph& graph) {
    std::vector<bool> result(graph.inputs().size());
    for (std::size_t i = 0; i < graph.parameters().size(); ++i) result[i] = true;
    return result;
}

} // namespace passes
} // namespace autodiff
