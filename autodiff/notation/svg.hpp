#pragma once

#include <autodiff/notation/dot.hpp>

#include <filesystem>
#include <string>

namespace autodiff {

/// Whether Graphviz's program `dot` is found on the PATH and runs.
[[nodiscard]] bool graphviz_available();

/// The drawing of to_dot as SVG. Throws Error when Graphviz is not installed or cannot draw the graph. Graphviz is made
/// for hundreds of nodes; thousands take minutes.
[[nodiscard]] std::string to_svg(const Graph& graph, const DotOptions& options = {});

/// Writes to_svg to a file. Throws Error also when the file cannot be written; nothing is written when drawing fails.
void write_svg(const Graph& graph, const std::filesystem::path& file, const DotOptions& options = {});

} // namespace autodiff
