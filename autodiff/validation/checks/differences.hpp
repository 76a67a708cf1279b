#pragma once

#include <autodiff/validation/interval.hpp>

#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace autodiff::checks {

/// A function from R^n to R^m in plain numbers.
using PlainFunction = std::function<std::vector<double>(std::span<const double>)>;

/// A slope from differences, and an estimate of how wrong it may be: infinite where the differences say nothing. The
/// slope itself is infinite where the quotients grow without bound.
struct Slope {
    double value = std::numeric_limits<double>::quiet_NaN();
    double error = std::numeric_limits<double>::infinity();

    [[nodiscard]] bool conclusive() const { return error < std::numeric_limits<double>::infinity(); }
};

/// What a function does where one of its inputs moves away from a point.
struct Behaviour {
    Slope left, right;  ///< where it jumps, those of the pieces beside the point
    bool jumps = false; ///< on either side

    /// Both slopes are known, and they differ.
    [[nodiscard]] bool kink() const;
};

/// The values of a function on a line through x along one input, at steps that shrink by a factor of 4 from the scale
/// of x, within the domain, down to where rounding drowns the difference.
class Line {
  public:
    /// `at_x` are the outputs at x. `rounding` is what rounding may do to each output (absolute), or empty: one part in
    /// 2^52 of the value is assumed then. A point at which f throws an autodiff::Error counts as outside its domain.
    Line(const PlainFunction& f, std::span<const double> x, std::span<const double> at_x, std::size_t input,
         const Interval& domain, std::span<const double> rounding = {});

    /// The derivative: from both sides where there is room on both, otherwise from one.
    [[nodiscard]] Slope slope(std::size_t output) const;
    [[nodiscard]] Behaviour behaviour(std::size_t output) const;

  private:
    struct Sample {
        double distance;            // from x
        std::vector<double> values; // empty where there is no room
    };
    using Side = std::vector<Sample>; // largest step first

    [[nodiscard]] double value(const Side& side, std::size_t level, std::size_t output) const;
    [[nodiscard]] double rounding(std::size_t output, double size) const;
    [[nodiscard]] Slope central(std::size_t output) const;
    [[nodiscard]] Slope one_sided(const Side& side, double sign, std::size_t output) const;
    [[nodiscard]] bool jumps(const Side& side, std::size_t output) const;

    std::vector<double> at_x_;
    std::vector<double> rounding_;
    Side left_, right_;
};

} // namespace autodiff::checks
