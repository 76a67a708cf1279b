#pragma once

#include <autodiff/ops/catalogue.hpp>
#include <autodiff/ops/chain.hpp>
#include <autodiff/ops/scaling.hpp>
#include <autodiff/variable/graph_recorder.hpp>
#include <autodiff/variable/recorder.hpp>

#include <type_traits>
#include <utility>

namespace autodiff {

/// A Real inside an expression. Expressions own their leaves: an expression kept in an `auto` variable stays valid.
template <class T>
struct Leaf {
    using value_type = T;
    static constexpr int leaves = 1;
    static constexpr bool is_constant = false;

    T value_;
    Id id_;

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] bool active() const { return id_ != passive; }
    template <class Factor, class Write>
    void push(const Factor& factor, Write& write) const {
        if (id_ != passive) write(ops::as_number<T>(factor), id_);
    }
    [[nodiscard]] NodeId record(GraphRecorder& graph) const { return graph.node(id_, value_); }
};

/// A passive operand inside an expression.
template <class T>
struct Constant {
    using value_type = T;
    static constexpr int leaves = 0;
    static constexpr bool is_constant = true;

    T value_;

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] bool active() const { return false; }
    [[nodiscard]] NodeId record(GraphRecorder& graph) const { return graph.node(passive, value_); }
};

namespace expression {

template <int K, class A>
struct Slot {
    A operand;
};
template <class Sequence, class... A>
struct Slots;
template <std::size_t... K, class... A>
struct Slots<std::index_sequence<K...>, A...> : Slot<static_cast<int>(K), A>... {};

/// x + e and x - e, which may be assigned to x again.
template <class T, class Op, class First, class...>
inline constexpr bool may_grow = std::is_same_v<First, Leaf<T>> &&
                                 (std::is_same_v<Op, ops::Add> || std::is_same_v<Op, ops::Subtract>);

template <int K, class A>
constexpr const A& get(const Slot<K, A>& slot) {
    return slot.operand;
}

} // namespace expression

/// An operation on operands that has been computed but not yet recorded. Assigning it to a Real records the whole
/// expression as one statement.
template <class T, class Op, class... A>
class Expression {
  public:
    using value_type = T;
    static constexpr int leaves = (A::leaves + ...);
    static constexpr bool is_constant = false;
    static constexpr bool may_grow = expression::may_grow<T, Op, A...>;

    explicit Expression(const A&... operands) : value_(Op::value(operands.value()...)), operands_{{operands}...} {}
    // Copies that need no counting are trivial: expressions then stay in registers.
    Expression(const Expression&) requires(!may_grow) = default;
    Expression& operator=(const Expression&) requires(!may_grow) = default;
    /// A copy of x + e or x - e means the present x once more, as does every other copy of x: Real counts them.
    Expression(const Expression& other) requires may_grow : value_(other.value_), operands_(other.operands_) {
        note_copy<T>(operand<0>().id_);
    }
    Expression& operator=(const Expression& other) requires may_grow {
        value_ = other.value_;
        operands_ = other.operands_;
        note_copy<T>(operand<0>().id_);
        return *this;
    }

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] bool active() const {
        return [&]<std::size_t... K>(std::index_sequence<K...>) { return (operand<K>().active() || ...); }
        (each());
    }
    template <int K>
    [[nodiscard]] const auto& operand() const {
        return expression::get<K>(operands_);
    }

    /// Writes factor * d this/d leaf for every active leaf.
    template <class Factor, class Write>
    void push(const Factor& factor, Write& write) const {
        [&]<std::size_t... K>(std::index_sequence<K...>) { (push_operand<K>(factor, write), ...); }
        (each());
    }

    /// Adds one node an operation.
    [[gnu::cold, gnu::noinline]] NodeId record(GraphRecorder& graph) const {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return graph.operation_node(ops::opcode<Op>, {operand<K>().record(graph)...});
        }
        (each());
    }

    /// The outcome of a comparison. Inside a recording it leaves a guard, since the program may branch on it.
    operator bool() const requires Op::compares {
        const bool outcome = static_cast<bool>(value_ != T(0));
        if constexpr (std::is_same_v<T, double>)
            if (GraphRecorder* graph = recorder<double>.graph; graph != nullptr) [[unlikely]]
                if (active()) {
                    const Expression copy = *this; // so that *this can live in registers
                    graph->guard(copy.record(*graph), outcome);
                }
        return outcome;
    }

  private:
    static constexpr auto each() { return std::index_sequence_for<A...>{}; }

    template <int K, class Factor, class Write>
    void push_operand(const Factor& factor, Write& write) const {
        const auto& target = operand<K>();
        if constexpr (!std::remove_cvref_t<decltype(target)>::is_constant) {
            if constexpr (Op::costly)
                if (!target.active()) return;
            const auto partial = [&]<std::size_t... I>(std::index_sequence<I...>) {
                return ops::partial<Op, K>(value_, operand<I>().value()...);
            }
            (each());
            const auto product = ops::chain<Op>(factor, partial);
            if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(product)>, ops::Zero>) {
                // What lies behind an untaken branch is not looked at, NaN or not.
                if constexpr (Op::branches)
                    if (is_zero(ops::as_number<T>(partial))) return;
                target.push(product, write);
            }
        }
    }

    T value_;
    [[no_unique_address]] expression::Slots<std::index_sequence_for<A...>, A...> operands_;
};

} // namespace autodiff
