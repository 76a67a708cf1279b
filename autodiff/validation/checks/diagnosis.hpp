#pragma once

#include <autodiff/validation/checks/random.hpp>
#include <autodiff/validation/checks/report.hpp>
#include <autodiff/validation/checks/subject.hpp>

#include <span>
#include <string>
#include <vector>

namespace autodiff::checks {

/// A likely cause and one sentence about it.
struct Diagnosis {
    Cause cause;
    std::string explanation;
};

/// A derivative that differs from differences: d output / d input at x by one engine.
struct Suspect {
    const Engine* engine;
    std::size_t output, input;
    std::vector<double> x;
    double found;
    Slope expected;
};

/// The names of the inputs: those given, then x for a single one, or x0, x1, ...
[[nodiscard]] std::string input_name(std::size_t input, std::size_t inputs, std::span<const std::string> names);

/// Looks at the same derivative at other points of the domain, near and far: is it off by a constant, by a factor that
/// is known, only in some places ...
[[nodiscard]] Diagnosis diagnose(const Subject& subject, const Suspect& suspect, std::span<const Interval> domain,
                                 std::span<const std::string> names, Random& random);

/// The same for two numbers of which nothing else is known.
[[nodiscard]] Diagnosis compare_numbers(double found, double expected);

} // namespace autodiff::checks
