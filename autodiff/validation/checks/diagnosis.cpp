#include <autodiff/validation/checks/diagnosis.hpp>

#include <autodiff/base/error.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <optional>

namespace autodiff::checks {

namespace {

/// The suspicious derivative at another point, beside what it should be.
struct Probe {
    std::vector<double> x;
    double value; ///< of the function
    double found;
    Slope expected;
    std::vector<double> row;    ///< the engine's derivatives of the output
    std::vector<double> truths; ///< what they should be

    /// Far enough from 0 to say something about factors.
    [[nodiscard]] bool significant() const { return std::abs(expected.value) > 100 * expected.error; }
    [[nodiscard]] double tolerance() const { return 20 * expected.error + 1e-7 * std::abs(expected.value); }
    [[nodiscard]] bool right() const { return std::abs(found - expected.value) <= tolerance(); }
};

double clamp(double x, const Interval& interval) { return std::min(std::max(x, interval.low), interval.high); }

/// x moved by up to a tenth.
std::vector<double> near(std::span<const double> x, std::span<const Interval> domain, Random& random) {
    std::vector<double> point;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double scale = x[i] != 0 ? x[i] : 0.1;
        point.push_back(clamp(x[i] + scale * random.uniform(-0.1, 0.1), domain[i]));
    }
    return point;
}

std::vector<double> scaled(std::span<const double> x, std::span<const Interval> domain, double factor) {
    std::vector<double> point;
    point.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) point.push_back(clamp(factor * x[i], domain[i]));
    return point;
}

/// Points that lie in other branches of most functions: signs changed, one and all, sizes changed, and random ones.
std::vector<std::vector<double>> far(std::span<const double> x, std::span<const Interval> domain, Random& random) {
    std::vector<std::vector<double>> points;
    for (const double factor : {-1.0, 0.5, 2.0, 0.1, 10.0, -0.5, -2.0}) points.push_back(scaled(x, domain, factor));
    for (std::size_t i = 0; i < std::min<std::size_t>(x.size(), 8); ++i) {
        points.emplace_back(x.begin(), x.end());
        points.back()[i] = clamp(-x[i], domain[i]);
    }
    for (int i = 0; i < 16; ++i) points.push_back(random.point(domain));
    return points;
}

class Prober {
  public:
    Prober(const Subject& subject, const Suspect& suspect, std::span<const Interval> domain)
        : subject_(subject), suspect_(suspect), domain_(domain) {}

    /// Nothing where the function or the differences say nothing.
    [[nodiscard]] std::optional<Probe> operator()(const std::vector<double>& x) const {
        try {
            const std::vector<double> values = subject_.value(x);
            if (suspect_.output >= values.size() || !std::isfinite(values[suspect_.output])) return std::nullopt;
            const Linearisation linear = suspect_.engine->linearise(x);
            Probe probe{x, values[suspect_.output], linear.jacobian(suspect_.output, suspect_.input), {}, {}, {}};
            for (std::size_t j = 0; j < x.size(); ++j) {
                const bool itself = j == suspect_.input;
                if (!itself && x.size() > most_inputs) continue; // swapped arguments are not looked for then
                const Slope slope = Line(subject_.value, x, values, j, domain_[j]).slope(suspect_.output);
                if (itself) probe.expected = slope;
                probe.row.push_back(linear.jacobian(suspect_.output, j));
                probe.truths.push_back(slope.value);
            }
            if (!probe.expected.conclusive() || !std::isfinite(probe.expected.value)) return std::nullopt;
            return probe;
        } catch (const Error&) { return std::nullopt; }
    }

  private:
    static constexpr std::size_t most_inputs = 16;

    const Subject& subject_;
    const Suspect& suspect_;
    std::span<const Interval> domain_;
};

bool close(double a, double b, double relative) { return std::abs(a - b) <= relative * std::abs(b); }

/// The number that all of these are.
std::optional<double> common(std::span<const double> numbers) {
    if (numbers.size() < 3) return std::nullopt;
    for (const double number : numbers)
        if (!std::isfinite(number) || !close(number, numbers[0], 1e-5)) return std::nullopt;
    return numbers[0];
}

/// found / expected, divided by `known` if given.
template <class Known>
std::optional<double> common_ratio(std::span<const Probe> probes, Known known) {
    std::vector<double> ratios;
    ratios.reserve(probes.size());
    for (const Probe& probe : probes) ratios.push_back(probe.found / probe.expected.value / known(probe));
    return common(ratios);
}

/// A factor that derivatives often contain, and its name; its number at a probe.
struct KnownFactor {
    std::string name;
    std::function<double(const Probe&)> at;
};

std::vector<KnownFactor> known_factors(std::size_t inputs, std::span<const std::string> names) {
    std::vector<KnownFactor> factors;
    for (std::size_t i = 0; i < std::min<std::size_t>(inputs, 8); ++i) {
        const std::string name = input_name(i, inputs, names);
        for (const int power : {1, -1, 2, -2})
            factors.push_back({power == 1 ? name : fmt::format("{}^{}", name, power),
                               [i, power](const Probe& probe) { return std::pow(probe.x[i], power); }});
    }
    for (const int power : {1, -1, 2, -2})
        factors.push_back({power == 1 ? "f" : fmt::format("f^{}", power),
                           [power](const Probe& probe) { return std::pow(probe.value, power); }});
    factors.push_back({"the derivative itself", [](const Probe& probe) { return probe.expected.value; }});
    factors.push_back({"1 over the derivative", [](const Probe& probe) { return 1 / probe.expected.value; }});
    return factors;
}

/// The input whose derivative stands where that of `input` belongs, and whose derivative it is in turn.
std::optional<std::size_t> swapped_with(std::span<const Probe> probes, std::size_t input) {
    if (probes.size() < 3 || probes[0].row.size() <= 1) return std::nullopt;
    for (std::size_t j = 0; j < probes[0].row.size(); ++j) {
        if (j == input) continue;
        const bool exchanged = std::all_of(probes.begin(), probes.end(), [&](const Probe& probe) {
            return close(probe.row[input], probe.truths[j], 1e-6) && close(probe.row[j], probe.truths[input], 1e-6);
        });
        if (exchanged) return j;
    }
    return std::nullopt;
}

bool extreme(std::span<const double> x) {
    return std::any_of(x.begin(), x.end(), [](double element) {
        const double size = std::abs(element);
        return size > 1e50 || (size != 0 && size < 1e-50);
    });
}

/// The derivative is right at some of the points.
Diagnosis right_elsewhere(const Suspect& suspect, const Probe& right) {
    const std::string where =
        right.x.size() == 1 ? fmt::format("{}", right.x[0]) : fmt::format("({})", fmt::join(right.x, ", "));
    const double truth = std::abs(suspect.expected.value);
    const bool underflows = suspect.found == 0 && truth < 1e-12 * std::abs(right.expected.value);
    if (!std::isfinite(suspect.found))
        return {extreme(suspect.x) ? Cause::loses_accuracy : Cause::not_finite,
                fmt::format("the derivative overflows, underflows or meets 0/0 on the way; it is right at {}", where)};
    if (extreme(suspect.x) || underflows)
        return {Cause::loses_accuracy,
                fmt::format("something overflows or underflows on the way; it is right at {}", where)};
    if (close(suspect.found, suspect.expected.value, 1e-2))
        return {Cause::loses_accuracy, fmt::format("{:.1e} of it is wrong, while it is right at {}",
                                                   std::abs(suspect.found / suspect.expected.value - 1), where)};
    return {Cause::wrong_branch, fmt::format("it is right elsewhere, for instance at {}", where)};
}

/// One simple mistake that explains what was found at all points, those included where it makes no difference.
std::optional<Diagnosis> one_mistake(std::span<const Probe> probes, const Suspect& suspect,
                                     std::span<const std::string> names) {
    if (const auto other = swapped_with(probes, suspect.input))
        return Diagnosis{Cause::swapped_arguments,
                         fmt::format("it is the derivative with respect to {}, and the other way round",
                                     input_name(*other, suspect.x.size(), names))};
    if (const auto constant = common_ratio(probes, [](const Probe&) { return 1.0; })) {
        if (close(*constant, -1, 1e-6)) return Diagnosis{Cause::wrong_sign, "it is the negative of what it should be"};
        if (*constant == 0)
            return Diagnosis{Cause::lost_dependence, "it is 0 wherever one looks, but the function changes"};
        return Diagnosis{Cause::wrong_constant,
                         fmt::format("it is {:.9g} times what it should be, at all points", *constant)};
    }
    for (const KnownFactor& factor : known_factors(suspect.x.size(), names))
        if (const auto rest = common_ratio(probes, factor.at))
            return Diagnosis{
                Cause::missing_chain_factor,
                fmt::format("what was found over what was expected is {} at all points",
                            close(*rest, 1, 1e-6) ? factor.name : fmt::format("{:.9g} * {}", *rest, factor.name))};
    return std::nullopt;
}

Diagnosis wrong_everywhere(const Suspect& suspect) {
    if (close(suspect.found, suspect.expected.value, 1e-3))
        return {Cause::loses_accuracy,
                fmt::format("{:.1e} of it is wrong", std::abs(suspect.found / suspect.expected.value - 1))};
    return {Cause::wrong_formula, "it is off by no simple factor, wherever one looks: a term is missing or wrong"};
}

} // namespace

std::string input_name(std::size_t input, std::size_t inputs, std::span<const std::string> names) {
    if (input < names.size()) return names[input];
    return inputs == 1 ? "x" : fmt::format("x{}", input);
}

Diagnosis diagnose(const Subject& subject, const Suspect& suspect, std::span<const Interval> domain,
                   std::span<const std::string> names, Random& random) {
    const Prober prober(subject, suspect, domain);
    std::vector<Probe> probes;
    std::vector<std::vector<double>> points(6);
    for (auto& point : points) point = near(suspect.x, domain, random);
    std::ranges::move(far(suspect.x, domain, random), std::back_inserter(points));
    for (const auto& point : points)
        if (const auto probe = prober(point); probe && probe->significant()) probes.push_back(*probe);
    if (probes.empty()) return compare_numbers(suspect.found, suspect.expected.value);
    const auto is_right = [](const Probe& probe) { return probe.right(); };
    const auto right = std::find_if(probes.begin(), probes.end(), is_right);
    const bool finite = std::isfinite(suspect.found);
    if (right == probes.end() || finite)
        if (const auto mistake = one_mistake(probes, suspect, names)) return *mistake;
    return right != probes.end() ? right_elsewhere(suspect, *right) : wrong_everywhere(suspect);
}

Diagnosis compare_numbers(double found, double expected) {
    if (!std::isfinite(found) && std::isfinite(expected)) return {Cause::not_finite, "it should be finite"};
    if (close(found, -expected, 1e-6)) return {Cause::wrong_sign, "it is the negative of what it should be"};
    if (expected == 0) return {Cause::wrong_formula, "it should be 0"};
    if (found == 0) return {Cause::lost_dependence, "it is 0"};
    if (close(found, expected, 1e-3))
        return {Cause::loses_accuracy, fmt::format("{:.1e} of it is wrong", std::abs(found / expected - 1))};
    return {Cause::wrong_formula, fmt::format("it is {:.9g} times what it should be, at this point", found / expected)};
}

} // namespace autodiff::checks
