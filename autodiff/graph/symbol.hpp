#pragma once

#include <autodiff/graph/graph.hpp>

#include <array>
#include <span>

namespace autodiff {

/// The scalar that builds a graph: each operation on symbols adds a node. The rules of ops/ run on it to differentiate
/// graphs. A symbol made from a number is a constant that enters a graph when it meets one; operations on constants
/// alone are computed.
class Symbol {
  public:
    Symbol() : Symbol(0.0) {}
    template <PlainNumber U>
    Symbol(U value) : value_(static_cast<double>(value)) {}
    Symbol(Graph& graph, NodeId node);

    [[nodiscard]] bool is_constant() const { return graph_ == nullptr; }
    /// Of a constant.
    [[nodiscard]] double constant() const { return value_; }
    /// The node in `graph`; a constant is added to it. Throws GraphError for a symbol of another graph.
    [[nodiscard]] NodeId node_in(Graph& graph) const;

    /// The operation on symbols of at most one graph.
    static Symbol apply(ops::Opcode operation, std::span<const Symbol> arguments);

    template <class U>
    Symbol& operator+=(const U& x);
    template <class U>
    Symbol& operator-=(const U& x);
    template <class U>
    Symbol& operator*=(const U& x);
    template <class U>
    Symbol& operator/=(const U& x);

    friend bool is_zero(const Symbol& x) { return x.is_constant() && x.value_ == 0; }

  private:
    Graph* graph_ = nullptr;
    NodeId node_{};
    double value_ = 0;
};

template <>
struct ScalarTraits<Symbol> {
    static constexpr int depth = 1;
    static constexpr bool symbolic = true;
    using plain = double;

    template <class Op, class... A>
    static Symbol apply(const A&... arguments) {
        const std::array symbols{Symbol(arguments)...};
        return Symbol::apply(ops::opcode<Op>, symbols);
    }
    template <class Op>
    static Symbol apply_nary(std::span<const Symbol> arguments) {
        return Symbol::apply(ops::opcode<Op>, arguments);
    }
};

template <class U>
Symbol& Symbol::operator+=(const U& x) {
    return *this = *this + x;
}
template <class U>
Symbol& Symbol::operator-=(const U& x) {
    return *this = *this - x;
}
template <class U>
Symbol& Symbol::operator*=(const U& x) {
    return *this = *this * x;
}
template <class U>
Symbol& Symbol::operator/=(const U& x) {
    return *this = *this / x;
}

} // namespace autodiff
