#pragma once

#include <benchmarks/report/results.hpp>

#include <istream>
#include <string>

namespace benchmarks {

/// The first "model name" of a file such as /proc/cpuinfo, "unknown processor" if there is none.
[[nodiscard]] std::string processor_name(std::istream& cpuinfo);

/// This machine, this program's compiler and flags, today.
[[nodiscard]] Machine this_machine();

/// "Intel ..., GCC 12.2.0 -O3, 2026-05-01, bound to core 1"
[[nodiscard]] std::string machine_line(const Machine& machine);

} // namespace benchmarks
