#pragma once

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/ops/nary.hpp>
#include <autodiff/ops/scaling.hpp>
#include <autodiff/variable/reductions.hpp>

#include <fmt/format.h>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace autodiff::derivatives {

/// A graph's operations on scalars, one row an operation.
template <class Scalar>
struct OperationOn {
    template <class Op>
    struct Row {
        static constexpr Scalar (*value)(std::span<const Scalar>) = ops::apply_to_all<Op, Scalar>;
    };
};

/// Runs the operations of a graph on scalars, as the program that it was recorded from did.
template <class Scalar>
class Replay {
  public:
    /// The outputs at x, which has one scalar an input. Throws GuardError.
    std::vector<Scalar> operator()(const Graph& graph, std::span<const Scalar> x, bool guarded = true) {
        std::vector<Scalar> values(graph.size());
        std::unordered_map<NodeId, std::vector<Scalar>> results;
        std::vector<Scalar> arguments;
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const auto id = static_cast<NodeId>(i);
            const Node& node = graph.node(id);
            arguments.clear();
            if (node.is_operation() || node.is_call())
                for (const NodeId argument : graph.arguments(id)) arguments.push_back(values[index(argument)]);
            if (node.is_input())
                values[i] = x[node.input_number()];
            else if (node.is_constant())
                values[i] = Scalar(node.constant());
            else if (node.is_result())
                values[i] = results.at(node.arguments[0])[node.result_number()];
            else if (node.is_call())
                results.emplace(id, call(graph.function(id), arguments, guarded));
            else
                values[i] =
                    ops::catalogue_table<OperationOn<Scalar>::template Row>[ops::index(node.opcode())](arguments);
        }
        if (guarded) check_guards(graph, values);
        std::vector<Scalar> outputs;
        for (const NodeId output : graph.outputs()) outputs.push_back(values[index(output)]);
        return outputs;
    }

  private:
    using Scalars = std::vector<Scalar>;

    static void check_guards(const Graph& graph, const Scalars& values) {
        for (const Guard& guard : graph.guards()) {
            if ((plain_value(values[index(guard.comparison)]) != 0) == guard.taken) continue;
            const auto x = graph.arguments(guard.comparison);
            throw_guard_error(graph, guard, static_cast<double>(plain_value(values[index(x[0])])),
                              static_cast<double>(plain_value(values[index(x[1])])),
                              fmt::format("node {}", index(guard.comparison)));
        }
    }

    Scalars call(const GraphFunction& function, const Scalars& x, bool guarded) {
        if (!function.is_loop()) return (*this)(*function.body, x, guarded);
        const bool reversed = function.kind == GraphFunction::Kind::repeat_reverse;
        Scalars state = first(x, function.states());
        std::vector<Scalars> states; // before each step
        for (std::size_t i = 0; i < function.steps; ++i) {
            if (reversed) states.push_back(state);
            if (!reversed || i + 1 < function.steps)
                state = (*this)(*function.body, step_inputs(function, x, state, i), guarded && !reversed);
        }
        return reversed ? loop_reverse(function, x, states, guarded) : state;
    }

    static Scalars first(const Scalars& x, std::size_t n) {
        return {x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n)};
    }
    static void append(Scalars& to, const Scalars& x, std::size_t begin, std::size_t count) {
        const auto from = x.begin() + static_cast<std::ptrdiff_t>(begin);
        to.insert(to.end(), from, from + static_cast<std::ptrdiff_t>(count));
    }

    static Scalars step_inputs(const GraphFunction& loop, const Scalars& x, Scalars state, std::size_t i) {
        append(state, x, loop.states(), loop.shared);
        append(state, x, loop.states() + loop.shared + i * loop.elements(), loop.elements());
        return state;
    }

    Scalars loop_reverse(const GraphFunction& loop, const Scalars& x, const std::vector<Scalars>& states,
                         bool guarded) {
        const std::size_t n = loop.states(), fixed = n + loop.shared;
        Scalars adjoint(x.end() - static_cast<std::ptrdiff_t>(n), x.end());
        Scalars results(loop.results());
        for (std::size_t i = loop.steps; i-- > 0;) {
            Scalars inputs = step_inputs(loop, x, states[i], i);
            append(inputs, adjoint, 0, n);
            const Scalars step = (*this)(*loop.adjoint, inputs, guarded);
            adjoint = first(step, n);
            for (std::size_t k = n; k < fixed; ++k)
                results[k] = i + 1 == loop.steps ? step[k] : Scalar(results[k] + step[k]);
            for (std::size_t k = 0; k < loop.elements(); ++k)
                results[fixed + i * loop.elements() + k] = step[fixed + k];
        }
        for (std::size_t k = 0; k < n; ++k) results[k] = adjoint[k];
        return results;
    }
};

extern template class Replay<Var>;

} // namespace autodiff::derivatives
