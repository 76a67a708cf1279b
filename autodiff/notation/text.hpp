#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace autodiff {

/// The graph as lines of infix text, with as few parentheses as the precedence of the operators allows:
///
///     t1 = exp(-x)                 an operation that is used more than once
///     guard x < 1 is true          a comparison, and how it came out in the recording
///     t1 / (1 + t1)                the output; with several: y0 = ..., y1 = ...
///
///     f1(x0, t1)[0]                the first result of a call of a graph, which is listed below as f1(x0, x1):
///     repeat(f1, 9 steps)(x0)[0]   the first of the states after nine steps
///
/// The input is x, or x0, x1, ... where there are several. Numbers are the shortest that read back as the same double;
/// a minus sign directly before one belongs to it, and the negation of a number is written -(2). Operations on which no
/// output and no guard depends are left out. No line feed at the end. `names` are those of the inputs, if they have
/// any.
[[nodiscard]] std::string to_text(const Graph& graph, std::span<const std::string> names = {});

/// The expression that one node stands for, nothing shared. Where it has more than `most_nodes` inputs, constants and
/// operations, its innermost parts are written "...". Throws GraphError when the node does not exist.
[[nodiscard]] std::string expression_text(const Graph& graph, NodeId node, std::size_t most_nodes = 100,
                                          std::span<const std::string> names = {});

/// The shortest number that reads back as the same double: 0.1, 3, -0, 1e-300, inf, nan.
[[nodiscard]] std::string number_text(double value);

} // namespace autodiff
