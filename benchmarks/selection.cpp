#include <benchmarks/selection.hpp>

#include <benchmarks/catalogue.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <algorithm>

namespace benchmarks {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

std::vector<std::string> problem_names() {
    std::vector<std::string> names;
    for (const ListedProblem& problem : listed_problems()) names.push_back(problem.name);
    return names;
}

std::vector<std::string> tool_names() {
    std::vector<std::string> names;
    for (const Entry& entry : entries()) {
        if (!contains(names, entry.tool)) { names.push_back(entry.tool); }
    }
    return names;
}

std::vector<Case> selected_cases(const Options& options) {
    const std::vector<std::string> problems = names_asked_for(options.problems, problem_names(), "problems");
    const std::vector<std::string> tools = names_asked_for(options.tools, tool_names(), "tools");
    std::vector<Case> cases;
    for (const std::string& problem : problems) {
        const std::size_t result_size = listed_problem(problem).result_size();
        for (const Entry& entry : entries()) {
            if (entry.problem != problem) { continue; }
            if (is_yardstick(entry.tool) || contains(tools, entry.tool)) { cases.push_back({&entry, result_size}); }
        }
    }
    return cases;
}

Case case_named(const std::string& name) {
    for (const Entry& entry : entries()) {
        const Case candidate{&entry, 0};
        if (candidate.name() == name) { return {&entry, listed_problem(entry.problem).result_size()}; }
    }
    throw UsageError("there is no entry '" + name + "'; entries are called problem/tool, see --help for both");
}

} // namespace benchmarks
