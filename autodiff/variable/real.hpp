#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/inline.hpp>
#include <autodiff/variable/expression.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <span>
#include <type_traits>

namespace autodiff {

/// The active scalar: a value, and the place where its computation is recorded on this thread's active tape or graph.
/// Used like T. Without an active recorder it is a plain number. T is a floating-point type, a Dual or another Real.
template <class T>
class Real {
  public:
    using value_type = T;

    Real() : value_(0), id_(passive) {}
    /// A constant.
    template <PlainNumber U>
    Real(U value) : value_(static_cast<plain_t<T>>(value)), id_(passive) {}
    /// A constant, from a scalar nested in this one or an expression of such.
    template <class U>
        requires(ActiveScalar<U>&& ScalarTraits<U>::depth <= ScalarTraits<T>::depth && std::convertible_to<U, T>)
    Real(const U& value) : value_(value), id_(passive) {}
    /// Records the expression as one statement.
    template <class Op, class... A>
    AUTODIFF_INLINE Real(const Expression<T, Op, A...>& e) : value_(e.value()), id_(record(e)) {}

    Real(const Real& other) : value_(other.value_), id_(other.id()) {}
    Real& operator=(const Real& other) {
        value_ = other.value_;
        id_ = other.id();
        return *this;
    }
    template <class Op, class... A>
    AUTODIFF_INLINE Real& operator=(const Expression<T, Op, A...>& e) {
        id_ = record(e);
        value_ = e.value();
        return *this;
    }
    /// x = x + e and x = x - e grow the statement that made x, when nothing has used x yet, instead of starting
    /// another. By value: an expression that lives on elsewhere is copied here, and its copy does not grow.
    template <class E>
    AUTODIFF_INLINE Real& operator=(Expression<T, ops::Add, Leaf<T>, E> e) {
        return assign(e);
    }
    template <class E>
    AUTODIFF_INLINE Real& operator=(Expression<T, ops::Subtract, Leaf<T>, E> e) {
        return assign(e);
    }

    /// A value that a recorder knows as `id`; for recorders.
    static Real from_recorder(const T& value, Id id) {
        Real x;
        x.value_ = value;
        x.id_ = id;
        return x;
    }

    [[nodiscard]] const T& value() const { return value_; }
    /// For recorders. Whoever knows the id uses the value: its statement does not grow any more.
    [[nodiscard]] Id id() const {
        if ((id_ & word::unused) != 0) id_ &= id_mask;
        return id_;
    }
    /// False for constants.
    [[nodiscard]] bool active() const { return id_ != passive; }
    /// The id of a value that was recorded as a statement of its own and that nobody has used; otherwise passive.
    [[nodiscard]] Id unused_id() const { return (id_ & word::unused) != 0 ? id_ & id_mask : passive; }

    /// The value, truncated. Inside a recording the result leaves a guard: the program may go on differently with
    /// another. Throws Error when I has no such number.
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    explicit operator I() const {
        const long double value = std::trunc(static_cast<long double>(plain_value(value_)));
        if (!(value >= std::numeric_limits<I>::min() && value <= std::numeric_limits<I>::max()))
            throw_no_such_integer(value);
        const auto truncated = static_cast<I>(value);
        static_cast<void>(static_cast<bool>(trunc(*this) == truncated));
        return truncated;
    }
    /// Whether the value is not 0, as a comparison.
    explicit operator bool() const { return *this != 0; }

    template <class U>
    requires ActiveOperands<Real, U> AUTODIFF_INLINE Real& operator+=(const U& x) { return compound<ops::Add>(x); }
    template <class U>
    requires ActiveOperands<Real, U> AUTODIFF_INLINE Real& operator-=(const U& x) { return compound<ops::Subtract>(x); }
    template <class U>
    requires ActiveOperands<Real, U> AUTODIFF_INLINE Real& operator*=(const U& x) { return *this = *this * x; }
    template <class U>
    requires ActiveOperands<Real, U> AUTODIFF_INLINE Real& operator/=(const U& x) { return *this = *this / x; }
    Real& operator++() { return *this += 1; }
    Real& operator--() { return *this -= 1; }
    Real operator++(int) {
        const Real old = *this;
        ++*this;
        return old;
    }
    Real operator--(int) {
        const Real old = *this;
        --*this;
        return old;
    }

    friend bool is_zero(const Real& x) { return !x.active() && is_zero(x.value_); }

  private:
    template <class Op, class U>
    Real& compound(const U& x);

    template <class E>
    AUTODIFF_INLINE static Id record(const E& e) {
        if (Recording<T>* tape = recorder<T>.tape) [[likely]] {
            if (e.all_active()) [[likely]]
                return record_statement<true>(*tape, e);
            return record_statement<false>(*tape, e);
        }
        if constexpr (std::is_same_v<T, double>)
            if (GraphRecorder* graph = recorder<double>.graph) [[unlikely]]
                if (e.active()) {
                    const E copy = e; // so that e itself, whose address is never needed, lives in registers
                    return graph->id(copy.record(*graph));
                }
        return passive;
    }

    template <bool AllActive, class E>
    AUTODIFF_INLINE static Id record_statement(Recording<T>& tape, const E& e) {
        auto writer = tape.template begin_statement<E::leaves, AllActive>();
        e.push(ops::One{}, writer);
        return tape.end_statement(writer);
    }

    /// (this value Op e) on a tape, when this value is a constant or its statement may grow: `id` is passive or its id.
    template <class Op, class E>
    AUTODIFF_INLINE void grow(Recording<T>& tape, Id id, const E& e) {
        if constexpr (!E::is_constant) {
            const auto factor = Op::partial_y(value_, e.value(), value_); // 1 or -1, by its type
            StatementWriter<T> writer = tape.template begin_sum<E::leaves>(id);
            if (e.all_active()) [[likely]] {
                StatementWriter<T, true> all(writer);
                e.push(factor, all);
                writer = StatementWriter<T>(all);
            } else {
                e.push(factor, writer);
            }
            id_ = tape.end_sum(id, writer);
        }
    }

    template <class Op, class E>
    AUTODIFF_INLINE Real& assign(const Expression<T, Op, Leaf<T>, E>& e) {
        const Id id = id_;
        Recording<T>* const tape = recorder<T>.tape;
        if (tape != nullptr && id != passive && id == e.growing() && tape->may_grow(id))
            grow<Op>(*tape, id, e.template operand<1>());
        else
            id_ = record(e);
        value_ = e.value();
        return *this;
    }

    T value_;
    mutable Id id_;
};

/// The scalar of reverse mode.
using Var = Real<double>;

namespace variable {

/// How an argument of an operation on Real<T> enters the expression.
template <class T>
AUTODIFF_INLINE Leaf<T> operand(const Real<T>& x) {
    return {x.value(), x.id()};
}
template <class T, class Op, class... A>
const Expression<T, Op, A...>& operand(const Expression<T, Op, A...>& e) {
    return e;
}
template <class T, class U>
Constant<T> operand(const U& x) {
    if constexpr (PlainNumber<U>) {
        return Constant<T>(T(static_cast<plain_t<T>>(x)));
    } else {
        static_assert(std::convertible_to<U, T>,
                      "active scalars of different precision do not mix: convert one with Real<T>(x.value())");
        return Constant<T>(T(x));
    }
}

template <class T, class Op, class... A>
AUTODIFF_INLINE Expression<T, Op, A...> make_expression(const A&... operands) {
    return Expression<T, Op, A...>(operands...);
}
/// x + e or x - e.
template <class T, class Op, class E>
AUTODIFF_INLINE Expression<T, Op, Leaf<T>, E> make_growing(Id growing, const Leaf<T>& x, const E& e) {
    return Expression<T, Op, Leaf<T>, E>(growing, x, e);
}

} // namespace variable

template <class T>
struct ScalarTraits<Real<T>> {
    static constexpr int depth = 1 + ScalarTraits<T>::depth;
    using plain = plain_t<T>;

    template <class Op, class... A>
    AUTODIFF_INLINE static auto apply(const A&... arguments) {
        return variable::make_expression<T, Op>(variable::operand<T>(arguments)...);
    }
    template <class Op, class U>
    requires expression::may_grow<T, Op, Leaf<T>> AUTODIFF_INLINE static auto apply(const Real<T>& x, const U& e) {
        const auto& second = variable::operand<T>(e); // which uses x if e is x
        const Id growing = x.unused_id();
        return variable::make_growing<T, Op>(growing, variable::operand<T>(x), second);
    }
    template <class Op>
    static Real<T> apply_nary(std::span<const Real<T>> arguments);
};

template <class T, class Op, class... A>
struct ScalarTraits<Expression<T, Op, A...>> : ScalarTraits<Real<T>> {};

template <class T>
template <class Op, class U>
AUTODIFF_INLINE Real<T>& Real<T>::compound(const U& x) {
    const auto& term = variable::operand<T>(x);
    const Id id = unused_id();
    Recording<T>* const tape = recorder<T>.tape;
    if (tape != nullptr && (id != passive ? tape->may_grow(id) : id_ == passive)) {
        grow<Op>(*tape, id, term);
        value_ = Op::value(value_, term.value());
    } else {
        *this = variable::make_expression<T, Op>(variable::operand(*this), term);
    }
    return *this;
}

} // namespace autodiff
