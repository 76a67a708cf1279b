#pragma once

#include <autodiff/notation/formula.hpp>

#include <cstddef>
#include <string_view>

namespace autodiff::reading {

/// Decimal integers of hexadecimal literals take quadratic time.
inline constexpr std::size_t most_hexadecimal_digits = 100;

enum class Range { fits, too_large, too_small, too_long };

struct ReadNumber {
    ExactNumber number;
    /// Unless it fits, `number` has its text alone: beyond the largest double, nearer to zero than any, or hexadecimal
    /// with too many digits.
    Range range = Range::fits;
};

/// The number of an unsigned literal: 12, .5, 1.5E-10, or hexadecimal 0x1.8p-3. Its digits and its range bound the
/// memory, however large the exponent.
[[nodiscard]] ReadNumber read_number(std::string_view literal);

[[nodiscard]] ExactNumber negative(ExactNumber number);

/// Whether the number is exactly this small natural one.
[[nodiscard]] bool equals(const ExactNumber& number, int natural);

[[nodiscard]] ExactNumber pi();
[[nodiscard]] ExactNumber euler_e();

} // namespace autodiff::reading
