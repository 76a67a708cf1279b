#pragma once

#include <benchmarks/measure.hpp>
#include <benchmarks/report/options.hpp>

#include <string>
#include <vector>

namespace benchmarks {

/// One line that parse_times understands.
[[nodiscard]] std::string times_text(const ProcessTimes& times);

/// Runs this program anew, with --one, for each case and repetition: [case][repetition]. The order within a repetition
/// is random, another each time, so that no tool always comes after the same. Throws std::runtime_error when a process
/// fails.
[[nodiscard]] std::vector<std::vector<ProcessTimes>> measure_in_processes(const std::vector<Case>& cases,
                                                                          const Options& options);

} // namespace benchmarks
