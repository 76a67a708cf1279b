#pragma once

#include <autodiff/base/inline.hpp>
#include <autodiff/ops/catalogue.hpp>
#include <autodiff/ops/chain.hpp>
#include <autodiff/ops/scaling.hpp>
#include <autodiff/variable/graph_recorder.hpp>
#include <autodiff/variable/recorder.hpp>

#include <type_traits>
#include <utility>

namespace autodiff {

// What an expression consists of is copied member by member, by constructors that say so: compilers then keep
// expressions in registers. Trivial copies are copies of memory to them (docs/decisions/0007).

/// A Real inside an expression. Expressions own their leaves: an expression kept in an `auto` variable stays valid.
template <class T>
class Leaf {
  public:
    using value_type = T;
    static constexpr int leaves = 1;
    static constexpr bool is_constant = false;

    AUTODIFF_INLINE Leaf(const T& value, Id id) : value_(value), id_(id) {}
    AUTODIFF_INLINE Leaf(const Leaf& other) : value_(other.value_), id_(other.id_) {}
    Leaf& operator=(const Leaf&) = default;

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] bool active() const { return id_ != passive; }
    [[nodiscard]] bool all_active() const { return active(); }
    template <class Factor, class Write>
    AUTODIFF_INLINE void push(const Factor& factor, Write& write) const {
        if (Write::all_active || active()) write(ops::as_number<T>(factor), id_);
    }
    [[nodiscard]] NodeId record(GraphRecorder& graph) const { return graph.node(id_, value_); }

  private:
    T value_;
    Id id_;
};

/// A passive operand inside an expression.
template <class T>
class Constant {
  public:
    using value_type = T;
    static constexpr int leaves = 0;
    static constexpr bool is_constant = true;

    AUTODIFF_INLINE explicit Constant(const T& value) : value_(value) {}
    AUTODIFF_INLINE Constant(const Constant& other) : value_(other.value_) {}
    Constant& operator=(const Constant&) = default;

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] bool active() const { return false; }
    [[nodiscard]] bool all_active() const { return true; }
    [[nodiscard]] NodeId record(GraphRecorder& graph) const { return graph.node(passive, value_); }

  private:
    T value_;
};

namespace expression {

template <std::size_t K, class A>
struct Slot {
    AUTODIFF_INLINE explicit Slot(const A& a) : operand(a) {}
    AUTODIFF_INLINE Slot(const Slot& other) : operand(other.operand) {}
    Slot& operator=(const Slot&) = default;

    A operand;
};
template <class Sequence, class... A>
struct Slots;
template <std::size_t... K, class... A>
struct Slots<std::index_sequence<K...>, A...> : Slot<K, A>... {
    AUTODIFF_INLINE explicit Slots(const A&... a) : Slot<K, A>(a)... {}
    AUTODIFF_INLINE Slots(const Slots& other) : Slot<K, A>(static_cast<const Slot<K, A>&>(other))... {}
    Slots& operator=(const Slots&) = default;
};

struct Nothing {};

/// x + e and x - e, which may be assigned to x again.
template <class T, class Op, class First, class...>
inline constexpr bool may_grow = std::is_same_v<First, Leaf<T>> &&
                                 (std::is_same_v<Op, ops::Add> || std::is_same_v<Op, ops::Subtract>);

template <std::size_t K, class A>
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

    AUTODIFF_INLINE explicit Expression(const A&... operands)
        : value_(ops::call<Op>(operands.value()...)), operands_(operands...) {}
    /// Of x + e or x - e, where nobody but this expression uses x, whose id is `growing` (otherwise passive).
    AUTODIFF_INLINE Expression(Id growing, const A&... operands) requires may_grow
        : value_(Op::value(operands.value()...)),
          operands_(operands...),
          growing_(growing) {}
    AUTODIFF_INLINE Expression(const Expression& other) requires(!may_grow)
        : value_(other.value_), operands_(other.operands_) {}
    /// A copy shows that the expression is kept somewhere, or used in another: x may have been used since.
    AUTODIFF_INLINE Expression(const Expression& other) requires may_grow : value_(other.value_),
                                                                            operands_(other.operands_),
                                                                            growing_(passive) {}
    Expression& operator=(const Expression& other) {
        value_ = other.value_;
        operands_ = other.operands_;
        growing_ = {};
        return *this;
    }

    /// The id of x in x + e or x - e if nobody else uses x.
    [[nodiscard]] Id growing() const requires may_grow { return growing_; }

    [[nodiscard]] const T& value() const { return value_; }
    /// Whether any of the leaves is.
    [[nodiscard]] AUTODIFF_INLINE bool active() const { return any_active(each()); }
    [[nodiscard]] AUTODIFF_INLINE bool all_active() const { return all_active(each()); }
    template <std::size_t K>
    [[nodiscard]] const auto& operand() const {
        return expression::get<K>(operands_);
    }

    /// Writes factor * d this/d leaf for every active leaf.
    template <class Factor, class Write>
    AUTODIFF_INLINE void push(const Factor& factor, Write& write) const {
        push_operands(factor, write, each());
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

    template <std::size_t... K>
    AUTODIFF_INLINE bool any_active(std::index_sequence<K...>) const {
        return (operand<K>().active() || ...);
    }
    template <std::size_t... K>
    AUTODIFF_INLINE bool all_active(std::index_sequence<K...>) const {
        return (operand<K>().all_active() && ...);
    }
    template <class Factor, class Write, std::size_t... K>
    AUTODIFF_INLINE void push_operands(const Factor& factor, Write& write, std::index_sequence<K...>) const {
        (push_operand<K>(factor, write), ...);
    }
    template <std::size_t K, std::size_t... I>
    AUTODIFF_INLINE auto partial(std::index_sequence<I...>) const {
        return ops::partial<Op, static_cast<int>(K)>(value_, operand<I>().value()...);
    }

    template <std::size_t K, class Factor, class Write>
    AUTODIFF_INLINE void push_operand(const Factor& factor, Write& write) const {
        const auto& target = operand<K>();
        if constexpr (!std::remove_cvref_t<decltype(target)>::is_constant) {
            if constexpr (Op::costly && !Write::all_active)
                if (!target.active()) return;
            const auto partial = this->template partial<K>(each());
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
    [[no_unique_address]] std::conditional_t<may_grow, Id, expression::Nothing> growing_{};
};

} // namespace autodiff
