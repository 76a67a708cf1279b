#pragma once

#include <autodiff/graph/graph.hpp>

#include <span>
#include <string>

namespace autodiff {

/// What a drawing of a graph shows besides its nodes and edges.
struct DotOptions {
    bool left_to_right = false; ///< from inputs at the left to outputs at the right, rather than from top to bottom
    /// The point at which values are shown, one number an input: every node carries its value, and every edge the
    /// partial derivative of the operation with respect to that argument.
    std::span<const double> point = {};
    /// With a point: every node carries its adjoint as well, the derivative of the sum of the outputs with respect to
    /// it.
    bool adjoints = false;
    int digits = 4;                          ///< of the numbers shown
    std::span<const std::string> names = {}; ///< of the inputs; x, or x0, x1, ... unless given
};

/// The graph in Graphviz's DOT language. Inputs are ellipses, constants plain text, operations boxes, outputs hexagons;
/// a comparison that guards the recording is a dashed box, a call of another graph a double one (with a point, calls
/// are drawn as what they call). Arguments whose order matters are numbered #1, #2, ... at the arrowhead. Operations on
/// which no output and no guard depends are left out. Throws ShapeError when the point does not fit.
[[nodiscard]] std::string to_dot(const Graph& graph, const DotOptions& options = {});

} // namespace autodiff
