#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#if __has_include(<fmt/base.h>)
#include <fmt/base.h>
#else
#include <fmt/core.h>
#endif

namespace autodiff {

namespace enclosures {
class Ball;
}

/// A real number known to lie in a small interval, proved by ball arithmetic; an exact infinity, the limit of a
/// function at an infinite argument; or undefined: where the function has no real value (log(-1), 1/0), and where the
/// allowed precision could not tell.
class Enclosure {
  public:
    /// The undefined one.
    Enclosure() = default;
    explicit Enclosure(enclosures::Ball ball);

    [[nodiscard]] bool defined() const { return ball_ != nullptr; }
    [[nodiscard]] bool finite() const;
    /// Rounded to the nearest double or float: infinity on overflow, NaN where undefined.
    [[nodiscard]] double nearest() const;
    [[nodiscard]] float nearest_float() const;
    /// Ends of the interval rounded outwards; NaN where undefined.
    [[nodiscard]] double lower() const;
    [[nodiscard]] double upper() const;
    /// Below zero, zero or above zero as the number is; 0 also where the sign is not known.
    [[nodiscard]] int sign() const;

    /// |computed - number| in units of the last place of double (of float) at the number, never finer than the spacing
    /// of denormals. 0 where the number rounds to a computed 0, or to the computed infinity; infinite where `computed`
    /// is an infinity or NaN and the number is not. NaN where undefined.
    [[nodiscard]] double ulp_error(double computed) const;
    [[nodiscard]] double ulp_error(float computed) const;

    /// At most `digits` significant digits, all of them certain to one unit of the last.
    [[nodiscard]] std::string to_string(int digits = 17) const;

    /// Whether the intervals are disjoint; never with an undefined one.
    friend bool certainly_differ(const Enclosure& a, const Enclosure& b);

    /// The ball itself, for files that include <autodiff/enclosures/ball.hpp>; null where undefined.
    [[nodiscard]] const enclosures::Ball* ball() const { return ball_.get(); }

  private:
    std::shared_ptr<const enclosures::Ball> ball_;
};

[[nodiscard]] bool certainly_differ(const Enclosure& a, const Enclosure& b);

/// The text of to_string().
std::ostream& operator<<(std::ostream& stream, const Enclosure& enclosure);

} // namespace autodiff

/// "{}": to_string(); "{:.30}": with 30 digits.
template <>
struct fmt::formatter<autodiff::Enclosure> {
    constexpr auto parse(fmt::format_parse_context& context) {
        auto place = context.begin();
        if (place != context.end() && *place == '.') {
            digits_ = 0;
            for (++place; place != context.end() && *place >= '0' && *place <= '9'; ++place)
                digits_ = 10 * digits_ + (*place - '0');
        }
        return place;
    }
    fmt::format_context::iterator format(const autodiff::Enclosure& enclosure, fmt::format_context& context) const;

  private:
    int digits_ = 17;
};
