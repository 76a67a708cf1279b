#include "catch.hpp"
#include "made_up_results.hpp"

#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <algorithm>

using namespace benchmarks;

namespace {

const ToolSummary& summary_of(const std::vector<ToolSummary>& all, const std::string& tool) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.tool == tool; });
    REQUIRE(found != all.end());
    return *found;
}

} // namespace

TEST_CASE("a tool is a yardstick, ours or a peer") {
    for (const char* tool : {"plain", "plain_scalar", "by hand"}) {
        CHECK((is_yardstick(tool) && !is_ours(tool) && !is_peer(tool)));
    }
    for (const char* tool : {"autodiff", "autodiff dual", "Var, no recorder"}) {
        CHECK((!is_yardstick(tool) && is_ours(tool) && !is_peer(tool)));
    }
    for (const char* tool : {"CoDiPack linear", "ADOL-C", "Ceres Jet"}) {
        CHECK((!is_yardstick(tool) && !is_ours(tool) && is_peer(tool)));
    }
    CHECK((is_value_only("plain") && is_value_only("Var, no recorder") && !is_value_only("by hand")));
}

TEST_CASE("ratios are taken of medians, to the faster plain function and to the fastest peer") {
    const ProblemResults problem = problem_of_six_tools("ode");
    const Ratios ours = ratios(problem, *find_tool(problem, "autodiff"));
    CHECK(ours.to_plain == 8.0);
    CHECK(ours.to_by_hand == 2.0);
    CHECK(ours.peer_speed == 1.5);
    CHECK(ours.to_cold_yardstick == 0.25);
    CHECK(ratios(problem, *find_tool(problem, "XAD")).peer_speed == 0.75);
}

TEST_CASE("a ratio whose yardstick was not measured does not exist") {
    ProblemResults problem = problem_of_six_tools("ode");
    std::erase_if(problem.tools, [](const Measurement& one) { return one.tool != "autodiff" && one.tool != "plain"; });
    const Ratios ours = ratios(problem, *find_tool(problem, "autodiff"));
    CHECK(ours.to_plain == 4.0);
    CHECK_FALSE((ours.to_by_hand || ours.peer_speed || ours.to_cold_yardstick));
    CHECK(find_tool(problem, "XAD") == nullptr);
}

TEST_CASE("bytes are per statement, for tools that recorded any") {
    const ProblemResults problem = problem_of_six_tools("ode");
    CHECK(bytes_per_statement(*find_tool(problem, "autodiff")) == 33.0);
    CHECK_FALSE(bytes_per_statement(*find_tool(problem, "XAD")));
    CHECK_FALSE(bytes_per_statement({.tool = "empty", .warm = {1.0}, .recording = RecordingSize{}}));
    CHECK_FALSE(bytes_per_statement({.tool = "silent", .warm = {1.0}, .recording = RecordingSize{.statements = 7}}));
}

TEST_CASE("the summary averages geometrically over the averaged problems and no others") {
    Results results{.machine = {},
                    .problems = {problem_of_six_tools("ode"), problem_of_six_tools("lse", 1e-3),
                                 problem_of_six_tools("no such problem", 5.0)}};
    results.problems[1].tools[3].warm = {32e-3}; // autodiff: four times as slow
    results.problems[2].tools[3].warm = {1e9};
    const auto all = summarise(results);
    const ToolSummary& ours = summary_of(all, "autodiff");
    CHECK(ours.problems == 2);
    CHECK(*ours.to_plain == Approx(16.0));
    CHECK(*ours.to_by_hand == Approx(4.0));
    CHECK(*ours.peer_speed == Approx(0.75));
    CHECK(*ours.to_cold_yardstick == Approx(0.25));
    CHECK(std::none_of(all.begin(), all.end(), [](const auto& one) { return is_value_only(one.tool); }));
}

TEST_CASE(
    "the summary puts a tool that took part in fewer problems last, and gives no mean whose yardstick is missing") {
    Results results{.machine = {}, .problems = {problem_of_six_tools("ode"), problem_of_six_tools("lse")}};
    results.problems[1].tools.pop_back();      // XAD
    results.problems[1].tools[3].cold.clear(); // autodiff
    const auto all = summarise(results);
    REQUIRE(all.size() == 4);
    CHECK(all[0].tool == "by hand");
    CHECK(all[1].tool == "autodiff");
    CHECK(all[3].tool == "XAD");
    CHECK(all[3].problems == 1);
    CHECK(all[1].to_by_hand);
    CHECK_FALSE(all[1].to_cold_yardstick);
}
