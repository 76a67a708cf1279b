#include <autodiff/cli/assessment.hpp>

#include <autodiff/notation/text.hpp>

#include <array>

namespace autodiff::cli {

namespace {

using Members = std::vector<std::pair<std::string, Json>>;

Json by_name(std::span<const std::string> names, std::span<const double> numbers) {
    Members members;
    for (std::size_t i = 0; i < numbers.size(); ++i) members.emplace_back(names[i], numbers[i]);
    return Json::object(members);
}

Json ranges(std::span<const std::string> names, std::span<const Interval> intervals) {
    Members members;
    for (std::size_t i = 0; i < intervals.size(); ++i)
        members.emplace_back(names[i], Json::list(std::array{intervals[i].low, intervals[i].high}));
    return Json::object(members);
}

Json of_proof(const Proof& proof, std::span<const std::string> names) {
    Members members{{"assumptions", Json::list(proof.assumptions)}};
    if (proof.verdict == Verdict::proved) members.emplace_back("log2_error", proof.log2_error);
    if (proof.verdict == Verdict::unknown) members.emplace_back("obstacle", proof.obstacle);
    if (proof.witness)
        members.emplace_back("witness", Json::object({{"point", by_name(names, proof.witness->point)},
                                                      {"derivative", proof.witness->left},
                                                      {"formula", proof.witness->right},
                                                      {"derivative_digits", proof.witness->left_text},
                                                      {"formula_digits", proof.witness->right_text}}));
    return Json::object(members);
}

Json of_accuracy(const AccuracyMap& map, std::span<const std::string> names) {
    std::vector<Json> exceeding;
    for (const auto& box : map.exceeding) exceeding.push_back(ranges(names, box));
    return Json::object({{"worst_ulp", map.worst.ulp},
                         {"worst_point", by_name(names, map.worst.x)},
                         {"worst_computed", map.worst.computed},
                         {"worst_truth", map.worst.truth},
                         {"worst_truth_digits", map.worst_truth},
                         {"median_ulp", map.median_ulp},
                         {"bits_lost", map.bits_lost},
                         {"bound_ulp", map.bound_ulp},
                         {"exceeding", Json::array(exceeding)},
                         {"points", static_cast<double>(map.samples.size())},
                         {"undefined", static_cast<double>(map.undefined)},
                         {"left_out", static_cast<double>(map.left_out)}});
}

} // namespace

Json to_json(const Assessment& assessment) {
    const auto& names = assessment.problem.variables;
    Members members{{"function", assessment.function().text}};
    if (assessment.proof) {
        static constexpr std::array<const char*, 3> verdicts{"proved", "refuted", "unknown"};
        members = {{"verdict", verdicts[static_cast<std::size_t>(assessment.proof->verdict)]},
                   {"function", assessment.function().text},
                   {"claimed", assessment.formula().text},
                   {"variable", assessment.variable_name()},
                   {"proof", of_proof(*assessment.proof, names)}};
    }
    members.emplace_back("domain", ranges(names, assessment.domain.intervals));
    members.emplace_back("domain_assumed", assessment.domain.assumed);
    members.emplace_back("precision", assessment.precision);
    members.emplace_back("accuracy", assessment.accuracy ? of_accuracy(*assessment.accuracy, names) : Json());
    if (!assessment.not_measured.empty()) members.emplace_back("not_measured", assessment.not_measured);
    members.emplace_back("complete", assessment.complete());
    members.emplace_back("suggestion",
                         !assessment.suggestion
                             ? Json()
                             : Json::object({{"formula", to_text(assessment.suggestion->formula, names)},
                                             {"rule", assessment.suggestion->rule},
                                             {"accuracy", of_accuracy(assessment.suggestion->after, names)}}));
    members.emplace_back("status", static_cast<double>(assessment.status()));
    return Json::object(members);
}

} // namespace autodiff::cli
