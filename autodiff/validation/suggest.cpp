#include <autodiff/validation/suggest.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/validation/formula_accuracy.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/rewrite_search.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff {

namespace {

using validation::Form;
using validation::Trial;

/// Forms that are proved and measured in full, from the best on.
constexpr std::size_t most_attempts = 6;

/// A formula, what its values are in truth, and where it matters.
struct Question {
    const Graph& formula;
    const Graph& truth;
    std::vector<ExactReal> numbers;
    std::span<const Interval> domain;
    const SuggestOptions& options;
};

/// Both, as one: as uncertain as the two together, and under the assumptions of both.
Proof both(Proof a, const Proof& b) {
    if (a.verdict != Verdict::proved) return a;
    if (b.verdict != Verdict::proved) return b;
    a.log2_error = std::max(a.log2_error, b.log2_error) + 1;
    for (const std::string& assumption : b.assumptions)
        if (std::find(a.assumptions.begin(), a.assumptions.end(), assumption) == a.assumptions.end())
            a.assumptions.push_back(assumption);
    return a;
}

Proof prove(const Question& question, const Form& form) {
    const ProofOptions options{.names = question.options.names,
                               .domain = {question.domain.begin(), question.domain.end()},
                               .seed = question.options.accuracy.seed,
                               .progress = question.options.accuracy.progress};
    if (form.branches.empty()) return prove_equal(form.graph, question.formula, options);
    Proof all = prove_equal(form.branches.front(), question.formula, options);
    for (std::size_t i = 1; i < form.branches.size(); ++i)
        all = both(std::move(all), prove_equal(form.branches[i], question.formula, options));
    return all;
}

/// Whether the errors have become smaller by more than chance: at the worst point, or at most points.
bool better(const AccuracyMap& after, const AccuracyMap& before) {
    const auto bits = [](const AccuracyMap& map) {
        double sum = 0;
        for (const AccuracySample& sample : map.samples) sum += std::min(std::log2(1 + sample.ulp), 64.0);
        return sum / static_cast<double>(std::max<std::size_t>(map.samples.size(), 1));
    };
    if (after.samples.empty()) return false;
    return after.worst.ulp < before.worst.ulp / 2 ||
           (after.worst.ulp <= before.worst.ulp && bits(after) < bits(before) / 2);
}

std::string path_text(const Form& form) { return fmt::format("{}", fmt::join(form.path, ", then ")); }

std::optional<Suggestion> answer(const Question& question, const AccuracyMap& before) {
    validation::Patience patience(question.options.accuracy.progress);
    Encloser truth(question.truth, question.numbers, {.pause = [&patience] { patience.ask(); }});
    const Trial trial(before, truth, question.options.accuracy.precision, patience);
    const std::vector<Form> forms = better_forms(question.formula, trial, question.options.expansions);
    std::optional<Suggestion> unproved;
    for (std::size_t i = 0; i < std::min(forms.size(), most_attempts); ++i) {
        if (!trial.equal(forms[i].graph, question.formula)) continue;
        Proof proof = prove(question, forms[i]);
        if (proof.verdict == Verdict::refuted || (unproved && !proof)) continue;
        AccuracyMap after =
            accuracy(forms[i].graph, question.truth, question.numbers, question.domain, question.options.accuracy);
        if (after.stopped || !better(after, before)) continue; // fewer samples are no comparison
        Suggestion suggestion{forms[i].graph, path_text(forms[i]), before, std::move(after), std::move(proof)};
        if (suggestion.proof) return suggestion;
        unproved = std::move(suggestion);
    }
    return unproved;
}

std::optional<Suggestion> answer(const Question& question) {
    const AccuracyMap before =
        accuracy(question.formula, question.truth, question.numbers, question.domain, question.options.accuracy);
    if (before.within_bound() || before.stopped) return {};
    try {
        return answer(question, before);
    } catch (const validation::OutOfPatience&) { return {}; }
}

std::string ulp_text(double ulp) { return ulp < 100 ? fmt::format("{:.2f} ulp", ulp) : fmt::format("{:.3g} ulp", ulp); }

} // namespace

std::optional<Suggestion> suggest(const Graph& formula, std::span<const Interval> domain,
                                  const SuggestOptions& options) {
    const Graph inlined = inline_calls(formula);
    return answer({inlined, inlined, {}, domain, options});
}

std::optional<Suggestion> suggest(const Formula& formula, std::span<const Interval> domain,
                                  const SuggestOptions& options) {
    SuggestOptions named = options;
    if (named.names.empty()) named.names = formula.variables;
    return answer({formula.graph, formula.exact, exact_reals(formula), domain, named});
}

std::string to_text(const Suggestion& suggestion) {
    std::string text =
        fmt::format("{}\nworst error {} instead of {}, by: {}\n", to_text(suggestion.formula),
                    ulp_text(suggestion.after.worst.ulp), ulp_text(suggestion.before.worst.ulp), suggestion.rule);
    return text + (suggestion.proof ? "equal to the formula: " : "equal at all points looked at, in general ") +
           to_text(suggestion.proof);
}

} // namespace autodiff

fmt::format_context::iterator fmt::formatter<autodiff::Suggestion>::format(const autodiff::Suggestion& suggestion,
                                                                           fmt::format_context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::to_text(suggestion), context);
}
