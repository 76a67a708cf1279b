#include <autodiff/passes/differentiate.hpp>

#include <autodiff/graph/symbol.hpp>

#include <optional>
#include <type_traits>
#include <vector>

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

/// The graph that grows by derivatives, and what both directions know about it.
class Differentiation {
  public:
    explicit Differentiation(const Graph& source) : source_(source), result_(source), active_(source.size()) {
        for (std::size_t i = 0; i < source.size(); ++i) {
            const auto node = static_cast<NodeId>(i);
            active_[i] = source.node(node).is_input() && source.node(node).input_number() < source.parameters().size();
            for (const NodeId argument : source.arguments(node)) active_[i] = active_[i] || active(argument);
        }
        result_.clear_outputs();
    }

    [[nodiscard]] const Graph& source() const { return source_; }
    /// Depends on a parameter.
    [[nodiscard]] bool active(NodeId node) const { return active_[index(node)]; }
    void output(const std::optional<Symbol>& x) { result_.add_output(x.value_or(Symbol(0)).node_in(result_)); }
    void keep_outputs() {
        for (const NodeId node : source_.outputs()) result_.add_output(node);
    }
    Graph take() { return std::move(result_); }

    [[nodiscard]] ops::Opcode opcode(NodeId node) const { return source_.node(node).opcode(); }
    [[nodiscard]] bool branches(NodeId node) const { return ops::catalogue_table<Branches>[ops::index(opcode(node))]; }

    [[nodiscard]] bool steep(NodeId node) const { return ops::catalogue_table<Steep>[ops::index(opcode(node))]; }

    /// factor * d node / d argument k, or nothing when it is zero by the rule. Where zero may meet infinity the product
    /// is one that lets the zero win.
    std::optional<Symbol> product(const Symbol& factor, NodeId node, std::size_t k, bool zero_wins) {
        room_.clear();
        for (const NodeId argument : source_.arguments(node)) room_.emplace_back(result_, argument);
        const std::size_t code = ops::index(opcode(node));
        const SymbolicPartial partial = ops::catalogue_table<PartialRow>[code](room_, k, Symbol(result_, node));
        if (partial.unit == Unit::zero || (partial.unit == Unit::none && is_zero(partial.value))) return std::nullopt;
        if (partial.unit == Unit::one) return factor;
        if (partial.unit == Unit::minus_one) return Symbol(-factor);
        if (factor.is_constant() && factor.constant() == 1) return partial.value;
        if ((zero_wins || branches(node) || steep(node)) && !factor.is_constant())
            return ops::apply<ops::ChainProduct>(factor, partial.value);
        return Symbol(factor * partial.value);
    }

  private:
    const Graph& source_;
    Graph result_;
    std::vector<bool> active_;
    std::vector<Symbol> room_;
};

void add(std::optional<Symbol>& sum, const Symbol& term) { sum = sum ? Symbol(*sum + term) : term; }

/// Adjoints of all nodes for the output `from`, and where they may be zero because of a branch.
std::vector<std::optional<Symbol>> reverse(Differentiation& d, NodeId from) {
    std::vector<std::optional<Symbol>> adjoints(d.source().size());
    std::vector<bool> behind_branch(d.source().size());
    adjoints[index(from)] = Symbol(1);
    for (std::size_t i = index(from) + 1; i-- > 0;) {
        const auto node = static_cast<NodeId>(i);
        const auto arguments = d.source().arguments(node);
        if (!adjoints[i] || arguments.empty()) continue;
        for (std::size_t k = 0; k < arguments.size(); ++k) {
            if (!d.active(arguments[k])) continue;
            const auto term = d.product(*adjoints[i], node, k, behind_branch[i]);
            if (!term) continue;
            add(adjoints[index(arguments[k])], *term);
            if (behind_branch[i] || d.branches(node)) behind_branch[index(arguments[k])] = true;
        }
    }
    return adjoints;
}

/// Tangents of all nodes when the input `to` moves with rate 1. They may be infinite behind a steep operation.
std::vector<std::optional<Symbol>> forward(Differentiation& d, NodeId to) {
    std::vector<std::optional<Symbol>> tangents(d.source().size());
    std::vector<bool> behind_steep(d.source().size());
    tangents[index(to)] = Symbol(1);
    for (std::size_t i = index(to) + 1; i < d.source().size(); ++i) {
        const auto node = static_cast<NodeId>(i);
        const auto arguments = d.source().arguments(node);
        for (std::size_t k = 0; k < arguments.size(); ++k) {
            const std::size_t argument = index(arguments[k]);
            if (!tangents[argument]) continue;
            if (behind_steep[argument] || d.steep(node)) behind_steep[i] = true;
            if (const auto term = d.product(*tangents[argument], node, k, behind_steep[argument]))
                add(tangents[i], *term);
        }
    }
    return tangents;
}

} // namespace

std::vector<NodeId> add_partials(Graph& graph, NodeId node) {
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

Graph differentiate_reverse(const Graph& graph, Outputs outputs) {
    Differentiation d(graph);
    if (outputs == Outputs::values_and_derivatives) d.keep_outputs();
    for (const NodeId output : graph.outputs()) {
        const auto adjoints = reverse(d, output);
        for (const NodeId input : graph.parameters()) d.output(adjoints[index(input)]);
    }
    return d.take();
}

Graph differentiate_forward(const Graph& graph, Outputs outputs) {
    Differentiation d(graph);
    if (outputs == Outputs::values_and_derivatives) d.keep_outputs();
    std::vector<std::vector<std::optional<Symbol>>> columns;
    for (const NodeId input : graph.parameters()) {
        const auto tangents = forward(d, input);
        columns.emplace_back();
        for (const NodeId output : graph.outputs()) columns.back().push_back(tangents[index(output)]);
    }
    for (std::size_t i = 0; i < graph.outputs().size(); ++i)
        for (const auto& column : columns) d.output(column[i]);
    return d.take();
}

} // namespace autodiff
