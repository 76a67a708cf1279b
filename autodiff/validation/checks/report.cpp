#include <autodiff/validation/checks/report.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace autodiff {

namespace {

constexpr std::array cause_names{"a chain factor is missing",
                                 "wrong sign",
                                 "off by a constant factor",
                                 "arguments are swapped",
                                 "the dependence is lost",
                                 "wrong branch",
                                 "discontinuity",
                                 "not differentiable there",
                                 "loses accuracy",
                                 "not finite",
                                 "another value",
                                 "the engine fails",
                                 "wrong formula"};
static_assert(cause_names.size() == static_cast<std::size_t>(Cause::wrong_formula) + 1);

std::string point_text(const std::vector<double>& x) {
    return x.size() == 1 ? fmt::format("{}", x.front()) : fmt::format("({})", fmt::join(x, ", "));
}

std::string uncertainty_text(double uncertainty) {
    return uncertainty > 0 ? fmt::format(" ± {:.1e}", uncertainty) : std::string();
}

std::string finding_text(const Finding& finding) {
    std::string text = fmt::format("  {} at x = {}", finding.component, point_text(finding.x));
    if (finding.times > 1) text += fmt::format(", and at {} more points", finding.times - 1);
    text += fmt::format("\n    {}: {}", finding.check, finding.found);
    if (!std::isnan(finding.expected))
        text += fmt::format(", expected {}{}", finding.expected, uncertainty_text(finding.uncertainty));
    return text + fmt::format("\n    {}: {}: {}\n", finding.fails ? "likely cause" : "remark", to_text(finding.cause),
                              finding.explanation);
}

std::string counted(std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string verdict(const Report& report) {
    if (report.points == 0) return "nothing checked: the function is not finite at any point";
    if (report.passed()) return "passed";
    return counted(report.failures(), "failure");
}

} // namespace

std::string_view to_text(Cause cause) { return cause_names[static_cast<std::size_t>(cause)]; }

std::size_t Report::failures() const {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.fails; }));
}

std::string to_text(const Report& report) {
    std::string text = fmt::format("{}: {}; {} at {}", report.subject, verdict(report),
                                   counted(report.comparisons, "comparison"), counted(report.points, "point"));
    if (report.undefined > 0) text += fmt::format(", {} outside the domain", report.undefined);
    if (report.inconclusive > 0) text += fmt::format(", {} inconclusive", report.inconclusive);
    text += fmt::format(" (seed {})\n", report.seed);
    text += fmt::format("  engines: {}\n", fmt::join(report.engines, ", "));
    for (const Finding& finding : report.findings) text += finding_text(finding);
    text.pop_back();
    return text;
}

std::ostream& operator<<(std::ostream& stream, const Report& report) { return stream << to_text(report); }

} // namespace autodiff

fmt::format_context::iterator fmt::formatter<autodiff::Report>::format(const autodiff::Report& report,
                                                                       fmt::format_context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::to_text(report), context);
}
