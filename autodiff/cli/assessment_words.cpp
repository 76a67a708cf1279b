#include <autodiff/cli/assessment.hpp>

#include <autodiff/notation/text.hpp>

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff::cli {

namespace {

std::string truth_text(const std::string& digits) { return digits.empty() ? "undefined" : digits; }

/// "at x = 40 it gives 0, the truth is 4.2483542552915889e-18"
std::string worst_text(const Assessment& assessment) {
    const AccuracySample& worst = assessment.accuracy->worst;
    return fmt::format("at {} it gives {}, the truth is {}",
                       shortened(point_text(assessment.problem.variables, worst.x)), number_text(worst.computed),
                       truth_text(assessment.accuracy->worst_truth));
}

std::string accuracy_sentence(const Assessment& assessment) {
    if (!assessment.accuracy)
        return assessment.not_measured.empty()
                   ? ""
                   : fmt::format("Its accuracy could not be measured: {}", assessment.not_measured);
    const AccuracyMap& map = *assessment.accuracy;
    if (map.samples.empty()) return "Its accuracy could not be measured: the truth has no value at any point tried.";
    const std::string arithmetic =
        fmt::format("In {} arithmetic{}", assessment.precision,
                    map.stopped ? fmt::format(", at the {} points that there was time for,", map.samples.size()) : "");
    if (map.within_bound())
        return fmt::format("{} it is accurate: the largest error found is {} ulp (units of the last place).",
                           arithmetic, ulp_text(map.worst.ulp));
    return fmt::format("{} it is not accurate everywhere: {}.", arithmetic, worst_text(assessment));
}

/// ", for x > 0": where a proof holds, if that is not everywhere.
std::string given_text(const Assessment& assessment) {
    const auto& given = assessment.domain.given;
    std::string text;
    for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i] != Interval())
            text += (text.empty() ? ", for " : ", ") + interval_text(assessment.problem.variables[i], given[i]);
    return shortened(text);
}

Sentences about_proof(const Assessment& assessment) {
    const Proof& proof = *assessment.proof;
    const std::string f = shortened(assessment.function().text);
    const std::string g = shortened(assessment.formula().text);
    Sentences result;
    switch (proof.verdict) {
    case Verdict::proved:
        result.word = "Proved";
        result.claim = fmt::format("{} is the derivative of {} with respect to {}{}.", g, f, assessment.variable_name(),
                                   given_text(assessment));
        if (!proof.assumptions.empty())
            result.evidence = fmt::format("The proof assumes {}.", fmt::join(proof.assumptions, ", "));
        break;
    case Verdict::refuted:
        result.tone = Tone::bad;
        result.word = "Refuted";
        result.claim =
            fmt::format("{} is not the derivative of {} with respect to {}.", g, f, assessment.variable_name());
        if (proof.witness)
            result.evidence = fmt::format("At {} the derivative is {}, but the formula is {}.",
                                          shortened(point_text(assessment.problem.variables, proof.witness->point)),
                                          truth_text(proof.witness->left_text), truth_text(proof.witness->right_text));
        break;
    case Verdict::unknown:
        result.tone = Tone::doubtful;
        result.word = "Unknown";
        result.claim = fmt::format("whether {} is the derivative of {} could be neither proved nor refuted.", g, f);
        if (proof.stopped)
            result.evidence =
                fmt::format("The proof was {} by the time limit; --time-limit gives it more.", proof.obstacle);
        else if (!proof.obstacle.empty())
            result.evidence = fmt::format("What stopped the proof: {}", proof.obstacle);
        if (!result.evidence.empty() && !result.evidence.ends_with('.')) result.evidence += '.';
        break;
    }
    return result;
}

/// "4.2 <= x <= 750" for each range or box; the first three of them.
std::string exceeding_text(const Assessment& assessment) {
    std::string text;
    const auto& boxes = assessment.accuracy->exceeding;
    for (std::size_t i = 0; i < boxes.size() && i < 3; ++i) {
        std::vector<Interval> rounded = boxes[i];
        for (auto& [low, high] : rounded) {
            low = std::strtod(fmt::format("{:.4g}", low).c_str(), nullptr);
            high = std::strtod(fmt::format("{:.4g}", high).c_str(), nullptr);
        }
        text += (i == 0 ? "" : "; ") + shortened(domain_text(assessment.problem.variables, rounded));
    }
    return boxes.size() > 3 ? fmt::format("{}; and {} more ranges", text, boxes.size() - 3) : text;
}

} // namespace

std::string ulp_text(double ulp) {
    if (std::isinf(ulp)) return "infinitely many";
    if (std::isnan(ulp)) return "undefined";
    if (ulp < 1e6) return ulp < 1000 ? fmt::format("{:.3g}", ulp) : fmt::format("{:.0f}", ulp);
    std::string text = fmt::format("{:.2g}", ulp); // 9e+15
    text.erase(text.find('+'), text[text.find('+') + 1] == '0' ? 2 : 1);
    return text;
}

Sentences sentences(const Assessment& assessment) {
    Sentences result;
    if (assessment.proof) {
        result = about_proof(assessment);
        result.accuracy = accuracy_sentence(assessment);
    } else {
        const bool measured = assessment.accuracy && !assessment.accuracy->samples.empty();
        const bool accurate = measured && assessment.accuracy->within_bound();
        result.tone = accurate ? Tone::good : measured ? Tone::bad : Tone::doubtful;
        result.word = accurate ? "Accurate" : measured ? "Inaccurate" : "Not measured";
        result.claim =
            !measured  ? accuracy_sentence(assessment)
            : accurate ? fmt::format("{} is off by at most {} ulp (units of the last place) at all points measured.",
                                     shortened(assessment.formula().text), ulp_text(assessment.accuracy->worst.ulp))
                       : fmt::format("{} is off by up to {} ulp (units of the last place).",
                                     shortened(assessment.formula().text), ulp_text(assessment.accuracy->worst.ulp));
        if (measured && !accurate)
            result.accuracy = fmt::format("In {} arithmetic, {}.", assessment.precision, worst_text(assessment));
    }
    if (assessment.suggestion)
        result.advice = fmt::format("Better: {}, which is off by at most {} ulp.",
                                    shortened(to_text(assessment.suggestion->formula, assessment.problem.variables)),
                                    ulp_text(assessment.suggestion->after.worst.ulp));
    return result;
}

std::vector<std::pair<std::string, std::string>> facts(const Assessment& assessment) {
    std::vector<std::pair<std::string, std::string>> rows;
    if (!assessment.lets.empty()) rows.emplace_back("where", fmt::format("{}", fmt::join(assessment.lets, ", ")));
    rows.emplace_back("domain", shortened(domain_text(assessment.problem.variables, assessment.domain.intervals)) +
                                    (assessment.domain.assumed ? " (assumed; --on says otherwise)" : ""));
    if (assessment.proof && assessment.proof->verdict == Verdict::proved)
        rows.emplace_back("proof", fmt::format("wrong with a probability below 1e{:.0f}",
                                               std::ceil(assessment.proof->log2_error * std::log10(2.0))));
    if (!assessment.accuracy || assessment.accuracy->samples.empty()) return rows;
    const AccuracyMap& map = *assessment.accuracy;
    rows.emplace_back("largest error", fmt::format("{} ulp at {}", ulp_text(map.worst.ulp),
                                                   shortened(point_text(assessment.problem.variables, map.worst.x))));
    rows.emplace_back("median error", fmt::format("{} ulp", ulp_text(map.median_ulp)));
    const int digits = assessment.precision == "float" ? 24 : 53;
    rows.emplace_back(
        "bits lost", fmt::format("up to {:.1f} of {}", std::min<double>(std::max(map.bits_lost, 0.0), digits), digits));
    if (!map.within_bound())
        rows.emplace_back(fmt::format("above {} ulp", number_text(map.bound_ulp)), exceeding_text(assessment));
    std::string points = fmt::format("{} in {} arithmetic", map.samples.size(), assessment.precision);
    if (map.undefined > 0) points += fmt::format("; at {} more the truth has no value", map.undefined);
    if (map.left_out > 0) points += fmt::format("; at {} more the function has a kink", map.left_out);
    if (map.stopped) points += "; cut short by --time-limit";
    rows.emplace_back("points", points);
    if (assessment.out_of_time && !map.stopped)
        rows.emplace_back("better form", "the search was cut short by --time-limit");
    return rows;
}

void print(const Assessment& assessment, Terminal& terminal) {
    const Sentences words = sentences(assessment);
    terminal.out << in_tone(terminal, words.tone, words.word + ":") << ' '
                 << in_tone(terminal, Tone::strong, words.claim) << '\n';
    for (const std::string* sentence : {&words.evidence, &words.accuracy, &words.advice})
        if (!sentence->empty()) terminal.out << *sentence << '\n';
    terminal.out << '\n';
    for (const auto& [name, value] : facts(assessment))
        terminal.out << "  " << in_tone(terminal, Tone::quiet, fmt::format("{:14}", name)) << ' ' << value << '\n';
}

} // namespace autodiff::cli
