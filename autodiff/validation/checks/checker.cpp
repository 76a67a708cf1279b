#include <autodiff/validation/checks/checker.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace autodiff::checks {

namespace {

// Two engines compute with the same partials and differ by rounding alone.
constexpr double engine_tolerance = 1e-9;

bool all_finite(std::span<const double> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}

std::string slope_text(const Slope& slope) {
    return slope.conclusive() ? fmt::format("{:.6g}", slope.value) : "unknown";
}

/// Says once what several engines got wrong in the same way.
void merge_engines(std::vector<Finding>& findings) {
    std::vector<Finding> merged;
    for (Finding& finding : findings) {
        const std::size_t place = finding.check.find(" against ");
        const auto alike = std::find_if(merged.begin(), merged.end(), [&](const Finding& other) {
            const bool equal = std::abs(other.found - finding.found) <= 1e-9 * std::abs(finding.found) ||
                               (std::isnan(other.found) && std::isnan(finding.found));
            return place != std::string::npos && finding.fails == other.fails && other.component == finding.component &&
                   other.x == finding.x && other.cause == finding.cause && equal &&
                   other.check.ends_with(finding.check.substr(place));
        });
        if (alike == merged.end())
            merged.push_back(std::move(finding));
        else
            alike->check.insert(alike->check.find(" against "), ", " + finding.check.substr(0, place));
    }
    findings = std::move(merged);
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

Checker::Checker(const Subject& subject, std::vector<Interval> domain, const CheckOptions& options)
    : subject_(subject), domain_(std::move(domain)), options_(options), random_(options.seed) {
    report_.subject = subject.name;
    report_.seed = options.seed;
}

void Checker::check_at(const std::vector<double>& x) {
    require_size(x.size(), subject_.inputs, subject_.name.c_str(), "inputs at the point to check");
    Place place{x, {}, {}, {}, {}, {}, {}};
    try {
        place.values = subject_.value(x);
    } catch (const Error&) {
        // outside the domain: no values
    }
    if (place.values.empty() || !all_finite(place.values)) {
        ++report_.undefined;
        return;
    }
    ++report_.points;
    outputs_ = place.values.size();
    prepare(place);
    std::optional<Linearisation> first;
    for (std::size_t e = 0; e < subject_.engines.size(); ++e) {
        const Engine& engine = subject_.engines[e];
        const std::optional<Linearisation> linear = linearise(e, place);
        if (!linear) continue;
        check_values(*linear, engine, place);
        check_against_differences(*linear, engine, place);
        check_chain(*linear, engine, place);
        if (e == 0)
            first = linear;
        else if (first)
            check_against_first(*linear, *first, engine, place);
    }
    if (!first) return;
    check_complex_step(*first, place);
    check_adjoint_identity(*first, place);
    const bool plain = std::none_of(place.settled.begin(), place.settled.end(),
                                    [](Settled settled) { return settled != Settled::no; });
    if (plain && !place.tie) check_hessian(place);
}

void Checker::prepare(Place& place) {
    place.settled.assign(place.values.size() * place.x.size(), Settled::no);
    std::vector<double> rounding;
    if (subject_.record) {
        try {
            place.graph = inline_calls(subject_.record(place.x));
            place.conditioning = conditioning(place.graph, place.x);
            place.tie = first_tie(place.graph, place.x);
            rounding = place.conditioning->rounding;
        } catch (const Error&) {
            place.conditioning.reset(); // not every function can be recorded
        }
    }
    for (std::size_t j = 0; j < place.x.size(); ++j)
        place.lines.emplace_back(subject_.value, place.x, place.values, j, domain_[j], rounding);
}

std::optional<Linearisation> Checker::linearise(std::size_t e, const Place& place) {
    if (dead_engines_.contains(e)) return std::nullopt;
    const Engine& engine = subject_.engines[e];
    try {
        Linearisation linear = engine.linearise(place.x);
        if (linear.values.size() != place.values.size()) {
            engine_failed(e, fmt::format("it has {} outputs", linear.values.size()), place);
            return std::nullopt;
        }
        if (std::find(report_.engines.begin(), report_.engines.end(), engine.name) == report_.engines.end())
            report_.engines.push_back(engine.name);
        return linear;
    } catch (const Error& error) {
        engine_failed(e, error.what(), place);
        return std::nullopt;
    }
}

void Checker::engine_failed(std::size_t e, const std::string& sentence, const Place& place) {
    dead_engines_.insert(e);
    const Engine& engine = subject_.engines[e];
    add({!engine.optional, engine.name, "f", place.x, NAN, place.values[0], 0, Cause::engine_fails, sentence});
}

void Checker::check_values(const Linearisation& linear, const Engine& engine, const Place& place) {
    for (std::size_t k = 0; k < place.values.size(); ++k) {
        ++report_.comparisons;
        const double expected = place.values[k];
        const double rounding = place.conditioning ? place.conditioning->rounding[k] : 0;
        const double tolerance = 1e-9 * std::abs(expected) + 100 * (std::isfinite(rounding) ? rounding : 0) + underflow;
        if (std::abs(linear.values[k] - expected) <= tolerance) continue;
        add({true, engine.name + " against the plain function", outputs_ == 1 ? "f" : fmt::format("f[{}]", k), place.x,
             linear.values[k], expected, tolerance, Cause::wrong_value, "it computes another function"});
    }
}

bool Checker::agrees(double found, const Slope& slope) const {
    if (std::isinf(slope.value)) return found == slope.value;
    return std::abs(found - slope.value) <= options_.safety * slope.error + 1e-12 * std::abs(slope.value);
}

void Checker::check_against_differences(const Linearisation& linear, const Engine& engine, Place& place) {
    for (std::size_t k = 0; k < place.values.size(); ++k)
        for (std::size_t j = 0; j < place.x.size(); ++j) check_element(linear.jacobian(k, j), engine, place, k, j);
}

void Checker::check_element(double found, const Engine& engine, Place& place, std::size_t k, std::size_t j) {
    ++report_.comparisons;
    const Slope slope = place.lines[j].slope(k);
    const bool agreed = slope.conclusive() && agrees(found, slope);
    // The mean of two slopes may look like a derivative. Where there is a graph it knows of kinks.
    const bool smooth = place.conditioning && !place.tie;
    if (agreed && (smooth || !place.lines[j].behaviour(k).kink())) return;
    Finding finding{true,
                    engine.name + " against differences",
                    component(k, j),
                    place.x,
                    found,
                    slope.value,
                    slope.error,
                    Cause::wrong_formula,
                    {}};
    check_sides(finding, {&engine, k, j, place.x, found, slope}, place);
}

void Checker::check_sides(Finding finding, const Suspect& unexplained, Place& place) {
    const Behaviour sides = place.lines[unexplained.input].behaviour(unexplained.output);
    const double found = unexplained.found;
    const bool left = sides.left.conclusive();
    const bool right = sides.right.conclusive();
    const bool one_side = (left && agrees(found, sides.left)) || (right && agrees(found, sides.right));
    const auto [low, high] = std::minmax(sides.left.value, sides.right.value);
    const bool between = one_side || (left && right && found >= low && found <= high);
    const std::string slopes = fmt::format("the slope along {} is {} on the left and {} on the right",
                                           input_name(unexplained.input, place.x.size(), options_.names),
                                           slope_text(sides.left), slope_text(sides.right));
    if (sides.jumps) // beside a jump the value may belong to a piece on which there is no room
        return settle(finding, unexplained, place, left && right && !between, {Cause::discontinuity, slopes});
    if (sides.kink()) return settle(finding, unexplained, place, !between, {Cause::not_differentiable, slopes});
    if (left && right && agrees(found, sides.left) && agrees(found, sides.right)) return;
    const bool infinite = (left && std::isinf(sides.left.value)) || (right && std::isinf(sides.right.value));
    if (infinite && one_side) return;
    if (infinite) return settle(finding, unexplained, place, true, {Cause::not_differentiable, slopes});
    if (place.tie && left != right) // from one side only, and that may be another piece
        return settle(finding, unexplained, place, false,
                      {Cause::not_differentiable, fmt::format("{}, and {} is at the boundary of two pieces", slopes,
                                                              expression_text(place.graph, *place.tie))});
    Slope expected = unexplained.expected;
    if (!expected.conclusive() && std::isnan(found)) expected = left ? sides.left : sides.right;
    if (!expected.conclusive()) {
        ++report_.inconclusive;
        return;
    }
    place.settled[unexplained.output * place.x.size() + unexplained.input] = Settled::failure;
    finding.expected = expected.value;
    finding.uncertainty = expected.error;
    suspect(finding, {unexplained.engine, unexplained.output, unexplained.input, place.x, found, expected});
}

void Checker::settle(Finding finding, const Suspect& suspect, Place& place, bool fails, const Diagnosis& diagnosis) {
    Settled& settled = place.settled[suspect.output * place.x.size() + suspect.input];
    if (!fails && settled != Settled::no) return; // said before, of another engine
    settled = fails ? Settled::failure : Settled::remark;
    if (!fails) finding.check = "derivative";
    finding.fails = fails;
    finding.expected = NAN;
    finding.uncertainty = 0;
    finding.cause = diagnosis.cause;
    finding.explanation = diagnosis.explanation;
    add(std::move(finding));
}

double Checker::scale(const Place& place, std::size_t k, std::size_t j, double a, double b) const {
    const double own = std::max(std::abs(a), std::abs(b));
    if (!place.conditioning) return own;
    const double paths = place.conditioning->paths(k, j);
    return std::isfinite(paths) ? std::max(own, paths) : own;
}

void Checker::check_against_first(const Linearisation& linear, const Linearisation& first, const Engine& engine,
                                  Place& place) {
    for (std::size_t k = 0; k < place.values.size(); ++k)
        for (std::size_t j = 0; j < place.x.size(); ++j) {
            ++report_.comparisons;
            const double a = linear.jacobian(k, j);
            const double b = first.jacobian(k, j);
            if (same(a, b) || place.settled[k * place.x.size() + j] != Settled::no) continue;
            const Slope slope = place.lines[j].slope(k);
            // Without a graph nobody knows what cancelled: then what the differences do not exclude is allowed.
            const double noise = place.conditioning || !slope.conclusive() ? 0 : slope.error;
            const double tolerance = engine_tolerance * scale(place, k, j, a, b) + noise + underflow;
            if (std::abs(a - b) <= tolerance) continue;
            const Diagnosis diagnosis = compare_numbers(a, b);
            add({true, fmt::format("{} against {}", engine.name, subject_.engines[0].name), component(k, j), place.x, a,
                 b, tolerance, diagnosis.cause, diagnosis.explanation});
        }
}

std::string Checker::component(std::size_t k, std::size_t j) const {
    const std::string output = outputs_ == 1 ? "f" : fmt::format("f[{}]", k);
    return fmt::format("d {} / d {}", output, input_name(j, subject_.inputs, options_.names));
}

void Checker::add(Finding finding) {
    const auto like = std::find_if(report_.findings.begin(), report_.findings.end(), [&](const Finding& other) {
        return other.fails == finding.fails && other.check == finding.check && other.component == finding.component &&
               other.cause == finding.cause;
    });
    if (like != report_.findings.end()) {
        ++like->times;
        return;
    }
    report_.findings.push_back(std::move(finding));
    suspects_.emplace_back();
}

void Checker::suspect(Finding finding, const Suspect& suspect) {
    const std::size_t before = report_.findings.size();
    add(std::move(finding));
    if (report_.findings.size() > before) suspects_.back() = suspect;
}

Report Checker::take() {
    for (std::size_t i = 0; i < report_.findings.size(); ++i) {
        if (!suspects_[i]) continue;
        const Diagnosis diagnosis = diagnose(subject_, *suspects_[i], domain_, options_.names, random_);
        report_.findings[i].cause = diagnosis.cause;
        report_.findings[i].explanation = diagnosis.explanation;
    }
    merge_engines(report_.findings);
    std::stable_sort(report_.findings.begin(), report_.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.fails && !b.fails; });
    return std::move(report_);
}

} // namespace autodiff::checks
