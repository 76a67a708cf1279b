#pragma once

#include <autodiff/cli/assessment.hpp>

#include <string>

namespace autodiff::cli {

/// The assessment as one HTML file that needs nothing else: verdict, plots, edge cases, derivation, expression graph.
[[nodiscard]] std::string report(const Assessment& assessment);

} // namespace autodiff::cli
