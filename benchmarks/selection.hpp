#pragma once

#include <benchmarks/contender.hpp>
#include <benchmarks/report/options.hpp>

#include <string>
#include <vector>

namespace benchmarks {

/// An entry to be measured.
struct Case {
    const Entry* entry;
    std::size_t result_size;

    [[nodiscard]] std::string name() const { return entry->problem + "/" + entry->tool; }
};

/// The names of the problems and tools of all entries, each once.
[[nodiscard]] std::vector<std::string> problem_names();
[[nodiscard]] std::vector<std::string> tool_names();

/// The entries that the options ask for, with the yardsticks of their problems, problem by problem in the order of the
/// reports. Throws UsageError for a problem or a tool that there is not.
[[nodiscard]] std::vector<Case> selected_cases(const Options& options);

/// The entry called "problem/tool". Throws UsageError.
[[nodiscard]] Case case_named(const std::string& name);

} // namespace benchmarks
