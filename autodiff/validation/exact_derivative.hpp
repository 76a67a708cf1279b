#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>

namespace autodiff {

/// The derivative of each output with respect to one input, exactly: no operation on constants is computed, as the
/// other passes do in rounded arithmetic (1/3 stays 1/3), and a constant of a rule that no double is, such as log(2),
/// becomes that expression. The inputs stay; nothing else is simplified. Throws ShapeError when there is no such input.
[[nodiscard]] Graph exact_derivative(const Graph& graph, std::size_t variable);

} // namespace autodiff
