#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace benchmarks {

/// What the harness must know of a problem whose type it does not know.
struct ListedProblem {
    std::string name;
    std::string description;
    std::function<std::size_t()> result_size; ///< makes the problem's data
};

/// All problems in the order of the reports.
[[nodiscard]] const std::vector<ListedProblem>& listed_problems();

/// Throws std::logic_error for a problem that is not listed.
[[nodiscard]] const ListedProblem& listed_problem(const std::string& name);

} // namespace benchmarks
