#pragma once

#include <benchmarks/report/results.hpp>

#include <string>

namespace benchmarks {

/// An SVG drawing: a group of horizontal bars a problem, one a tool, as long as the logarithm of its warm time over
/// that of the derivative by hand. The plain function, the yardstick itself, and problems without it are left out.
[[nodiscard]] std::string chart(const Results& results);

} // namespace benchmarks
