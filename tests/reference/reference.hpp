// Rigorous truth for every operation of the catalogue: values, first and second partials, enclosed by Arb's ball
// arithmetic and rounded on demand. Independent of the library under test: nothing of it is included here, and no
// derivative is written down. Each operation is one definition; its partials come out of power-series arithmetic.
#pragma once

#include <cstddef>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

class Ball;

/// A real number known to at least 90 bits (or as exactly as any floating-point format could ask), +-infinity, or
/// undefined. A number beyond 2^20000 or below 2^-20000 is known by its size alone.
class Truth {
  public:
    /// The undefined truth.
    Truth() = default;
    explicit Truth(Ball ball);
    /// Exactly `x`; NaN makes the undefined truth.
    static Truth exactly(double x);

    bool defined() const { return ball_ != nullptr; }
    /// The truth rounded to the nearest number of the format: infinity on overflow, denormals and zero on underflow,
    /// NaN where undefined. Proven correct rounding, except for ties that no precision can tell from their neighbours.
    double nearest() const;
    float nearest_float() const;
    long double nearest_long_double() const;

    /// |computed - truth| in units of the last place of the format at the truth (never finer than its denormals).
    /// 0 when both are the same infinity or both undefined; a truth beyond the largest finite number counts as that
    /// infinity when `computed` is infinite; any other pairing with infinity or NaN is infinitely wrong.
    double ulp_error(double computed) const;
    double ulp_error(float computed) const;
    double ulp_error(long double computed) const;

    std::string to_string(int digits = 20) const;
    /// The enclosure itself, for code that includes <reference/ball.hpp>; null where undefined.
    const Ball* ball() const { return ball_.get(); }

  private:
    std::shared_ptr<const Ball> ball_;
};

/// The value of the operation at exact arguments. Operations of any number of arguments take them all in `arguments`
/// (dot: a..., then b...). Throws std::invalid_argument for an unknown name or a wrong number of arguments.
Truth value(std::string_view name, std::span<const double> arguments);
Truth value(std::string_view name, std::span<const long double> arguments);

/// The partial derivative with respect to argument `which`; where there is none, the stated policy (see edges.cpp).
Truth partial(std::string_view name, std::span<const double> arguments, std::size_t which);
Truth partial(std::string_view name, std::span<const long double> arguments, std::size_t which);

/// The second partial derivative with respect to arguments i and j.
Truth second_partial(std::string_view name, std::span<const double> arguments, std::size_t i, std::size_t j);
Truth second_partial(std::string_view name, std::span<const long double> arguments, std::size_t i, std::size_t j);

bool knows(std::string_view name);
std::vector<std::string> names();
/// The number of arguments; 0 for an operation that takes any number.
std::size_t arity(std::string_view name);

using Point = std::vector<double>;

/// Arguments worth testing: edges of the domain, near 1, huge, tiny, denormal, signed zeros, switch points, saturated
/// ends, infinities, and a few arguments outside of the domain (there `value(...).defined()` is false).
std::vector<Point> hard_points(std::string_view name);

/// `n` random points inside the domain: over all binades, over the range in which the operation is neither flat nor
/// overflowing, and close to its special points; several arguments jointly, with ties and near-ties.
std::vector<Point> random_points(std::string_view name, std::size_t n, std::mt19937_64& random);

} // namespace reference
