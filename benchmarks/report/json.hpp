#pragma once

#include <benchmarks/report/results.hpp>

#include <string>

namespace benchmarks {

/// All results, with the derived means; times in seconds.
[[nodiscard]] std::string json(const Results& results);

} // namespace benchmarks
