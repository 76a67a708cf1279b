#pragma once

#include <autodiff/cli/assessment.hpp>
#include <autodiff/cli/slice.hpp>

#include <string>
#include <vector>

namespace autodiff::cli {

/// One point at which formulas like to fail.
struct EdgeCase {
    std::string what;  ///< "0", "an end", "a kink", "the smallest number"
    double x;          ///< the slice's variable
    double function;   ///< computed in double
    double formula;    ///< the measured formula, computed in double
    std::string truth; ///< of the formula, 6 digits; "undefined", also at a kink where the formula says otherwise
    double ulp;        ///< its error; NaN where the truth is undefined
};

/// The ends of the slice, 0, kinks of the function, numbers next to 0, huge numbers, infinities and the given worst
/// point (NaN for none), as far as they lie in the domain, from left to right.
[[nodiscard]] std::vector<EdgeCase> edge_cases(const Assessment& assessment, const Slice& slice, double worst);

} // namespace autodiff::cli
