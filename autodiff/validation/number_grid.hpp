#pragma once

#include <autodiff/validation/accuracy.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace autodiff::validation {

/// The numbers of a floating-point format in their order, counted from 0: steps on this grid are relative to the
/// number, and halving a range of it halves the binades.
class NumberGrid {
  public:
    explicit NumberGrid(Precision precision) : single_(precision == Precision::float_) {}

    /// The place of the number nearest to x.
    [[nodiscard]] std::int64_t place(double x) const {
        return single_ ? place_of<std::int32_t>(static_cast<float>(x)) : place_of<std::int64_t>(x);
    }
    [[nodiscard]] double number(std::int64_t place) const {
        return single_ ? static_cast<double>(number_at<float>(static_cast<std::int32_t>(place)))
                       : number_at<double>(place);
    }
    [[nodiscard]] double rounded(double x) const { return single_ ? static_cast<double>(static_cast<float>(x)) : x; }
    /// The number so many places from x; an infinity beyond the last.
    [[nodiscard]] double next(double x, std::int64_t steps) const {
        const std::int64_t end = place(std::numeric_limits<double>::infinity());
        const std::int64_t from = place(x);
        if (from >= 0) return number(steps > end - from ? end : from + steps);
        return number(steps < -end - from ? -end : from + steps);
    }
    /// Steps from one power of two to the next: 2^52 or 2^23.
    [[nodiscard]] int binade_bits() const { return single_ ? 23 : 52; }
    [[nodiscard]] double largest() const {
        return single_ ? static_cast<double>(std::numeric_limits<float>::max()) : std::numeric_limits<double>::max();
    }
    [[nodiscard]] int lowest_exponent() const { return single_ ? -149 : -1074; }
    [[nodiscard]] int highest_exponent() const { return single_ ? 127 : 1023; }

  private:
    template <class Integer, class T>
    static std::int64_t place_of(T x) {
        const auto bits = std::bit_cast<Integer>(x);
        return bits >= 0 ? bits : -static_cast<std::int64_t>(bits & std::numeric_limits<Integer>::max());
    }
    template <class T, class Integer>
    static T number_at(Integer place) {
        return place >= 0 ? std::bit_cast<T>(place) : -std::bit_cast<T>(static_cast<Integer>(-place));
    }

    bool single_;
};

} // namespace autodiff::validation
