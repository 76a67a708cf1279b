#pragma once

#include <string>
#include <vector>

namespace autodiff::cli {

/// How an axis maps numbers to places.
enum class Spacing {
    linear,
    logarithmic, ///< of positive numbers
    both_signs   ///< linear between -1 and 1, logarithmic beyond on either side
};

struct Tick {
    double value;
    std::string label; ///< empty for a small tick
};

/// The range of an axis, and where on it a number stands.
class Scale {
  public:
    /// Ends that are infinite, equal or crossed are mended, so that every number has a place.
    Scale(double low, double high, Spacing spacing);

    /// Linear, unless the range spans so many orders of magnitude that nothing could be seen on a linear axis.
    static Scale fitting(double low, double high);

    /// 0 at the low end, 1 at the high one; numbers beyond an end lie at the end, NaN at the low one.
    [[nodiscard]] double place(double x) const;
    /// The number at a place from 0 to 1.
    [[nodiscard]] double number(double place) const;
    /// At most about `most` labelled ticks, at round numbers.
    [[nodiscard]] std::vector<Tick> ticks(int most) const;

    [[nodiscard]] double low() const { return low_; }
    [[nodiscard]] double high() const { return high_; }
    [[nodiscard]] bool contains(double x) const { return x >= low_ && x <= high_; }
    [[nodiscard]] Spacing spacing() const { return spacing_; }

  private:
    [[nodiscard]] double stretch(double x) const;
    [[nodiscard]] double unstretch(double t) const;
    [[nodiscard]] std::vector<Tick> linear_ticks(int most) const;
    [[nodiscard]] std::vector<Tick> decade_ticks(int most) const;

    double low_;
    double high_;
    Spacing spacing_;
};

/// A number for people: 0.25, −3, 10⁻⁵, 4.2×10⁻¹⁸, ∞, with at most `digits` significant digits.
[[nodiscard]] std::string pretty_number(double x, int digits = 3);

} // namespace autodiff::cli
