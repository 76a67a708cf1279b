#include <autodiff/validation/identity.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/validation/exact_derivative.hpp>
#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/proofs/attempt.hpp>
#include <autodiff/validation/proofs/domain_signs.hpp>
#include <autodiff/validation/proofs/witness_search.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <utility>

namespace autodiff {

namespace {

using namespace proofs;
using validation::OutOfPatience;
using validation::Patience;

/// What came of the attempts on one piece of the domain.
struct Outcome {
    bool equal = false;
    bool empty = false; ///< there is no such point
    double log2_error = -1000;
    std::set<std::string> assumptions = {};
    std::string obstacle = {};
};

double log2_sum(double x, double y) {
    const double larger = std::max(x, y);
    return larger + std::log2(std::exp2(x - larger) + std::exp2(y - larger));
}

/// Proves two outputs of a problem equal, piece by piece where their branches depend on signs.
class Prover {
  public:
    Prover(const Problem& problem, NodeId left, NodeId right, const ProofOptions& options, Patience& patience)
        : problem_(problem), left_(left), right_(right), options_(options), patience_(patience),
          facts_(facts_of_definition(problem.graph, problem.variables)) {}

    Outcome prove() { return piece(0); }

  private:
    Outcome piece(int depth) {
        constexpr int most_attempts = 24;
        Orders orders;
        bool swapped = false; // what one side meets first can show the other what it is made of
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            Attempt evaluation(problem_, options_.domain, facts_, orders, seed_of_next_attempt(), patience_);
            try {
                const Attempt::Result result =
                    swapped ? evaluation.compare(right_, left_) : evaluation.compare(left_, right_);
                if (result != Attempt::Result::different || swapped) return outcome_of(result, evaluation);
                swapped = true;
                orders = {};
            } catch (const RootNeeded& root) {
                orders.roots[root.atom] = root.order;
            } catch (const FractionNeeded& fraction) {
                orders.fractions[fraction.angle] = fraction.order;
            } catch (const Contradiction&) { return {.empty = true}; } catch (const Outside& outside) {
                return {.obstacle = fmt::format("{}: {}", problem_.text(evaluation.place()), outside.reason)};
            } catch (const SignNeeded& needed) { return split(needed, evaluation.place(), depth); }
        }
        return {.obstacle = "roots of too many orders are needed"};
    }

    static Outcome outcome_of(Attempt::Result result, const Attempt& evaluation) {
        constexpr double largest_log2_error = -100;
        if (result == Attempt::Result::undefined)
            return {.obstacle = fmt::format("a side has no value: {}", evaluation.reason())};
        if (result == Attempt::Result::different)
            return {.obstacle = "the two sides differ as expressions in what the method takes for independent"};
        if (evaluation.log2_error() > largest_log2_error)
            return {.obstacle = "the expressions are too large for a bound of 2^-100 on the error"};
        return {.equal = true, .log2_error = evaluation.log2_error(), .assumptions = evaluation.assumptions()};
    }

    /// Both sides of a sign that is needed.
    Outcome split(const SignNeeded& needed, NodeId place, int depth) {
        constexpr int most_splits = 5;
        const bool against_zero = zero(needed.left) || zero(needed.right);
        const std::optional<NodeId> node = zero(needed.left) ? needed.right->node : needed.left->node;
        const std::optional<NodeId> minus = against_zero ? std::nullopt : needed.right->node;
        if (depth == most_splits || !node || (!minus && !against_zero))
            return {.obstacle = fmt::format("{}: it depends on too many signs", problem_.text(place))};
        const std::string other = minus ? problem_.text(*minus) : "0";
        Outcome both{.equal = true, .empty = true, .assumptions = {problem_.text(*node) + " != " + other}};
        for (const Signs signs : {Signs::negative, Signs::positive}) {
            const std::string relation = signs == Signs::negative ? "<" : ">";
            const std::string assumed = fmt::format("{} {} {}", problem_.text(*node), relation, other);
            facts_.push_back({*node, minus, signs, {}, minus ? relation : relation + " 0", {}});
            const Outcome one = is_nowhere() ? Outcome{.empty = true} : piece(depth + 1);
            facts_.pop_back();
            if (one.empty) continue;
            if (!one.equal) return {.obstacle = fmt::format("where {}, {}", assumed, one.obstacle)};
            both.empty = false;
            both.log2_error = log2_sum(both.log2_error, one.log2_error);
            both.assumptions.insert(one.assumptions.begin(), one.assumptions.end());
            both.assumptions.erase(assumed);
        }
        if (both.empty) both.equal = false;
        return both;
    }

    /// Whether interval arithmetic shows that the domain has no points with the signs that are assumed.
    [[nodiscard]] bool is_nowhere() {
        const std::vector<Interval> where = this_piece();
        return std::any_of(facts_.begin() + facts_of_definition_, facts_.end(), [&](const Fact& fact) {
            return (signs_on_domain(problem_, fact.node, fact.minus, where, patience_) & fact.signs).none();
        });
    }

    /// What the signs of variables leave of the domain.
    [[nodiscard]] std::vector<Interval> this_piece() const {
        std::vector<Interval> piece = options_.domain;
        if (piece.empty()) return piece;
        for (const Fact& fact : facts_) {
            const Node& node = problem_.graph.node(fact.node);
            if (!node.is_input() || node.input_number() >= piece.size() || fact.minus || fact.fractional_exponent)
                continue;
            Interval& range = piece[node.input_number()];
            if (fact.signs.subset_of(Signs::not_negative)) range.low = std::clamp(0.0, range.low, range.high);
            if (fact.signs.subset_of(Signs::not_positive)) range.high = std::clamp(0.0, range.low, range.high);
        }
        return piece;
    }

    static bool zero(const Ref& x) { return x->rational && x->rational->n == 0; }

    std::uint64_t seed_of_next_attempt() { return options_.seed + 0x9E3779B97F4A7C15 * ++attempts_; }

    const Problem& problem_;
    NodeId left_, right_;
    const ProofOptions& options_;
    Patience& patience_;
    std::vector<Fact> facts_;
    std::ptrdiff_t facts_of_definition_ = std::ssize(facts_); ///< those after them are assumed
    std::uint64_t attempts_ = 0;
};

Proof refutation(Witness witness) { return {.verdict = Verdict::refuted, .witness = std::move(witness)}; }

Proof prove_pair(const Problem& problem, std::size_t left, std::size_t right, const ProofOptions& options,
                 Patience& patience) {
    constexpr std::size_t most_nodes = 4000;
    if (auto witness = find_witness(problem, left, right, options.domain, options.seed, Effort::quick, patience))
        return refutation(std::move(*witness));
    Outcome outcome;
    if (problem.graph.size() > most_nodes)
        outcome.obstacle = fmt::format("there are more than {} operations", most_nodes);
    else
        outcome =
            Prover(problem, problem.graph.outputs()[left], problem.graph.outputs()[right], options, patience).prove();
    if (outcome.equal)
        return {.verdict = Verdict::proved,
                .log2_error = outcome.log2_error,
                .assumptions = {outcome.assumptions.begin(), outcome.assumptions.end()}};
    if (outcome.empty) outcome.obstacle = "there is no point at which both are defined";
    if (auto witness = find_witness(problem, left, right, options.domain, options.seed + 1, Effort::thorough, patience))
        return refutation(std::move(*witness));
    return {.verdict = Verdict::unknown, .obstacle = outcome.obstacle};
}

std::vector<std::string> names_of(std::size_t inputs, const ProofOptions& options) {
    if (!options.names.empty()) {
        require_size(options.names.size(), inputs, "prove_equal", "names of inputs");
        return options.names;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < inputs; ++i) names.push_back(inputs == 1 ? "x" : fmt::format("x{}", i));
    return names;
}

/// The outputs of two problems' worth of graphs, the first `pairs` against the next.
Proof prove_pairs(const Problem& problem, std::size_t pairs, const ProofOptions& options) {
    if (!options.domain.empty())
        require_size(options.domain.size(), problem.variables, "prove_equal", "intervals of the domain");
    Proof all{.verdict = Verdict::proved, .log2_error = -1000};
    std::set<std::string> assumptions;
    Patience patience(options.progress);
    for (std::size_t i = 0; i < pairs; ++i) {
        Proof one;
        try {
            patience.report(static_cast<double>(i) / static_cast<double>(pairs));
            one = prove_pair(problem, i, pairs + i, options, patience);
        } catch (const OutOfPatience&) {
            one = {.obstacle = fmt::format("stopped after {:.1f} s", patience.seconds()), .stopped = true};
        }
        if (!one) return one;
        all.log2_error = log2_sum(all.log2_error, one.log2_error);
        assumptions.insert(one.assumptions.begin(), one.assumptions.end());
    }
    all.assumptions.assign(assumptions.begin(), assumptions.end());
    return all;
}

std::vector<std::size_t> in_order(std::size_t count) {
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
}

/// All variables of formulas, and where those of each stand among them.
struct Variables {
    std::vector<std::string> names;

    std::vector<std::size_t> places(const Formula& formula) {
        std::vector<std::size_t> result;
        for (const std::string& name : formula.variables) {
            const auto found = std::ranges::find(names, name);
            result.push_back(static_cast<std::size_t>(found - names.begin()));
            if (found == names.end()) names.push_back(name);
        }
        return result;
    }
};

} // namespace

Proof prove_equal(const Graph& left, const Graph& right, const ProofOptions& options) {
    require_size(right.inputs().size(), left.inputs().size(), "prove_equal", "inputs of the right graph");
    require_size(right.outputs().size(), left.outputs().size(), "prove_equal", "outputs of the right graph");
    ProblemBuilder builder(names_of(left.inputs().size(), options));
    const auto places = in_order(left.inputs().size());
    builder.add(left, places, {});
    builder.add(right, places, {});
    return prove_pairs(builder.take(), left.outputs().size(), options);
}

Proof prove_equal(const Formula& left, const Formula& right, const ProofOptions& options) {
    Variables variables;
    const auto left_places = variables.places(left), right_places = variables.places(right);
    ProblemBuilder builder(variables.names);
    builder.add(left.exact, left_places, left.numbers);
    builder.add(right.exact, right_places, right.numbers);
    return prove_pairs(builder.take(), 1, options);
}

Proof prove_derivative(const Formula& f, const Formula& claimed, std::size_t variable, const ProofOptions& options) {
    require_size(f.exact.outputs().size(), 1, "prove_derivative", "outputs");
    const Graph slope = exact_derivative(f.exact, variable);
    Variables variables;
    const auto places = variables.places(f), claimed_places = variables.places(claimed);
    ProblemBuilder builder(variables.names);
    builder.add(slope, places, f.numbers);
    builder.add(claimed.exact, claimed_places, claimed.numbers);
    builder.add(f.exact, places, f.numbers);
    return prove_pairs(builder.take(), 1, options);
}

Proof prove_derivative(const Graph& f, const Graph& claimed, std::size_t variable, const ProofOptions& options) {
    require_size(f.outputs().size(), 1, "prove_derivative", "outputs of the function");
    require_size(claimed.outputs().size(), 1, "prove_derivative", "outputs of the claimed derivative");
    require_size(claimed.inputs().size(), f.inputs().size(), "prove_derivative", "inputs of the claimed derivative");
    ProblemBuilder builder(names_of(f.inputs().size(), options));
    const auto places = in_order(f.inputs().size());
    builder.add(exact_derivative(f, variable), places, {});
    builder.add(claimed, places, {});
    builder.add(f, places, {});
    return prove_pairs(builder.take(), 1, options);
}

std::string_view proof_treatment(ops::Opcode operation) { return treatment(operation); }

} // namespace autodiff
