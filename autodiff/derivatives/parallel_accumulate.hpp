#pragma once

#if !__has_include(<oneapi/tbb/parallel_reduce.h>)
#error "autodiff/parallel.hpp needs oneTBB (Debian: libtbb-dev) and the CMake target autodiff::parallel"
#endif

#include <autodiff/derivatives/accumulate.hpp>
#include <autodiff/dual/dual.hpp>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/partitioner.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

namespace derivatives {

/// Terms are handed out in pieces of this many at most, and of half as many at least. It depends on n only: so does the
/// order of the additions, then. Few terms, that may be cheap, come in fewer pieces: each costs about half a
/// microsecond.
constexpr std::size_t terms_at_once(std::size_t n) {
    const std::size_t pieces = n < 10'000 ? 32 : 256;
    return std::max<std::size_t>(1, n / pieces);
}

/// `piece(first, last)` for pieces of 0 ... n-1, added up with `add(sum, other)` in an order that depends on n only.
template <class Sum, class Piece, class Add>
Sum deterministic_sum(std::size_t n, const Sum& zero, const Piece& piece, const Add& add) {
    using Range = oneapi::tbb::blocked_range<std::size_t>;
    return oneapi::tbb::parallel_deterministic_reduce(
        Range(0, n, terms_at_once(n)), zero,
        [&](const Range& range, Sum sum) {
            add(sum, piece(range.begin(), range.end()));
            return sum;
        },
        [&](Sum left, const Sum& right) {
            add(left, right);
            return left;
        },
        oneapi::tbb::simple_partitioner());
}

/// Scalars whose arithmetic leaves no trace on the thread that does it.
template <class T>
inline constexpr bool thread_neutral = std::is_floating_point_v<T>;
template <class T, std::size_t N>
inline constexpr bool thread_neutral<Dual<T, N>> = thread_neutral<T>;

/// Whatever the thread that got this piece records otherwise.
template <class Scalar, class Term>
Scalar unrecorded_sum(std::size_t first, std::size_t last, Term& term, const std::vector<Scalar>& x) {
    if constexpr (taped<Scalar>) {
        const PauseOf<value_type_of<Scalar>> pause;
        return plain_sum(first, last, term, x);
    } else {
        return plain_sum(first, last, term, x);
    }
}

} // namespace derivatives

/// `accumulate` on all threads of oneTBB (of the task arena or global_control in force), each piece of the sum on a
/// tape of its own. Value and gradient are the same to the last bit for any number of threads; they differ from
/// accumulate's by rounding. The term is called by several threads at once. An exception from a term arrives here.
/// Plain scalars and duals without an active tape are summed in the same way; in a graph all terms are recorded one
/// after the other.
template <class Term, derivatives::ScalarRange X>
auto parallel_accumulate(std::size_t n, Term&& term, const X& x) {
    const auto inputs = derivatives::scalars(x);
    using Scalar = typename std::remove_cvref_t<decltype(inputs)>::value_type;
    derivatives::require_term<Scalar, Term>();
    if constexpr (derivatives::taped<Scalar>) {
        using T = derivatives::value_type_of<Scalar>;
        static_assert(derivatives::thread_neutral<T>,
                      "parallel_accumulate cannot be nested in another reverse mode: other threads would not record on "
                      "its tape; use accumulate there");
        if (derivatives::on_tape<Scalar>()) {
            Recording<T>& outer = *recorder<T>.tape;
            const derivatives::GradientSum<T> zero{T(0), std::vector<T>(inputs.size(), T(0))};
            const auto sum = derivatives::deterministic_sum(
                n, zero,
                [&](std::size_t first, std::size_t last) {
                    return derivatives::swept_sum(first, last, term, inputs, "parallel_accumulate");
                },
                [](derivatives::GradientSum<T>& left, const derivatives::GradientSum<T>& right) { left.add(right); });
            return derivatives::gradient_statement(outer, sum, inputs);
        }
        if constexpr (std::is_same_v<T, double>)
            if (recorder<T>.graph != nullptr) return derivatives::plain_sum<Scalar>(0, n, term, inputs);
    } else {
        static_assert(derivatives::thread_neutral<Scalar>);
    }
    return derivatives::deterministic_sum(
        n, Scalar(0),
        [&](std::size_t first, std::size_t last) {
            return derivatives::unrecorded_sum<Scalar>(first, last, term, inputs);
        },
        [](Scalar& left, const Scalar& right) { left += right; });
}

/// value_and_gradient_of_sum_into on all threads: see parallel_accumulate.
template <class Term, NumberRange X = std::initializer_list<double>>
double parallel_value_and_gradient_of_sum_into(std::span<double> gradient, std::size_t n, Term&& term, const X& x) {
    return value_and_gradient_into(
        gradient, [&](const std::vector<Var>& inputs) { return parallel_accumulate(n, term, inputs); }, x);
}

/// value_and_gradient_of_sum on all threads: see parallel_accumulate.
template <class Term, NumberRange X = std::initializer_list<double>>
ValueAndGradient parallel_value_and_gradient_of_sum(std::size_t n, Term&& term, const X& x) {
    return value_and_gradient([&](const std::vector<Var>& inputs) { return parallel_accumulate(n, term, inputs); }, x);
}

} // namespace autodiff
