#pragma once

#include <autodiff/graph/graph.hpp>

#include <span>

namespace autodiff {

// The verbs of the eager doors on graphs: each gives a new graph of the same inputs and guards, simplified, that can be
// printed, evaluated and differentiated again. Of a graph with data (Graph::data_inputs) the parameters alone are
// differentiated.

/// dy/dx of a graph with one input; as many outputs as it has. Throws ShapeError otherwise.
[[nodiscard]] Graph derivative(const Graph& graph);
/// dy/dx[i] for all i of a graph with one output. Throws ShapeError otherwise.
[[nodiscard]] Graph gradient(const Graph& graph);
/// y, then dy/dx[i] for all i. Throws ShapeError unless there is one output.
[[nodiscard]] Graph value_and_gradient(const Graph& graph);
/// dy[i]/dx[j] row by row, by the direction that has fewer sweeps.
[[nodiscard]] Graph jacobian(const Graph& graph);
/// d2y/dx[i]dx[j] row by row of a graph with one output. Throws ShapeError otherwise.
[[nodiscard]] Graph hessian(const Graph& graph);
/// The Hessian times a fixed v, for a graph with one output. Throws ShapeError unless v has one element an input.
[[nodiscard]] Graph hessian_vector(const Graph& graph, std::span<const double> v);

} // namespace autodiff
