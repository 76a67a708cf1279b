#include <benchmarks/verify.hpp>

#include <benchmarks/report/statistics.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <map>
#include <stdexcept>

namespace benchmarks {

namespace {

/// Where a result goes. Places that a tool of derivatives leaves unwritten are not numbers; values alone fill only the
/// first places.
std::vector<double> place_for_result(const Case& one) {
    const double unwritten = is_value_only(one.entry->tool) ? 0.0 : std::numeric_limits<double>::quiet_NaN();
    return std::vector<double>(one.result_size, unwritten);
}

std::vector<double> expected_result(const Case& one) {
    const std::string_view tool = is_value_only(one.entry->tool) ? plain_tool : by_hand_tool;
    for (const Entry& entry : entries()) {
        if (entry.problem != one.entry->problem || entry.tool != tool) { continue; }
        std::vector<double> result = place_for_result(one);
        entry.make()->run(result);
        return result;
    }
    throw std::logic_error(fmt::format("no '{}' is registered for '{}'", tool, one.entry->problem));
}

Verified verify_one(const Case& one, std::span<const double> expected) {
    Verified verified{.what = one, .difference = {}, .error = {}};
    try {
        const auto contender = one.entry->make();
        for (int run = 0; run < 2; ++run) {
            std::vector<double> result = place_for_result(one);
            contender->run(result);
            verified.difference = std::max(verified.difference.value_or(0.0), relative_difference(result, expected));
        }
    } catch (const std::exception& error) {
        verified.error = error.what();
        if (verified.error.empty()) { verified.error = "an exception without a text"; }
    }
    return verified;
}

} // namespace

std::vector<Verified> verify(const std::vector<Case>& cases) {
    std::vector<Verified> all;
    std::map<std::pair<std::string, bool>, std::vector<double>> expected; // of a problem: its derivative, or value only
    for (const Case& one : cases) {
        std::vector<double>& result = expected[{one.entry->problem, is_value_only(one.entry->tool)}];
        if (result.empty()) { result = expected_result(one); }
        all.push_back(verify_one(one, result));
    }
    return all;
}

std::string failure_text(const Verified& failed) {
    if (!failed.error.empty()) { return fmt::format("FAILED: {} threw: {}", failed.what.name(), failed.error); }
    return fmt::format("FAILED: {} differs from {} by {:.2g} of its largest number; {:.0e} is allowed",
                       failed.what.name(),
                       is_value_only(failed.what.entry->tool) ? "the plain value" : "the derivative by hand",
                       *failed.difference, tolerance);
}

} // namespace benchmarks
