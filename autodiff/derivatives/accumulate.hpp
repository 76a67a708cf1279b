#pragma once

#include <autodiff/derivatives/callable.hpp>
#include <autodiff/derivatives/gradient.hpp>
#include <autodiff/derivatives/gradient_statement.hpp>
#include <autodiff/derivatives/inner_tape.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

namespace derivatives {

/// A sum and its gradient, of which a part may be missing yet.
template <class T>
struct GradientSum {
    T value;
    std::vector<T> gradient;

    void add(const GradientSum& other) {
        value += other.value;
        for (std::size_t j = 0; j < gradient.size(); ++j) gradient[j] += other.gradient[j];
    }
};

template <class Scalar, class Term>
constexpr void require_term() {
    static_assert(std::is_invocable_v<Term&, std::size_t, const std::vector<Scalar>&>,
                  "the term must be callable as term(std::size_t i, x) with a vector of scalars x (const auto&, "
                  "std::span<const Var>, const std::vector<Var>&)");
    if constexpr (std::is_invocable_v<Term&, std::size_t, const std::vector<Scalar>&>)
        static_assert(ScalarResult<std::invoke_result_t<Term&, std::size_t, const std::vector<Scalar>&>, Scalar>,
                      "the term must return one scalar");
}

/// The sum of term(i, x) for first <= i < last, in this order.
template <class Scalar, class Term>
Scalar plain_sum(std::size_t first, std::size_t last, Term& term, const std::vector<Scalar>& x) {
    Scalar sum = 0;
    for (std::size_t i = first; i < last; ++i) sum += Scalar(term(i, x));
    return sum;
}

/// The same with its gradient; zero with respect to constants. Each term is swept as soon as it is recorded. Never part
/// of a function that the compiler optimises for size because it runs once, such as main.
template <class T, class Term>
[[gnu::hot, gnu::noinline]] GradientSum<T> swept_sum(std::size_t first, std::size_t last, Term& term,
                                                     const std::vector<Real<T>>& x, const char* verb) {
    InnerTape<T> tape(verb);
    const std::vector<Real<T>> inputs = tape.variables(std::span<const Real<T>>(x));
    GradientSum<T> sum{T(0), {}};
    tape.begin();
    for (std::size_t i = first; i < last; ++i) {
        const Real<T> y = term(i, inputs);
        tape.finish_piece();
        tape.seed(y, T(1));
        tape.sweep_piece();
        sum.value += y.value();
        tape.forget_piece();
    }
    sum.gradient.reserve(inputs.size());
    for (const Real<T>& input : inputs) sum.gradient.push_back(tape.adjoint(input));
    return sum;
}

template <class T>
Real<T> gradient_statement(Recording<T>& tape, const GradientSum<T>& sum, const std::vector<Real<T>>& x) {
    return gradient_statement(tape, sum.value, std::span<const Real<T>>(x), std::span<const T>(sum.gradient));
}

} // namespace derivatives

/// The sum of term(i, x) over i = 0 ... n-1, with the memory of one term: each is recorded on an inner tape, swept at
/// once and forgotten. On the active tape the result is one statement whose partials are the gradient. The terms are
/// added in order, without compensation. All variables that a term uses must be elements of x: TapeError for others.
/// Variables that it makes must not be kept for another term. Where no tape is active it is the plain sum; in a graph
/// that means all terms are recorded.
template <class Term, derivatives::ScalarRange X>
auto accumulate(std::size_t n, Term&& term, const X& x) {
    const auto inputs = derivatives::scalars(x);
    using Scalar = typename std::remove_cvref_t<decltype(inputs)>::value_type;
    derivatives::require_term<Scalar, Term>();
    if constexpr (derivatives::taped<Scalar>)
        if (derivatives::on_tape<Scalar>()) {
            auto& outer = *recorder<derivatives::value_type_of<Scalar>>.tape;
            const auto sum = derivatives::swept_sum(0, n, term, inputs, "accumulate");
            return derivatives::gradient_statement(outer, sum, inputs);
        }
    return derivatives::plain_sum<Scalar>(0, n, term, inputs);
}

/// Writes the gradient of the sum of term(i, x) over i = 0 ... n-1 to `gradient` and returns the sum; term takes a
/// number and a vector of scalars. Constant memory, as `accumulate`. Throws ShapeError unless gradient has one place an
/// input.
template <class Term, NumberRange X = std::initializer_list<double>>
double value_and_gradient_of_sum_into(std::span<double> gradient, std::size_t n, Term&& term, const X& x) {
    return value_and_gradient_into(
        gradient, [&](const std::vector<Var>& inputs) { return accumulate(n, term, inputs); }, x);
}

/// The sum of term(i, x) over i = 0 ... n-1 and its gradient.
template <class Term, NumberRange X = std::initializer_list<double>>
ValueAndGradient value_and_gradient_of_sum(std::size_t n, Term&& term, const X& x) {
    return value_and_gradient([&](const std::vector<Var>& inputs) { return accumulate(n, term, inputs); }, x);
}

} // namespace autodiff
