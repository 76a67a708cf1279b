#include <autodiff/enclosures/enclosure.hpp>

#include <autodiff/enclosures/ball.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

namespace autodiff {

namespace {

using enclosures::Ball;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// An owning arf_t.
class Float {
  public:
    Float() { arf_init(float_); }
    Float(const Float&) = delete;
    Float& operator=(const Float&) = delete;
    ~Float() { arf_clear(float_); }
    arf_ptr get() { return float_; }

  private:
    arf_t float_;
};

/// A binary format: bits of the significand, all finite numbers below 2^limit, denormals spaced 2^floor.
struct Format {
    slong bits, limit, floor;
};
template <class T>
constexpr Format format_of{std::numeric_limits<T>::digits, std::numeric_limits<T>::max_exponent,
                           std::numeric_limits<T>::min_exponent - std::numeric_limits<T>::digits};

/// e with 2^(e-1) <= |x| < 2^e, cut off where it does not matter any more; x finite and not zero.
slong exponent_of(arf_srcptr x) {
    constexpr slong far = 100'000;
    if (arf_cmpabs_2exp_si(x, far) > 0) return far;
    if (arf_cmpabs_2exp_si(x, -far) < 0) return -far;
    return arf_abs_bound_lt_2exp_si(x);
}

/// The exponent of the unit of the last place at x, or of the largest finite number where x is beyond.
slong unit_exponent(arf_srcptr x, const Format& format) {
    return arf_is_zero(x) ? format.floor : std::max(std::min(exponent_of(x), format.limit) - format.bits, format.floor);
}

template <class T>
T round_to(arf_srcptr x) {
    constexpr Format format = format_of<T>;
    if (arf_is_special(x)) return static_cast<T>(arf_get_d(x, ARF_RND_NEAR));
    const T sign = arf_sgn(x) < 0 ? T(-1) : T(1);
    const slong exponent = exponent_of(x);
    if (exponent > format.limit) return sign * std::numeric_limits<T>::infinity();
    const slong bits = exponent - unit_exponent(x, format);
    if (bits < 1) // at most half of the smallest denormal, or just more
        return sign * (arf_cmpabs_2exp_si(x, format.floor - 1) > 0 ? std::numeric_limits<T>::denorm_min() : T(0));
    Float rounded;
    arf_set_round(rounded.get(), x, bits, ARF_RND_NEAR);
    if (arf_cmpabs_2exp_si(rounded.get(), format.limit) >= 0) return sign * std::numeric_limits<T>::infinity();
    return static_cast<T>(arf_get_d(rounded.get(), ARF_RND_NEAR));
}

template <class T>
double error_of(const Ball* ball, T computed) {
    if (ball == nullptr) return not_a_number;
    const arf_srcptr x = ball->middle();
    const T rounded = round_to<T>(x);
    if (std::isnan(computed)) return infinity;
    if (std::isinf(computed) || arf_is_inf(x)) return rounded == computed ? 0 : infinity;
    if (rounded == 0 && computed == 0) return 0;
    Float exact;
    Float difference;
    arf_set_d(exact.get(), static_cast<double>(computed));
    arf_sub(difference.get(), exact.get(), x, 64, ARF_RND_NEAR);
    arf_mul_2exp_si(difference.get(), difference.get(), -unit_exponent(x, format_of<T>));
    return std::abs(arf_get_d(difference.get(), ARF_RND_NEAR));
}

/// An end of the interval, rounded so that the interval stays inside.
double end_of(const Ball* ball, int side) {
    if (ball == nullptr) return not_a_number;
    Float end;
    side < 0 ? arb_get_lbound_arf(end.get(), ball->get(), 64) : arb_get_ubound_arf(end.get(), ball->get(), 64);
    const double rounded = round_to<double>(end.get());
    const bool inside = arf_cmp_d(end.get(), rounded) * side > 0;
    return inside ? std::nextafter(rounded, side * infinity) : rounded;
}

/// 1.2500000 as 1.25
std::string without_trailing_zeros(std::string text) {
    const std::size_t exponent = std::min(text.find('e'), text.size());
    if (text.find('.') >= exponent) return text;
    std::size_t end = text.find_last_not_of('0', exponent - 1) + 1;
    if (text[end - 1] == '.') --end;
    return text.erase(end, exponent - end);
}

} // namespace

Enclosure::Enclosure(Ball ball) : ball_(std::make_shared<const Ball>(std::move(ball))) {}

bool Enclosure::finite() const { return defined() && !ball_->is_infinite(); }

double Enclosure::nearest() const { return defined() ? round_to<double>(ball_->middle()) : not_a_number; }

float Enclosure::nearest_float() const {
    return defined() ? round_to<float>(ball_->middle()) : std::numeric_limits<float>::quiet_NaN();
}

double Enclosure::lower() const { return end_of(ball(), -1); }
double Enclosure::upper() const { return end_of(ball(), +1); }
int Enclosure::sign() const {
    if (!defined()) return 0;
    return ball_->is_infinite() ? arf_sgn(ball_->middle()) : arb_sgn_nonzero(ball_->get());
}

double Enclosure::ulp_error(double computed) const { return error_of(ball(), computed); }
double Enclosure::ulp_error(float computed) const { return error_of(ball(), computed); }

std::string Enclosure::to_string(int digits) const {
    if (!defined()) return "undefined";
    if (ball_->is_infinite()) return arf_sgn(ball_->middle()) > 0 ? "inf" : "-inf";
    char* const text = arb_get_str(ball_->get(), std::max(digits, 1), ARB_STR_NO_RADIUS);
    std::string result = text;
    flint_free(text);
    return ball_->is_exact() ? without_trailing_zeros(std::move(result)) : result;
}

bool certainly_differ(const Enclosure& a, const Enclosure& b) {
    if (!a.defined() || !b.defined()) return false;
    return (*a.ball_ != *b.ball_) == enclosures::Decision::yes;
}

std::ostream& operator<<(std::ostream& stream, const Enclosure& enclosure) { return stream << enclosure.to_string(); }

} // namespace autodiff

fmt::format_context::iterator fmt::formatter<autodiff::Enclosure>::format(const autodiff::Enclosure& enclosure,
                                                                          fmt::format_context& context) const {
    const std::string text = enclosure.to_string(digits_);
    return std::copy(text.begin(), text.end(), context.out());
}
