#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace autodiff {

/// The graph in LaTeX's mathematics mode (amsmath): the bare expression where there is one output and nothing more to
/// say, otherwise an `aligned` environment with the outputs y_{0}, y_{1}, ..., then "where" the operations that are
/// used more than once, t_{1}, t_{2}, ..., then the guards as "provided". Inputs are x, or x_{0}, x_{1}, ... where
/// there are several; or `names`, of which alpha is written \alpha, rate_2 \mathrm{rate}_{2}.
[[nodiscard]] std::string to_latex(const Graph& graph, std::span<const std::string> names = {});

/// The expression that one node stands for, nothing shared. Where it has more than `most_nodes` inputs, constants and
/// operations, its innermost parts are written \ldots. Throws GraphError when the node does not exist.
[[nodiscard]] std::string expression_latex(const Graph& graph, NodeId node, std::size_t most_nodes = 100,
                                           std::span<const std::string> names = {});

} // namespace autodiff
