#pragma once

#include <autodiff/cli/assessment.hpp>
#include <autodiff/cli/plot.hpp>
#include <autodiff/cli/slice.hpp>

namespace autodiff::cli {

/// The function alone.
[[nodiscard]] Plot function_plot(const Assessment& assessment, const Slice& slice);
/// The truth, and on it the formula as floating point computes it.
[[nodiscard]] Plot formula_plot(const Assessment& assessment, const Slice& slice);
/// The error of the formula in units of the last place over the whole domain, and that of the better one.
[[nodiscard]] Plot error_plot(const Assessment& assessment, const Slice& slice);

/// "y = 1, z = 2": where the other variables of the slice stay; empty when there are none.
[[nodiscard]] std::string fixed_text(const Assessment& assessment, const Slice& slice);

} // namespace autodiff::cli
