#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <vector>

namespace autodiff::cli {

/// One operation of a function, and its derivative as the chain rule gives it.
struct Step {
    NodeId operation;
    Graph derivative; ///< one output, simplified; the inputs of the function
};

/// The operations on the way from the variable to the first output, from the inside out, each with its derivative. The
/// last one is the function.
[[nodiscard]] std::vector<Step> derivative_steps(const Graph& graph, std::size_t variable);

} // namespace autodiff::cli
