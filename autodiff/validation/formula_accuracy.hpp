#pragma once

// Enclosures and accuracy of formulas that were read from a text, whose decimals, pi and e are exact in the truth and
// doubles in what is computed.

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/accuracy.hpp>

#include <span>
#include <vector>

namespace autodiff {

/// The formula's numbers, for an Encloser of `formula.exact`.
[[nodiscard]] std::vector<ExactReal> exact_reals(const Formula& formula);

/// The formula's value at the point x, one number a variable, with its numbers as exact as they are written.
[[nodiscard]] Enclosure enclose(const Formula& formula, std::span<const double> x, const EncloseOptions& options = {});

/// The formula as floating point computes it against itself as it is written.
[[nodiscard]] AccuracyMap accuracy(const Formula& formula, std::span<const Interval> domain = {},
                                   const AccuracyOptions& options = {});
/// Against another formula of the same variables in the same order. Throws Error when they differ.
[[nodiscard]] AccuracyMap accuracy(const Formula& formula, const Formula& reference,
                                   std::span<const Interval> domain = {}, const AccuracyOptions& options = {});

} // namespace autodiff
