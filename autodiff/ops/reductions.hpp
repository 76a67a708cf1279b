#pragma once

// Operations on any number of arguments: one node, one statement, however many there are.

#include <autodiff/ops/operation.hpp>
#include <autodiff/ops/range.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

namespace autodiff::ops {

/// Comparisons are bools: rules may loop or branch on them.
template <class T>
concept BranchingScalar = requires(const T& x) {
    { x < x } -> std::same_as<bool>;
};

/// A running sum. In plain floating point it carries along what rounding loses (Ogita, Rump, Oishi: Accurate sum and
/// dot product, 2005), so that cancellation costs no digits until half of twice the precision is gone.
template <class T>
class Accumulator {
  public:
    constexpr void add(const T& x) {
        const T sum = T(sum_ + x);
        if constexpr (std::is_floating_point_v<T>) lost_ += math::rounding_of_sum(sum_, x, sum);
        sum_ = sum;
    }
    constexpr void add_product(const T& x, const T& y) {
        const T product = T(x * y);
        add(product);
        if constexpr (std::is_floating_point_v<T>) lost_ += math::fma(x, y, -product);
    }
    constexpr T total() const {
        if constexpr (std::is_floating_point_v<T>)
            return math::abs(sum_) < math::infinity<T>() && lost_ == lost_ ? sum_ + lost_ : sum_;
        else
            return sum_;
    }

  private:
    T sum_ = T(0);
    T lost_ = T(0);
};

inline constexpr std::string_view doubled_precision =
    "as if computed in twice the precision and then rounded: where terms cancel to less than one part in 2^50 of their "
    "sizes, the bound counts units in the last place of that part";

template <class T>
constexpr bool finite(T x) {
    return math::abs(x) <= std::numeric_limits<T>::max();
}
/// x, or y where x is NaN.
template <class T>
constexpr T or_else(T x, T y) {
    return x == x ? x : y;
}

struct Sum : Nary {
    static constexpr auto notation = ops::call("sum", "\\operatorname{sum}\\left(#0\\right)");
    static constexpr Contract contract{.edges = "0 of nothing; every partial is 1; partial sums may overflow",
                                       .value_ulp = 1,
                                       .partial_ulp = 0,
                                       .accuracy = doubled_precision};
    static constexpr bool commutes = true;
    template <class T>
    static constexpr T value(std::span<const T> xs) {
        T total = scaled(xs, T(1));
        if constexpr (std::is_floating_point_v<T>) {
            // a partial sum that overflows does not say that the whole sum does
            const T scale = math::power_of_two<T>(-std::numeric_limits<T>::digits);
            if (!finite(total)) return or_else(scaled(xs, scale) / scale, total);
        }
        return total;
    }
    template <class T>
    static constexpr One partial(std::span<const T>, std::size_t, const T&) {
        return {};
    }

  private:
    template <class T>
    static constexpr T scaled(std::span<const T> xs, const T& scale) {
        Accumulator<T> sum;
        for (const T& x : xs) sum.add(T(scale * x));
        return sum.total();
    }
};

/// x . y of the arguments x..., y..., as many of one as of the other.
struct Dot : Nary {
    static constexpr auto notation = ops::call("dot", "\\operatorname{dot}\\left(#0\\right)");
    static constexpr Contract contract{.edges = "0 of nothing; the partial of each factor is its partner; products and "
                                                "partial sums may overflow",
                                       .value_ulp = 1,
                                       .partial_ulp = 0,
                                       .accuracy = doubled_precision};
    template <class T>
    static constexpr T value(std::span<const T> xs) {
        T total = scaled(xs, T(1));
        if constexpr (std::is_floating_point_v<T>) {
            // products or partial sums that overflow do not say that the whole does
            const T scale = T(math::scale_down<T>);
            if (!finite(total)) return or_else(scaled(xs, scale) / scale / scale, total);
        }
        return total;
    }
    template <class T>
    static constexpr T partial(std::span<const T> xs, std::size_t i, const T&) {
        const std::size_t half = xs.size() / 2;
        return i < half ? xs[i + half] : xs[i - half];
    }

  private:
    template <class T>
    static constexpr T scaled(std::span<const T> xs, const T& scale) {
        const std::size_t half = xs.size() / 2;
        Accumulator<T> sum;
        for (std::size_t i = 0; i < half; ++i) sum.add_product(T(scale * xs[i]), T(scale * xs[i + half]));
        return sum.total();
    }
};

/// sqrt(x1^2 + x2^2 + ...), without overflow or underflow of the squares.
struct Norm : Nary {
    static constexpr auto notation = ops::call("norm", "\\left\\|#0\\right\\|");
    static constexpr Contract contract{
        .edges =
            "0 of nothing; at the origin every partial is 0, the subgradient of least norm; a single infinite argument "
            "has the partial +-1 and the others 0, several have NaN"};
    static constexpr bool commutes = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(std::span<const T> xs) {
        T r = math::sqrt(scaled_squares(xs, T(1)));
        return math::rewrite_when<T>(
            math::outside(r, math::tiny<T>, math::huge<T>), [&] { return scaled_norm(xs, scale_of(r)) / scale_of(r); },
            [&] { return r; });
    }
    template <class T>
    static constexpr T partial(std::span<const T> xs, std::size_t i, const T& r) {
        return math::limit_when<T>(
            r == 0, [] { return T(0); }, [&] { return cosine(xs, i, r); });
    }

  private:
    template <class T>
    static constexpr T scale_of(const T& r) {
        return math::select(r < 1, T(math::scale_up<T>), T(math::scale_down<T>));
    }
    template <class T>
    static constexpr T scaled_squares(std::span<const T> xs, const T& scale) {
        Accumulator<T> sum;
        for (const T& x : xs) {
            const T scaled = T(scale * x);
            sum.add_product(scaled, scaled);
        }
        return sum.total();
    }
    template <class T>
    static constexpr T scaled_norm(std::span<const T> xs, const T& scale) {
        return math::sqrt(scaled_squares(xs, scale));
    }
    /// x / r; for a norm that lost digits to underflow, or overflowed, of the scaled arguments. A symbol stands for
    /// ordinary numbers here: the sum over all arguments in each partial would be too long.
    template <class T>
    static constexpr T cosine(std::span<const T> xs, std::size_t i, const T& r) {
        if constexpr (std::is_floating_point_v<T>) {
            if (r < math::tiny<T> || r > std::numeric_limits<T>::max()) {
                if (math::abs(xs[i]) == math::infinity<T>())
                    return infinities(xs) == 1 ? math::copysign(T(1), xs[i]) : r - r;
                if (infinities(xs) > 0) return T(0);
                const T scale = scale_of(r);
                return scale * xs[i] / scaled_norm(xs, scale);
            }
        }
        return T(xs[i] / r);
    }
    template <class T>
    static constexpr std::size_t infinities(std::span<const T> xs) {
        std::size_t count = 0;
        for (const T& x : xs)
            if (math::abs(x) == math::infinity<T>()) ++count;
        return count;
    }
};

/// log(exp(x1) + exp(x2) + ...), without overflow or underflow of the exponentials.
struct LogSumExp : Nary {
    static constexpr auto notation = ops::call("log_sum_exp", "\\operatorname{lse}\\left(#0\\right)");
    static constexpr Contract contract{
        .edges = "-inf of nothing; -inf drops out and +inf takes all; those that tie at infinity share the partial 1",
        .value_ulp = 2.5,
        .accuracy =
            "where the exponentials add up to nearly 1 the value is a small rest of the largest argument and a "
            "logarithm that cancel; there its bound counts units in the last place of the largest argument. In a "
            "graph each partial is exp(x - value), which inherits the rounding of the value"};
    static constexpr bool commutes = true;
    static constexpr bool costly = true;
    template <class T>
    static constexpr T value(std::span<const T> xs) {
        T top = largest(xs);
        return math::limit_when<T>(
            math::abs(top) == math::infinity<T>(), [&] { return top; },
            [&] { return T(top + math::log1p(sum_of_exponentials(xs, top, T(-1)))); });
    }
    /// The short form, for graphs; its error grows with the size of r.
    template <class T>
    static constexpr T partial(std::span<const T> xs, std::size_t i, const T& r) {
        return math::limit_when<T>(
            math::abs(r) == math::infinity<T>(), [&] { return math::select(xs[i] == r, T(1), T(0)); },
            [&] { return math::exp(T(xs[i] - r)); });
    }
    /// exp(x) over the sum of all, scaled by the largest; at infinity those that tie share alike.
    template <class T>
        requires BranchingScalar<T>
    static constexpr auto partials(std::span<const T> xs, const T&) {
        T top = largest(xs);
        const bool at_infinity = math::abs(top) == math::infinity<T>();
        const T total = at_infinity ? ties(xs, top) : sum_of_exponentials(xs, top, T(0));
        return [=](std::size_t i) {
            const T share = at_infinity ? math::select(xs[i] == top, T(1), T(0)) : math::exp_of_difference(xs[i], top);
            return T(share / total);
        };
    }

  private:
    template <class T>
    static constexpr T largest(std::span<const T> xs) {
        T top = T(-math::infinity<T>());
        for (const T& x : xs) top = math::select(top < x, x, top);
        return top;
    }
    template <class T>
    static constexpr T ties(std::span<const T> xs, const T& top) {
        T count = T(0);
        for (const T& x : xs) count = T(count + math::select(x == top, T(1), T(0)));
        return count;
    }
    template <class T>
    static constexpr T sum_of_exponentials(std::span<const T> xs, const T& top, const T& start) {
        Accumulator<T> sum;
        sum.add(start);
        for (const T& x : xs) sum.add(math::exp_of_difference(x, top));
        return sum.total();
    }
};

/// All partials of Op at xs, where r is the value: a function of the argument's index. Whatever they share is computed
/// once, here.
template <class Op, class T>
constexpr auto partials(std::span<const T> xs, const T& r) {
    if constexpr (requires { Op::partials(xs, r); })
        return Op::partials(xs, r);
    else
        return [xs, r](std::size_t i) { return Op::partial(xs, i, r); };
}

} // namespace autodiff::ops
