#include <benchmarks/report/yardsticks.hpp>

#include <benchmarks/report/statistics.hpp>

#include <algorithm>

namespace benchmarks {

namespace {

/// The least warm time of the tools that `plays` says yes to.
std::optional<double> least_time(const ProblemResults& problem, bool (*plays)(std::string_view)) {
    std::optional<double> least;
    for (const Measurement& measurement : problem.tools) {
        if (!plays(measurement.tool)) { continue; }
        const double time = warm_time(measurement);
        if (!least || time < *least) { least = time; }
    }
    return least;
}

std::optional<double> quotient(std::optional<double> a, std::optional<double> b) {
    if (!a || !b) { return std::nullopt; }
    return *a / *b;
}

} // namespace

bool is_plain(std::string_view tool) { return tool.starts_with("plain"); }
bool is_value_only(std::string_view tool) { return is_plain(tool) || tool.starts_with("Var"); }
bool is_ours(std::string_view tool) { return tool.starts_with("autodiff") || tool.starts_with("Var"); }
bool is_yardstick(std::string_view tool) { return is_plain(tool) || tool == by_hand_tool; }
bool is_peer(std::string_view tool) { return !is_yardstick(tool) && !is_ours(tool); }

double warm_time(const Measurement& measurement) { return median(measurement.warm); }

std::optional<double> cold_time(const Measurement& measurement) {
    if (measurement.cold.empty()) { return std::nullopt; }
    return median(measurement.cold);
}

const Measurement* find_tool(const ProblemResults& problem, std::string_view tool) {
    const auto found = std::find_if(problem.tools.begin(), problem.tools.end(),
                                    [&](const Measurement& measurement) { return measurement.tool == tool; });
    return found == problem.tools.end() ? nullptr : &*found;
}

std::optional<double> plain_time(const ProblemResults& problem) { return least_time(problem, is_plain); }
std::optional<double> best_peer_time(const ProblemResults& problem) { return least_time(problem, is_peer); }
std::optional<double> by_hand_time(const ProblemResults& problem) {
    return least_time(problem, [](std::string_view tool) { return tool == by_hand_tool; });
}

Ratios ratios(const ProblemResults& problem, const Measurement& measurement) {
    const double warm = warm_time(measurement);
    const Measurement* cold_yardstick = find_tool(problem, cold_yardstick_tool);
    return {.to_plain = quotient(warm, plain_time(problem)),
            .to_by_hand = quotient(warm, by_hand_time(problem)),
            .peer_speed = quotient(best_peer_time(problem), warm),
            .to_cold_yardstick = cold_yardstick == nullptr
                                     ? std::nullopt
                                     : quotient(cold_time(measurement), cold_time(*cold_yardstick))};
}

std::optional<double> bytes_per_statement(const Measurement& measurement) {
    const RecordingSize size = measurement.recording.value_or(RecordingSize{});
    if (size.statements == 0 || size.bytes == 0) { return std::nullopt; }
    return double(size.bytes) / double(size.statements);
}

} // namespace benchmarks
