#pragma once

#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/interval.hpp>

#include <span>
#include <string>
#include <vector>

namespace autodiff::cli {

/// Where the variables of a problem live: one interval a variable, in its order.
struct Domain {
    std::vector<Interval> intervals;
    bool assumed = false; ///< at least one was not given
    /// What was given; all numbers where nothing was. Proofs are about this.
    std::vector<Interval> given;

    [[nodiscard]] bool anything_given() const;
};

/// The domain of texts such as "x=-1..1", "x>0", "0<x<=1", "x>0, y=0..inf". Several conditions on a variable hold
/// together. A variable without any lives where the formulas have values: between -100 and 100, 0 and 100, or -1 and 1.
/// Throws Error for a text that is no range, an unknown variable, and an empty range.
[[nodiscard]] Domain read_domain(std::span<const std::string> ranges, std::span<const std::string> variables,
                                 std::span<const Formula> formulas);

/// "-750 <= x <= 750", "x > 0", "all x"
[[nodiscard]] std::string interval_text(const std::string& name, const Interval& interval);
/// Of every variable, with commas between them.
[[nodiscard]] std::string domain_text(std::span<const std::string> names, std::span<const Interval> intervals);

/// A point inside the domain at which a slice is looked at: 1 where that is inside, otherwise the middle.
[[nodiscard]] std::vector<double> typical_point(std::span<const Interval> domain);

} // namespace autodiff::cli
