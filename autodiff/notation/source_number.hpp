#pragma once

#include <autodiff/graph/symbol.hpp>

#include <array>
#include <concepts>
#include <span>

namespace autodiff {

/// The scalar on which the rules of ops/ run when they are written as source: its operations add nodes to a graph. It
/// stands for a number of the plain type P of the written program, so that rules give it the forms that floating point
/// needs, and not the textbook ones that they give a Symbol.
template <std::floating_point P>
class SourceNumber {
  public:
    SourceNumber() = default;
    template <PlainNumber U>
    SourceNumber(U value) : symbol_(value) {} // NOLINT(google-explicit-constructor): as a number is made from another
    explicit SourceNumber(const Symbol& symbol) : symbol_(symbol) {}

    [[nodiscard]] const Symbol& symbol() const { return symbol_; }
    [[nodiscard]] bool is_one() const { return symbol_.is_constant() && symbol_.constant() == 1; }

  private:
    Symbol symbol_;
};

template <class P>
struct ScalarTraits<SourceNumber<P>> {
    static constexpr int depth = 1;
    using plain = P;
    using Number = SourceNumber<P>;

    template <class Op, class... A>
    static Number apply(const A&... arguments) {
        const std::array numbers{Number(arguments)...};
        if constexpr (std::is_same_v<Op, ops::Multiply>) { // sums scale by 1 where nothing overflows
            if (numbers[0].is_one()) return numbers[1];
            if (numbers[1].is_one()) return numbers[0];
        }
        std::array<Symbol, sizeof...(A)> symbols;
        for (std::size_t k = 0; k < symbols.size(); ++k) symbols[k] = numbers[k].symbol();
        return Number(Symbol::apply(ops::opcode<Op>, symbols));
    }
    /// Spelt out: in the written program there is no operation on any number of arguments.
    template <class Op>
    static Number apply_nary(std::span<const Number> arguments) {
        return Op::value(arguments);
    }
};

} // namespace autodiff
