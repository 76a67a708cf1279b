#pragma once

#include <string>
#include <vector>

namespace benchmarks {

/// What this program prints to standard output when it is started once more with these arguments. Throws
/// std::runtime_error unless that process ends with exit code 0.
[[nodiscard]] std::string output_of_this_program(const std::vector<std::string>& arguments);

} // namespace benchmarks
