#pragma once

#include <autodiff/base/error.hpp>
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
    Real(const Expression<T, Op, A...>& e) : value_(e.value()), id_(record(e)) {}

    Real(const Real& other) : value_(other.value_), id_(other.id_) { note_copy<T>(id_); }
    Real& operator=(const Real& other) {
        value_ = other.value_;
        id_ = other.id_;
        note_copy<T>(id_);
        return *this;
    }
    template <class Op, class... A>
    Real& operator=(const Expression<T, Op, A...>& e) {
        id_ = record(e);
        value_ = e.value();
        return *this;
    }
    /// x = x + e and x = x - e grow the statement that made x instead of starting another. By value: an expression that
    /// lives on elsewhere is copied here, and its copy counted.
    template <class E>
    Real& operator=(Expression<T, ops::Add, Leaf<T>, E> e) {
        return grow(e);
    }
    template <class E>
    Real& operator=(Expression<T, ops::Subtract, Leaf<T>, E> e) {
        return grow(e);
    }

    /// A value that a recorder knows as `id`; for recorders.
    static Real from_recorder(const T& value, Id id) {
        Real x;
        x.value_ = value;
        x.id_ = id;
        return x;
    }

    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] Id id() const { return id_; }
    /// False for constants.
    [[nodiscard]] bool active() const { return id_ != passive; }

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
    requires ActiveOperands<Real, U> Real& operator+=(const U& x) { return compound<ops::Add>(x); }
    template <class U>
    requires ActiveOperands<Real, U> Real& operator-=(const U& x) { return compound<ops::Subtract>(x); }
    template <class U>
    requires ActiveOperands<Real, U> Real& operator*=(const U& x) { return *this = *this * x; }
    template <class U>
    requires ActiveOperands<Real, U> Real& operator/=(const U& x) { return *this = *this / x; }
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

    friend bool is_zero(const Real& x) { return x.id_ == passive && is_zero(x.value_); }

  private:
    template <class Op, class U>
    Real& compound(const U& x);

    template <class E>
    static Id record(const E& e) {
        Recorder<T>& active = recorder<T>;
        if (active.tape != nullptr) [[likely]] {
            const Id id = active.tape->template statement<E::leaves>(
                [&e](StatementWriter<T>& write) { e.push(ops::One{}, write); });
            active.open = id;
            active.copies = 0;
            return id;
        }
        if constexpr (std::is_same_v<T, double>)
            if (active.graph != nullptr) [[unlikely]] {
                const E copy = e; // so that e itself, whose address is never needed, lives in registers
                return record_in_graph(*active.graph, copy);
            }
        return passive;
    }

    template <class E>
    [[gnu::cold, gnu::noinline]] static Id record_in_graph(GraphRecorder& graph, const E& e) {
        return e.active() ? graph.id(e.record(graph)) : passive;
    }

    /// Adds the partials of e in (this value Op e) to this value's statement if that is the last one and nothing else
    /// means its value: `copies` is the number of copies that the growing expression itself holds.
    template <class Op, class E>
    bool append(const E& e, std::uint32_t copies) {
        Recorder<T>& active = recorder<T>;
        if (id_ == passive || id_ != active.open || active.copies != copies) return false;
        active.copies = 0;
        if constexpr (E::is_constant)
            return true;
        else
            return active.tape->template append<E::leaves>([&](StatementWriter<T>& write) {
                e.push(Op::partial_y(value_, e.value(), value_), write); // 1 or -1, by its type
            });
    }

    template <class Op, class E>
    Real& grow(const Expression<T, Op, Leaf<T>, E>& e) {
        if (e.template operand<0>().id_ != id_ || !append<Op>(e.template operand<1>(), 1)) id_ = record(e);
        value_ = e.value();
        return *this;
    }

    T value_;
    Id id_;
};

/// The scalar of reverse mode.
using Var = Real<double>;

namespace variable {

/// How an argument of an operation on Real<T> enters the expression.
template <class T>
Leaf<T> operand(const Real<T>& x) {
    note_copy<T>(x.id());
    return {x.value(), x.id()};
}
template <class T, class Op, class... A>
const Expression<T, Op, A...>& operand(const Expression<T, Op, A...>& e) {
    return e;
}
template <class T, class U>
Constant<T> operand(const U& x) {
    if constexpr (PlainNumber<U>) {
        return {T(static_cast<plain_t<T>>(x))};
    } else {
        static_assert(std::convertible_to<U, T>,
                      "active scalars of different precision do not mix: convert one with Real<T>(x.value())");
        return {T(x)};
    }
}

template <class T, class Op, class... A>
Expression<T, Op, A...> make_expression(const A&... operands) {
    return Expression<T, Op, A...>(operands...);
}

} // namespace variable

template <class T>
struct ScalarTraits<Real<T>> {
    static constexpr int depth = 1 + ScalarTraits<T>::depth;
    using plain = plain_t<T>;

    template <class Op, class... A>
    static auto apply(const A&... arguments) {
        return variable::make_expression<T, Op>(variable::operand<T>(arguments)...);
    }
    template <class Op>
    static Real<T> apply_nary(std::span<const Real<T>> arguments);
};

template <class T, class Op, class... A>
struct ScalarTraits<Expression<T, Op, A...>> : ScalarTraits<Real<T>> {};

template <class T>
template <class Op, class U>
Real<T>& Real<T>::compound(const U& x) {
    const auto& term = variable::operand<T>(x);
    if (!append<Op>(term, 0)) return *this = variable::make_expression<T, Op>(variable::operand(*this), term);
    value_ = Op::value(value_, term.value());
    return *this;
}

} // namespace autodiff
