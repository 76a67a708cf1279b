#pragma once

#include <benchmarks/report/results.hpp>

#include <string>

namespace benchmarks {

/// The results as tables for a document: the means, then warm times, ratios to the derivative by hand, cold times and
/// tape sizes with a row a problem and a column a tool.
[[nodiscard]] std::string markdown(const Results& results);

} // namespace benchmarks
