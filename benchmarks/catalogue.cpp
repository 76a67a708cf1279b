#include <benchmarks/catalogue.hpp>

#include <benchmarks/all_problems.hpp>

#include <algorithm>
#include <stdexcept>

namespace benchmarks {

const std::vector<ListedProblem>& listed_problems() {
    static const std::vector<ListedProblem> problems = [] {
        std::vector<ListedProblem> list;
        for_each_problem([&]<class P>() {
            list.push_back({std::string(P::name), std::string(P::description), [] { return P().result_size(); }});
        });
        return list;
    }();
    return problems;
}

const ListedProblem& listed_problem(const std::string& name) {
    const auto& problems = listed_problems();
    const auto found = std::find_if(problems.begin(), problems.end(),
                                    [&](const ListedProblem& problem) { return problem.name == name; });
    if (found == problems.end()) {
        throw std::logic_error("an entry names the problem '" + name + "', which is not listed");
    }
    return *found;
}

} // namespace benchmarks
