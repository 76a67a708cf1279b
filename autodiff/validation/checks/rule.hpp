#pragma once

// An operation's struct as a subject of checks. Nothing here needs it to be in the catalogue: that is how a new
// operation is tried out.

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/symbol.hpp>
#include <autodiff/ops/chain.hpp>
#include <autodiff/ops/nary.hpp>
#include <autodiff/validation/checks/engines.hpp>
#include <autodiff/variable/reductions.hpp>

#include <string>
#include <vector>

namespace autodiff::checks {

/// An operation as a function of a vector of active scalars.
template <class Op>
struct OperationFunction {
    template <class X>
        requires ActiveScalar<typename X::value_type>
    auto operator()(const X& x) const {
        using Scalar = typename X::value_type;
        return ops::apply_to_all<Op, Scalar>(std::span<const Scalar>(x));
    }
};

template <class Op>
inline constexpr OperationFunction<Op> operation_function{};

/// The rule's partials in plain numbers, as they are written.
template <class Op>
Linearisation plain_partials(std::span<const double> x) {
    const double value = ops::value_at<Op, double>(x);
    Linearisation result{{value}, {1, x.size(), {}}};
    for (std::size_t k = 0; k < x.size(); ++k)
        result.jacobian.elements.push_back(ops::with_partial<Op, double>(
            x, k, value, [](const auto& partial) { return ops::as_number<double>(partial); }));
    return result;
}

/// The partials that the rule gives on symbols, evaluated.
template <class Op>
Linearisation symbolic_partials(std::span<const double> x) {
    const double value = ops::value_at<Op, double>(x);
    Graph graph;
    std::vector<Symbol> arguments;
    for (std::size_t k = 0; k < x.size(); ++k) arguments.emplace_back(graph, graph.add_input());
    const Symbol result(graph, graph.add_input());
    for (std::size_t k = 0; k < x.size(); ++k) {
        const Symbol partial = ops::with_partial<Op, Symbol>(
            arguments, k, result, [](const auto& element) { return ops::as_number<Symbol>(element); });
        graph.add_output(partial.node_in(graph));
    }
    std::vector<double> point(x.begin(), x.end());
    point.push_back(value);
    return {{value}, {1, x.size(), graph(point)}};
}

template <class Op>
Subject subject_of_rule(std::size_t arguments) {
    static_assert(!Op::compares, "a comparison has no derivative to check");
    if constexpr (Op::arity != ops::any_number)
        require_size(arguments, Op::arity, "check_rule", "intervals, one an argument of the operation,");
    const auto& f = operation_function<Op>;
    const ActiveFunctions functions{{}, active_function<Dual<double>>(f), active_function<Real<Dual<double>>>(f)};
    Subject subject;
    subject.name = "check_rule of " + std::string(Op::notation.name);
    subject.inputs = arguments;
    subject.value = [](std::span<const double> x) { return std::vector{ops::value_at<Op, double>(x)}; };
    subject.engines = engines_of(functions);
    subject.engines.insert(subject.engines.begin(), Engine{"partials", plain_partials<Op>, {}});
    subject.engines.push_back(reverse_over_duals(functions.of_moving_var));
    subject.engines.push_back(Engine{"symbolic partials", symbolic_partials<Op>, {}});
    subject.hessian = [g = functions.of_moving_var](std::span<const double> x) { return moving_hessian(g, x); };
    return subject;
}

} // namespace autodiff::checks
