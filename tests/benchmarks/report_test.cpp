#include "catch.hpp"
#include "made_up_results.hpp"

#include <benchmarks/report/chart.hpp>
#include <benchmarks/report/machine.hpp>
#include <benchmarks/report/markdown.hpp>
#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <sstream>

using namespace benchmarks;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Characters of UTF-8 text, each one column wide.
std::size_t columns_of(const std::string& text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Results two_problems() {
    return {.machine = made_up_machine(), .problems = {problem_of_six_tools("ode"), problem_of_six_tools("lse", 1e-3)}};
}

/// The widths of the bars of one colour in a chart, its square in the legend left out.
std::vector<double> bar_widths(const std::string& svg, const std::string& colour) {
    const std::regex bar("<rect x=\"[0-9.]+\" y=\"[0-9.]+\" width=\"([0-9.]+)\" height=\"[0-9.]+\" fill=\"" + colour +
                         "\"/>");
    std::vector<double> widths;
    for (std::sregex_iterator match(svg.begin(), svg.end(), bar), end; match != end; ++match) {
        widths.push_back(std::stod((*match)[1]));
    }
    widths.erase(widths.begin());
    return widths;
}

} // namespace

TEST_CASE("the table of a problem has a row a tool, the fastest first, with its figures") {
    const auto lines = lines_of(problem_table(problem_of_six_tools("ode", 1e-3), 100));
    REQUIRE(lines.size() == 8);
    CHECK(lines[0] == "ode: made up");
    CHECK_THAT(lines[2], Catch::Matchers::StartsWith("plain_scalar"));
    const std::regex ours("autodiff +8.00 ms +8.00 +2.00 +1.50 +10.0 ms +1.00 M +33.0 (█)+(▏|▎|▍|▌|▋|▊|▉)?");
    CHECK(std::regex_match(lines[5], ours));
    CHECK_THAT(lines[7], Catch::Matchers::StartsWith("XAD"));
}

TEST_CASE("the table fills its columns and is never wider") {
    for (const std::size_t columns : std::vector<std::size_t>{72U, 80U, 100U}) {
        CAPTURE(columns);
        std::size_t widest = 0;
        for (const auto& line : lines_of(problem_table(problem_of_six_tools("ode"), columns))) {
            widest = std::max(widest, columns_of(line));
        }
        CHECK(widest <= columns);
        if (columns >= 80) { CHECK(widest == columns); }
    }
}

TEST_CASE("the columns of the table stand below their headings") {
    const auto lines = lines_of(problem_table(problem_of_six_tools("ode"), 72));
    const std::size_t heading = columns_of(lines[1].substr(0, lines[1].find("cold") + 4));
    const std::string& ours = lines[5];
    CHECK(columns_of(ours.substr(0, ours.find("10.0 s") + 6)) == heading);
}

TEST_CASE("the summary names the problems that were not measured") {
    const std::string text = summary_table(two_problems());
    CHECK_THAT(text, ContainsSubstring("(not measured: gmm_d10, lstm, ba, det, kmeans, llsq, ht)"));
    CHECK(std::regex_search(text, std::regex("\nautodiff +2 +8.00 +2.00 +1.50 +0.25\n")));
    CHECK_THAT(summary_table({.machine = {}, .problems = {}}), ContainsSubstring("not measured: gmm_d10"));
}

TEST_CASE("the document has a row a problem, a column a tool and the fastest contestant in bold") {
    const std::string text = markdown(two_problems());
    CHECK_THAT(text,
               ContainsSubstring("| problem | plain | plain_scalar | by hand | autodiff | CoDiPack linear | XAD |\n"
                                 "|---|--:|--:|--:|--:|--:|--:|\n"
                                 "| ode | 2.00 s | 1.00 s | 4.00 s | **8.00 s** | 12.0 s | 16.0 s |\n"));
    CHECK_THAT(text, ContainsSubstring("| problem | autodiff | CoDiPack linear |\n|---|--:|--:|\n"
                                       "| ode | 10.0 s | 40.0 s |\n"));
    CHECK_THAT(text, ContainsSubstring("| lse | 1.00 M × 33.0 B |"));
}

TEST_CASE("bars of the chart are as long as the logarithm of the ratio to the derivative by hand") {
    const std::string svg = chart(two_problems());
    const auto ours = bar_widths(svg, "#c8102e");
    const auto xad = bar_widths(svg, "#e69f00");
    REQUIRE(ours.size() == 2);
    REQUIRE(xad.size() == 2);
    CHECK(ours[0] > 50.0);
    CHECK(xad[0] / ours[0] == Approx(2.0).epsilon(0.01)); // 4 and 2 times the derivative by hand
    CHECK(ours[0] == ours[1]);
}

TEST_CASE("the chart escapes what would break it and leaves out problems without a derivative by hand") {
    Results results = two_problems();
    std::erase_if(results.problems[1].tools, [](const Measurement& one) { return one.tool == "by hand"; });
    const std::string svg = chart(results);
    CHECK_THAT(svg, ContainsSubstring("Abacus &lt;7&gt; &amp; &quot;beads&quot;"));
    CHECK_THAT(svg, ContainsSubstring(">ode</text>"));
    CHECK_THAT(svg, !ContainsSubstring(">lse</text>"));
    CHECK_THAT(svg, !ContainsSubstring("nan"));
}

TEST_CASE("a chart of nothing is still a drawing") {
    const std::string svg = chart({.machine = made_up_machine(), .problems = {}});
    CHECK_THAT(svg, Catch::Matchers::EndsWith("</svg>\n"));
    CHECK_THAT(svg, !ContainsSubstring("nan"));
    CHECK_THAT(svg, !ContainsSubstring("inf"));
}

TEST_CASE("the processor's name is the first one of the system's list") {
    std::istringstream list("processor : 0\nmodel name\t: Abacus 7 @ 1 Hz\nmodel name\t: other\n");
    CHECK(processor_name(list) == "Abacus 7 @ 1 Hz");
    std::istringstream none("processor : 0\nmodel name\n");
    CHECK(processor_name(none) == "unknown processor");
}

TEST_CASE("the line about the machine names processor, compiler, flags, date and core") {
    CHECK(machine_line(made_up_machine()) == "Abacus <7> & \"beads\", GNU 12.2.0 -O3, 2026-05-01, bound to core 1");
    CHECK_FALSE(this_machine().processor.empty());
    CHECK(std::regex_match(this_machine().date, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2}")));
}
