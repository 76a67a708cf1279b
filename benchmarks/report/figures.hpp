/// Numbers as the table and the documents show them: three significant digits, a dash where there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchmarks {

/// "3.07 ns", "21.3 ms", "1.20 s".
[[nodiscard]] std::string time_text(std::optional<double> seconds);
/// "0.45", "10.5", "113".
[[nodiscard]] std::string ratio_text(std::optional<double> ratio);
/// "862", "45.6 k", "1.20 M".
[[nodiscard]] std::string count_text(std::optional<std::size_t> count);

/// A horizontal bar of `columns` times `fraction`, in eighths of a character; a fraction above 0 leaves a mark. Not
/// padded. Fractions outside [0, 1] are cut off.
[[nodiscard]] std::string bar(double fraction, std::size_t columns);

/// For the text and the attributes of XML.
[[nodiscard]] std::string xml_escaped(std::string_view text);

} // namespace benchmarks
