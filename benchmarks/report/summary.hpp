#pragma once

#include <benchmarks/report/results.hpp>

#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

/// The nine problems that tools are averaged over.
[[nodiscard]] const std::vector<std::string>& averaged_problems();

/// One tool over the averaged problems that it was measured on: geometric means, each none unless its yardstick was
/// measured on all of them too.
struct ToolSummary {
    std::string tool;
    std::size_t problems = 0;
    std::optional<double> to_plain;
    std::optional<double> to_by_hand;
    std::optional<double> peer_speed; ///< against the best peer on each problem
    std::optional<double> to_cold_yardstick;
};

/// Of every tool that makes derivatives and was measured on any averaged problem, the best average speed first and the
/// tools that did not take part in all problems last.
[[nodiscard]] std::vector<ToolSummary> summarise(const Results& results);

/// The names of all tools in the results, in the order of their first appearance.
[[nodiscard]] std::vector<std::string> all_tools(const Results& results);

} // namespace benchmarks
