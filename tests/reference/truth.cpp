#include <reference/reference.hpp>
#include <reference/rounding.hpp>

#include <cmath>
#include <limits>

namespace reference {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
constexpr Format format_of = sizeof(T) == sizeof(float)    ? binary32
                             : sizeof(T) == sizeof(double) ? binary64
                                                           : x87_extended;

template <class T>
T nearest_of(const Ball* truth) {
    if (truth == nullptr) return std::numeric_limits<T>::quiet_NaN();
    Float rounded;
    round_to(rounded, truth->middle(), format_of<T>);
    return static_cast<T>(exact_long_double(rounded.get()));
}

template <class T>
double ulp_error_of(const Ball* truth, T computed) {
    if (truth == nullptr) return std::isnan(computed) ? 0 : infinity;
    const Format& format = format_of<T>;
    const arf_srcptr x = truth->middle();
    if (std::isnan(computed)) return infinity;
    if (std::isinf(computed)) {
        Float largest; // 2^limit - one unit
        arf_one(largest.get());
        arf_mul_2exp_si(largest.get(), largest.get(), format.bits);
        arf_sub_ui(largest.get(), largest.get(), 1, format.bits, ARF_RND_DOWN);
        arf_mul_2exp_si(largest.get(), largest.get(), format.limit - format.bits);
        const bool beyond = arf_cmpabs(x, largest.get()) > 0 && (arf_sgn(x) < 0) == std::signbit(computed);
        return beyond ? 0 : infinity;
    }
    if (arf_is_inf(x) || arf_cmpabs_2exp_si(x, 20000) > 0) return infinity;
    const Number exact(computed);
    Float difference;
    arf_sub(difference.get(), exact.exact(), x, 256, ARF_RND_NEAR);
    arf_mul_2exp_si(difference.get(), difference.get(), -unit_exponent(x, format));
    arf_abs(difference.get(), difference.get());
    return arf_get_d(difference.get(), ARF_RND_NEAR);
}

} // namespace

Truth::Truth(Ball ball) : ball_(std::make_shared<const Ball>(std::move(ball))) {}

Truth Truth::exactly(double x) { return std::isnan(x) ? Truth{} : Truth(Ball(x)); }

double Truth::nearest() const { return nearest_of<double>(ball()); }
float Truth::nearest_float() const { return nearest_of<float>(ball()); }
long double Truth::nearest_long_double() const { return nearest_of<long double>(ball()); }

double Truth::ulp_error(double computed) const { return ulp_error_of(ball(), computed); }
double Truth::ulp_error(float computed) const { return ulp_error_of(ball(), computed); }
double Truth::ulp_error(long double computed) const { return ulp_error_of(ball(), computed); }

std::string Truth::to_string(int digits) const {
    if (!defined()) return "undefined";
    if (arf_is_inf(ball()->middle())) return arf_sgn(ball()->middle()) > 0 ? "inf" : "-inf";
    if (arf_cmpabs_2exp_si(ball()->middle(), 20000) > 0)
        return arf_sgn(ball()->middle()) > 0 ? ">2^20000" : "<-2^20000";
    if (!ball()->is_zero() && arf_cmpabs_2exp_si(ball()->middle(), -20000) < 0) return "within 2^-20000 of 0";
    char* text = arb_get_str(ball()->get(), digits, ARB_STR_NO_RADIUS);
    std::string result = text;
    flint_free(text);
    return result;
}

} // namespace reference
