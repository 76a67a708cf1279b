#include <autodiff/cli/assessment.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/cli/progress.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/validation/exact_derivative.hpp>
#include <autodiff/validation/formula_accuracy.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/kinks.hpp>

#include <chrono>
#include <memory>

namespace autodiff::cli {

namespace {

/// One limit for all that a command does: when a share of it is over, the next part begins.
class TimeLimit {
  public:
    explicit TimeLimit(double seconds) : seconds_(seconds) {}
    [[nodiscard]] double left_of(double share) const {
        return share * seconds_ - std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    double seconds_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};
constexpr double when_proved = 0.5;
constexpr double when_measured = 0.75;
constexpr double when_searched = 1;

Precision precision_of(const Options& options) {
    return options.precision == "float" ? Precision::float_ : Precision::double_;
}

AccuracyOptions accuracy_options(const Assessment& assessment, const Options& options, Progress& progress) {
    AccuracyOptions how;
    how.leaves_out = assessment.at_kink;
    how.bound_ulp = options.max_ulp.value_or(how.bound_ulp);
    how.samples = options.samples;
    how.precision = precision_of(options);
    if (options.seed) how.seed = *options.seed;
    how.progress = [&progress](double done) { return progress(done); };
    return how;
}

/// The derivative of a formula, whose numbers stay exact.
Formula derivative_of(const Formula& f, std::size_t variable) {
    Graph all = differentiate_reverse(f.graph);
    const NodeId output = all.outputs()[variable];
    all.clear_outputs();
    all.add_output(output);
    Formula derivative{"", f.variables, simplify(all), exact_derivative(f.exact, variable), f.numbers};
    derivative.text = to_text(derivative.graph, f.variables);
    return derivative;
}

void measure(Assessment& assessment, const Options& options, const Terminal& terminal, const TimeLimit& limit) {
    Progress progress(terminal, "measuring", limit.left_of(when_measured));
    const AccuracyOptions how = accuracy_options(assessment, options, progress);
    try {
        assessment.accuracy = accuracy(assessment.formula(), assessment.truth, assessment.domain.intervals, how);
    } catch (const Error& error) {
        assessment.not_measured = error.what();
        return;
    }
    assessment.out_of_time = assessment.accuracy->stopped;
    if (assessment.out_of_time && assessment.accuracy->samples.empty()) {
        assessment.accuracy.reset();
        assessment.not_measured = "not one point was done when the time was up; --time-limit gives it more.";
        return;
    }
    if (assessment.accuracy->within_bound() || assessment.out_of_time) return;
    Progress searching(terminal, "looking for a better formula", limit.left_of(when_searched));
    SuggestOptions search;
    search.accuracy = accuracy_options(assessment, options, searching);
    search.names = assessment.problem.variables;
    assessment.suggestion = suggest(assessment.formula(), assessment.domain.intervals, search);
    assessment.out_of_time = searching.time_is_up();
}

} // namespace

bool Assessment::complete() const { return !out_of_time && !(proof && proof->stopped); }

ExitStatus Assessment::status() const {
    if (proof && proof->verdict == Verdict::refuted) return ExitStatus::refuted;
    if (proof && proof->verdict == Verdict::unknown) return ExitStatus::unknown;
    const bool accurate = accuracy && accuracy->worst.ulp <= max_ulp.value_or(0);
    return max_ulp && !accurate ? ExitStatus::inaccurate : ExitStatus::success;
}

Assessment assess_derivative(const Options& options, const Terminal& terminal) {
    const TimeLimit limit(options.seconds);
    Assessment assessment;
    const std::vector<std::string> texts{options.function, options.claimed};
    assessment.problem = read_problem(texts, options.lets, options.variable.empty() ? "x" : options.variable);
    assessment.variable = chosen_variable(assessment.problem.variables, options.variable);
    assessment.domain = read_domain(options.domain, assessment.problem.variables, assessment.problem.formulas);
    assessment.lets = options.lets;
    assessment.max_ulp = options.max_ulp;
    assessment.precision = options.precision;
    assessment.truth = derivative_of(assessment.function(), assessment.variable);
    // shared, since a std::function is copied
    const auto kinks =
        std::make_shared<validation::Kinks>(assessment.function(), assessment.variable, precision_of(options));
    assessment.at_kink = [kinks](std::span<const double> x) { return (*kinks)(x); };
    ProofOptions how;
    how.names = assessment.problem.variables;
    if (assessment.domain.anything_given()) how.domain = assessment.domain.given;
    if (options.seed) how.seed = *options.seed;
    {
        Progress proving(terminal, "proving", limit.left_of(when_proved));
        how.progress = [&proving](double done) { return proving(done); };
        assessment.proof = prove_derivative(assessment.function(), assessment.formula(), assessment.variable, how);
    }
    if (assessment.proof->verdict != Verdict::refuted) measure(assessment, options, terminal, limit);
    return assessment;
}

Assessment assess_accuracy(const Options& options, const Terminal& terminal) {
    const TimeLimit limit(options.seconds);
    Assessment assessment;
    assessment.problem = read_problem(std::span(&options.function, 1), options.lets);
    assessment.domain = read_domain(options.domain, assessment.problem.variables, assessment.problem.formulas);
    assessment.lets = options.lets;
    assessment.max_ulp = options.max_ulp;
    assessment.precision = options.precision;
    assessment.truth = assessment.function();
    measure(assessment, options, terminal, limit);
    return assessment;
}

} // namespace autodiff::cli
