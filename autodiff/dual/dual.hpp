#pragma once

#include <autodiff/ops/catalogue.hpp>
#include <autodiff/ops/chain.hpp>
#include <autodiff/ops/lanes.hpp>
#include <autodiff/ops/nary.hpp>
#include <autodiff/ops/scaling.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace autodiff {

/// The forward-mode scalar: a value and its derivatives in N directions. T is a floating-point type or another active
/// scalar (Dual<Dual<double>> for second derivatives).
template <class T, std::size_t N = 1>
class Dual {
  public:
    using value_type = T;
    static constexpr std::size_t directions = N;

    constexpr Dual() : value_(0), tangent_{} {}
    /// A constant.
    template <PlainNumber U>
    constexpr Dual(U value) : value_(static_cast<plain_t<T>>(value)), tangent_{} {}
    /// A constant.
    constexpr Dual(const T& value) requires ActiveScalar<T> : value_(value), tangent_{} {}
    constexpr Dual(const T& value, const std::array<T, N>& tangent) : value_(value), tangent_(tangent) {}
    /// The variable that moves in direction `direction` with rate `rate`.
    static constexpr Dual variable(const T& value, std::size_t direction = 0, const T& rate = T(1)) {
        Dual x(value, {});
        x.tangent_[direction] = rate;
        return x;
    }

    [[nodiscard]] constexpr const T& value() const { return value_; }
    [[nodiscard]] constexpr const T& tangent(std::size_t direction = 0) const { return tangent_[direction]; }
    [[nodiscard]] constexpr const std::array<T, N>& tangents() const { return tangent_; }
    constexpr T& tangent(std::size_t direction = 0) { return tangent_[direction]; }

    template <class U>
    constexpr Dual& operator+=(const U& x) {
        return *this = *this + x;
    }
    template <class U>
    constexpr Dual& operator-=(const U& x) {
        return *this = *this - x;
    }
    template <class U>
    constexpr Dual& operator*=(const U& x) {
        return *this = *this * x;
    }
    template <class U>
    constexpr Dual& operator/=(const U& x) {
        return *this = *this / x;
    }

    constexpr Dual& operator++() { return *this += 1; }
    constexpr Dual& operator--() { return *this -= 1; }
    constexpr Dual operator++(int) {
        const Dual old = *this;
        ++*this;
        return old;
    }
    constexpr Dual operator--(int) {
        const Dual old = *this;
        --*this;
        return old;
    }

    friend constexpr bool is_zero(const Dual& x) {
        bool zero = is_zero(x.value_);
        for (const T& t : x.tangent_) zero = zero && is_zero(t);
        return zero;
    }

  private:
    T value_;
    std::array<T, N> tangent_;
};

template <class T, std::size_t N>
struct ScalarTraits<Dual<T, N>> {
    static constexpr int depth = 1 + ScalarTraits<T>::depth;
    using plain = plain_t<T>;
    using Self = Dual<T, N>;

    template <class Op, class... A>
    static constexpr auto apply(const A&... arguments) {
        if constexpr (Op::compares)
            return compare<Op>(primal(arguments)...);
        else
            return lift<Op>(std::index_sequence_for<A...>{}, std::tie(arguments...), primal(arguments)...);
    }

    /// The directional derivatives of an n-ary operation, one argument after the other.
    template <class Op>
    static Self apply_nary(std::span<const Self> x) {
        std::vector<T> values;
        values.reserve(x.size());
        for (const Self& argument : x) values.push_back(argument.value());
        const std::span<const T> primals(values);
        Self result(ops::apply_nary<Op, T>(primals), {});
        const auto partials = ops::partials<Op>(primals, result.value());
        for (std::size_t i = 0; i < x.size(); ++i) {
            const T partial = ops::as_number<T>(partials(i));
            for (std::size_t d = 0; d < N; ++d) ops::add_product(result.tangent(d), x[i].tangent(d), partial);
        }
        return result;
    }

  private:
    template <class A>
    static constexpr T primal(const A& argument) {
        if constexpr (std::is_same_v<A, Self>)
            return argument.value();
        else if constexpr (PlainNumber<A>)
            return T(static_cast<plain>(argument));
        else {
            static_assert(
                std::is_constructible_v<T, const A&>,
                "a Dual does not mix with duals of different precision, nor with a Real that is not nested in "
                "it: take the value() of one, or use one scalar type throughout");
            return T(argument);
        }
    }

    template <class Op, class... P>
    static constexpr auto compare(const P&... primals) {
        const auto outcome = ops::apply<Op>(primals...);
        if constexpr (PlainNumber<decltype(outcome)>)
            return outcome != 0;
        else
            return outcome;
    }

    template <class Op, std::size_t... K, class Arguments, class... P>
    static constexpr Self lift(std::index_sequence<K...>, const Arguments& arguments, const P&... primals) {
        const T value = ops::call<Op>(primals...);
        std::array<T, N> tangents{};
        ops::combine(tangents, ops::Term{tangents_of(std::get<K>(arguments)),
                                         partial<Op, K>(std::get<K>(arguments), value, primals...)}...);
        return Self(value, tangents);
    }

    static constexpr const std::array<T, N>* tangents_of(const Self& argument) { return &argument.tangents(); }
    template <class A>
    static constexpr const std::array<T, N>* tangents_of(const A&) {
        return nullptr;
    }

    /// Zero for constants, which contribute nothing and cost nothing; 0 where it does not matter.
    template <class Op, int K, class A, class... P>
    static constexpr auto partial(const A& argument, const T& value, const P&... primals) {
        if constexpr (std::is_same_v<A, Self>) {
            using Partial = decltype(ops::partial<Op, K>(value, primals...));
            if constexpr (std::is_same_v<Partial, T> && (Op::branches || Op::steep || Op::costly)) {
                bool at_rest = true;
                for (const T& t : argument.tangents()) at_rest = at_rest && is_zero(t);
                if (at_rest) return T(0);
            }
            return ops::partial<Op, K>(value, primals...);
        } else {
            return ops::Zero{};
        }
    }
};

} // namespace autodiff
