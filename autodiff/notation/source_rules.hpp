#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff::writing {

/// The value of an operation as its rule computes it, recorded for numbers of type double, or float: one input an
/// argument, one output. An operation that its rule hands on to the C library comes out as itself. Not for operations
/// on any number of arguments.
[[nodiscard]] Graph rule_graph(ops::Opcode operation, bool single_precision);

/// The same function with each operation on any number of arguments spelt out as its rule computes it.
[[nodiscard]] Graph without_nary(const Graph& graph, bool single_precision);

} // namespace autodiff::writing
