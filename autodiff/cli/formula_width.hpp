#pragma once

#include <string>
#include <string_view>

namespace autodiff::cli {

/// How wide a formula in MathML is, roughly, in units of its font size: for style sheets, which can not measure.
[[nodiscard]] double formula_width(std::string_view mathml);

/// The page with the width of every formula in it as the style property --width, rounded up.
[[nodiscard]] std::string with_formula_widths(std::string_view html);

} // namespace autodiff::cli
