#pragma once

// The rules of the catalogue on the values of nodes, for whatever evaluates a graph node after node in a scalar of its
// own.

#include <autodiff/graph/node.hpp>
#include <autodiff/ops/catalogue.hpp>

#include <span>
#include <vector>

namespace autodiff {

/// The value of Op where its arguments are the nodes x, whose values stand in `values` at their places.
template <class Op, class T>
T value_at_nodes(const std::vector<T>& values, std::span<const NodeId> x) {
    if constexpr (Op::arity == ops::any_number) {
        std::vector<T> arguments;
        arguments.reserve(x.size());
        for (const NodeId argument : x) arguments.push_back(values[index(argument)]);
        return Op::value(std::span<const T>(arguments));
    } else if constexpr (Op::arity == 1) {
        return Op::value(values[index(x[0])]);
    } else if constexpr (Op::arity == 2) {
        return Op::value(values[index(x[0])], values[index(x[1])]);
    } else {
        return Op::value(values[index(x[0])], values[index(x[1])], values[index(x[2])]);
    }
}

/// The same for the operation of an opcode.
template <class T>
class RulesAtNodes {
    template <class Op>
    struct Row {
        static constexpr T (*value)(const std::vector<T>&, std::span<const NodeId>) = value_at_nodes<Op, T>;
    };
    static constexpr auto table = ops::catalogue_table<Row>;

  public:
    static T value(ops::Opcode operation, const std::vector<T>& values, std::span<const NodeId> x) {
        return table[ops::index(operation)](values, x);
    }
};

} // namespace autodiff
