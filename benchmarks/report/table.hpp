#pragma once

#include <benchmarks/report/results.hpp>

#include <string>

namespace benchmarks {

/// One block a problem: a row a tool, the fastest first, with a bar proportional to its warm time. Nothing is wider
/// than `columns`, from 72 upwards.
[[nodiscard]] std::string problem_table(const ProblemResults& problem, std::size_t columns);

/// Geometric means over the averaged problems, a row a tool; says which of the problems were not measured.
[[nodiscard]] std::string summary_table(const Results& results);

/// What the columns mean.
[[nodiscard]] std::string table_legend();

} // namespace benchmarks
