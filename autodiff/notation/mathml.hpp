#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace autodiff {

/// How a formula stands on its page.
enum class MathDisplay {
    block, ///< on a line of its own, at full size
    line   ///< inside a line of text
};

/// What to_latex says, as presentation MathML: a <math> element that every browser typesets without help.
[[nodiscard]] std::string to_mathml(const Graph& graph, std::span<const std::string> names = {},
                                    MathDisplay display = MathDisplay::block);

/// What expression_latex says, as presentation MathML.
[[nodiscard]] std::string expression_mathml(const Graph& graph, NodeId node, std::size_t most_nodes = 100,
                                            std::span<const std::string> names = {},
                                            MathDisplay display = MathDisplay::line);

/// Presentation MathML of a formula in the part of LaTeX's mathematics mode that this library writes: letters, numbers,
/// scripts, \frac, \sqrt, \left ... \right, aligned and cases, \text, \mathrm, \operatorname, Greek letters, names of
/// functions, operators and relations. Any text is read in linear time, however deeply nested. Throws Error that names
/// the command or the bracket it does not understand.
[[nodiscard]] std::string latex_to_mathml(std::string_view latex, MathDisplay display = MathDisplay::block);

} // namespace autodiff
