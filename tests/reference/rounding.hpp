// Rounding to the floating-point formats, denormals and overflow included.
#pragma once

#include <reference/ball.hpp>

namespace reference {

/// A binary floating-point format: bits of the significand, all finite numbers below 2^limit, denormals spaced 2^floor.
struct Format {
    slong bits;
    slong limit;
    slong floor;
};

inline constexpr Format binary32{24, 128, -149};
inline constexpr Format binary64{53, 1024, -1074};
inline constexpr Format x87_extended{64, 16384, -16445};

/// `x` rounded to the nearest number of the format, ties to even, overflow to infinity.
void round_to(Float& result, arf_srcptr x, const Format& format);

/// The exponent of the unit of the last place at `x`: that unit is 2^unit_exponent.
slong unit_exponent(arf_srcptr x, const Format& format);

/// Whether every number of the enclosure rounds to the same one in every format.
bool rounds_uniquely(const Ball& x);

/// A number that the format long double holds exactly (infinities and NaN included).
long double exact_long_double(arf_srcptr x);

} // namespace reference
