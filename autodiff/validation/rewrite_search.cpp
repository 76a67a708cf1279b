#include <autodiff/validation/rewrite_search.hpp>

#include <autodiff/notation/text.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/validation/branching.hpp>
#include <autodiff/validation/measurement.hpp>
#include <autodiff/validation/rewriting.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <string>
#include <unordered_set>

namespace autodiff::validation {

namespace {

constexpr std::size_t even_points = 300;
constexpr std::size_t bad_points = 200;
/// A result that is infinitely wrong counts as so many lost bits.
constexpr double all_bits = 64;
/// Forms that are longer than the formula by more are not looked at.
constexpr std::size_t longest_growth = 24;
constexpr std::size_t longest_path = 8;
/// Operations at points that are computed: the search of a formula with some hundred operations ends there.
constexpr std::size_t most_work = 500'000'000;
/// An operation that is copied, simplified and written takes as long as so many that are computed.
constexpr std::size_t work_of_rewriting = 50;

double bits_of(double ulp) { return std::min(std::log2(1 + ulp), all_bits); }

/// Searches on from the form that promises most.
class Search {
  public:
    Search(const Trial& trial, std::size_t largest) : trial_(trial), largest_(largest) {}

    void add(Graph graph, std::vector<std::string_view> path) {
        if (graph.size() > largest_ || !seen_.insert(to_text(graph)).second) return;
        work_ += graph.size() * trial_.points().size();
        const double score = trial_.score(graph) + bits_per_node * static_cast<double>(graph.size());
        open_.push({score, forms_.size()});
        forms_.push_back({std::move(graph), std::move(path), score, {}});
    }

    void expand_best() {
        const std::size_t best = open_.top().second;
        open_.pop();
        if (forms_[best].path.size() >= longest_path) return;
        const Form form = forms_[best]; // as more are added
        rewrite_once(form.graph, [&](Rewritten next) {
            std::vector<std::string_view> path = form.path;
            path.push_back(next.identity);
            work_ += form.graph.size() * work_of_rewriting;
            trial_.patience().ask();
            add(std::move(next.graph), std::move(path));
            return work_ < most_work;
        });
    }
    [[nodiscard]] bool exhausted() const { return open_.empty() || work_ >= most_work; }
    std::vector<Form> take_forms() { return std::move(forms_); }

  private:
    using Entry = std::pair<double, std::size_t>; // of equals the one found first, by fewer steps

    const Trial& trial_;
    std::size_t largest_;
    std::size_t work_ = 0;
    std::vector<Form> forms_;
    std::unordered_set<std::string> seen_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
};

} // namespace

Trial::Trial(const AccuracyMap& map, Encloser& truth, Precision precision, Patience& patience)
    : precision_(precision), patience_(patience) {
    std::vector<const AccuracySample*> chosen;
    const auto choose = [&](const std::vector<const AccuracySample*>& from, std::size_t count) {
        const std::size_t n = std::min(count, from.size());
        for (std::size_t i = 0; i < n; ++i) chosen.push_back(from[i * from.size() / n]);
    };
    std::vector<const AccuracySample*> all;
    std::vector<const AccuracySample*> bad;
    for (const AccuracySample& sample : map.samples) {
        all.push_back(&sample);
        if (sample.ulp > map.bound_ulp) bad.push_back(&sample);
    }
    choose(all, even_points);
    choose(bad, bad_points);
    for (const AccuracySample* sample : chosen) {
        points_.push_back(sample->x);
        truths_.push_back(truth(sample->x).front());
    }
    if (map.samples.empty()) return;
    points_.push_back(map.worst.x);
    truths_.push_back(truth(map.worst.x).front());
}

double score_of(std::span<const double> lost_bits) {
    if (lost_bits.empty()) return 0;
    const double sum = std::accumulate(lost_bits.begin(), lost_bits.end(), 0.0);
    return *std::max_element(lost_bits.begin(), lost_bits.end()) + 2 * sum / static_cast<double>(lost_bits.size());
}

std::vector<double> Trial::lost_bits(const Graph& form) const {
    FloatingEvaluation evaluation(form, precision_);
    std::vector<double> bits;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        patience_.ask();
        const auto computed = evaluation(points_[i]);
        const double ulp = !computed                          ? HUGE_VAL
                           : precision_ == Precision::double_ ? truths_[i].ulp_error(*computed)
                                                              : truths_[i].ulp_error(static_cast<float>(*computed));
        bits.push_back(bits_of(ulp));
    }
    return bits;
}

double Trial::score(const Graph& form) const { return score_of(lost_bits(form)); }

bool Trial::equal(const Graph& form, const Graph& formula) const {
    constexpr std::size_t few = 40;
    const EncloseOptions options{.pause = [this] { patience_.ask(); }};
    Encloser of_form(form, {}, options);
    Encloser of_formula(formula, {}, options);
    const std::size_t stride = std::max<std::size_t>(1, points_.size() / few);
    for (std::size_t i = 0; i < points_.size(); i += stride)
        if (certainly_differ(of_form(points_[i]).front(), of_formula(points_[i]).front())) return false;
    return true;
}

std::vector<Form> better_forms(const Graph& formula, const Trial& trial, std::size_t expansions) {
    const Graph start = simplify(formula, {.exactness = Exactness::zero_signs});
    Search search(trial, start.size() + longest_growth);
    search.add(start, {});
    for (std::size_t i = 0; i < expansions && !search.exhausted(); ++i) {
        // the shortest way to many forms, but one that does not say by which steps
        if (i == expansions / 3) search.add(fuse(formula), {"all operations that fuse"});
        search.expand_best();
    }
    std::vector<Form> forms = search.take_forms();
    const double own = forms.front().score;
    if (auto form = selecting_form(forms, trial)) forms.push_back(std::move(*form));
    std::erase_if(forms, [=](const Form& form) { return !(form.score < own); });
    std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) { return a.score < b.score; });
    return forms;
}

} // namespace autodiff::validation
