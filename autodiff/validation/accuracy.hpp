#pragma once

// How far a formula, computed in floating point, is from the truth, over its whole domain: s (1 - s) is a perfect
// derivative of the sigmoid s and comes out as 0 at x = 40, where the truth is 4.2e-18.

#include <autodiff/enclosures/exact_real.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#if __has_include(<fmt/base.h>)
#include <fmt/base.h>
#else
#include <fmt/core.h>
#endif

namespace autodiff {

/// What the formula is computed in.
enum class Precision { double_, float_ };

struct AccuracyOptions {
    double bound_ulp = 4;         ///< errors up to it are fine: see AccuracyMap::exceeding
    std::size_t samples = 20'000; ///< points to measure at, those of the search for the worst included
    Precision precision = Precision::double_;
    std::uint64_t seed = 20260501; ///< the same seed gives the same map
    /// Called now and then, also within a sample that takes long, with a share from 0 to 1; false: stop, and the map
    /// has the samples so far.
    std::function<bool(double done)> progress = {};
    /// Asked about points where the error exceeds the bound: true leaves one out, because the reference is no truth
    /// there. Nothing: all count.
    std::function<bool(std::span<const double> x)> leaves_out = {};
};

/// One measured point. The error is |computed - truth| in units of the last place at the truth; infinite where
/// `computed` is NaN or an infinity and the truth is a finite number.
struct AccuracySample {
    std::vector<double> x;
    double computed = 0;
    double truth = 0; ///< rounded
    double ulp = 0;
};

struct AccuracyMap {
    AccuracySample worst;
    std::string worst_truth; ///< 20 digits
    double bits_lost = 0;    ///< at the worst point: log2 of its error
    double median_ulp = 0;
    double bound_ulp = 0;
    std::vector<AccuracySample> samples; ///< sorted by x[0]; what a plot shows
    /// Where the error exceeds the bound: ranges, or boxes with one interval a variable, that hold all such samples.
    std::vector<std::vector<Interval>> exceeding;
    std::size_t undefined = 0; ///< points at which the truth is no number, or a guard forbids the formula
    std::size_t left_out = 0;  ///< points that AccuracyOptions::leaves_out left out
    bool stopped = false;      ///< by the options' progress: the samples are fewer than asked for, perhaps none
    [[nodiscard]] bool within_bound() const { return exceeding.empty(); }
};

/// Measures `formula` against enclosures of `reference` at points chosen to be hard: every binade of the domain and its
/// ends, 0, +-1, powers of two, their neighbours, zeros of the function and ends of where it is defined, and random
/// points; then climbs from the worst of these. Each has one output and one input a variable; the domain has an
/// interval for each, or is empty: all numbers. Deterministic. Throws ShapeError when the sizes do not fit, and Error
/// when an interval holds no number.
[[nodiscard]] AccuracyMap accuracy(const Graph& formula, const Graph& reference, std::span<const Interval> domain = {},
                                   const AccuracyOptions& options = {});

/// The same for a reference whose last inputs are exact numbers.
[[nodiscard]] AccuracyMap accuracy(const Graph& formula, const Graph& reference, std::span<const ExactReal> numbers,
                                   std::span<const Interval> domain, const AccuracyOptions& options = {});

/// A few lines: the worst point, what was lost there, and where the bound is exceeded.
[[nodiscard]] std::string to_text(const AccuracyMap& map);

} // namespace autodiff

template <>
struct fmt::formatter<autodiff::AccuracyMap> : fmt::formatter<fmt::string_view> {
    fmt::format_context::iterator format(const autodiff::AccuracyMap& map, fmt::format_context& context) const;
};
