#include <benchmarks/report/json.hpp>

#include <benchmarks/report/summary.hpp>
#include <benchmarks/report/yardsticks.hpp>

#include <nlohmann/json.hpp>

namespace benchmarks {

namespace {

using Json = nlohmann::ordered_json;

void add(Json& object, const char* key, const std::optional<double>& value) {
    if (value) { object[key] = *value; }
}

Json measurement_json(const ProblemResults& problem, const Measurement& measurement) {
    const Ratios to = ratios(problem, measurement);
    Json object{{"tool", measurement.tool},
                {"warm_seconds", measurement.warm},
                {"warm_median_seconds", warm_time(measurement)},
                {"cold_seconds", measurement.cold}};
    add(object, "cold_median_seconds", cold_time(measurement));
    add(object, "ratio_to_plain", to.to_plain);
    add(object, "ratio_to_by_hand", to.to_by_hand);
    add(object, "speed_relative_to_best_peer", to.peer_speed);
    add(object, "relative_difference_from_by_hand", measurement.difference);
    if (measurement.recording) {
        object["statements"] = measurement.recording->statements;
        if (measurement.recording->bytes > 0) { object["bytes"] = measurement.recording->bytes; }
    }
    return object;
}

Json summary_json(const ToolSummary& summary) {
    Json object{{"tool", summary.tool}, {"problems", summary.problems}};
    add(object, "ratio_to_plain", summary.to_plain);
    add(object, "ratio_to_by_hand", summary.to_by_hand);
    add(object, "speed_relative_to_best_peer", summary.peer_speed);
    add(object, "cold_ratio_to_codipack_linear", summary.to_cold_yardstick);
    return object;
}

} // namespace

std::string json(const Results& results) {
    const Machine& machine = results.machine;
    Json problems = Json::array();
    for (const ProblemResults& problem : results.problems) {
        Json tools = Json::array();
        for (const Measurement& measurement : problem.tools) tools.push_back(measurement_json(problem, measurement));
        problems.push_back({{"name", problem.name}, {"description", problem.description}, {"tools", tools}});
    }
    Json means = Json::array();
    for (const ToolSummary& summary : summarise(results)) means.push_back(summary_json(summary));
    const Json all{{"machine",
                    {{"processor", machine.processor},
                     {"compiler", machine.compiler},
                     {"flags", machine.flags},
                     {"date", machine.date},
                     {"core", machine.core}}},
                   {"processor_share", results.processor_share},
                   {"problems", problems},
                   {"means", {{"over", averaged_problems()}, {"tools", means}}}};
    return all.dump(1) + "\n";
}

} // namespace benchmarks
