#pragma once

#include <autodiff/notation/source_language.hpp>

#include <string>
#include <string_view>

namespace autodiff::writing {

/// The largest order of polygamma that has a series.
inline constexpr int highest_series_order = 20;

/// A static function `name` that computes digamma, with a function of its own for x > 0: the operations for which the
/// C library has nothing and whose rule leads no further.
[[nodiscard]] std::string digamma_source(const SourceLanguage& language, std::string_view name);

/// The same for the derivative of digamma of order 1 to highest_series_order.
[[nodiscard]] std::string polygamma_source(const SourceLanguage& language, std::string_view name, int order);

} // namespace autodiff::writing
