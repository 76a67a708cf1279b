#include <autodiff/ops/special.hpp>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <math.h> // NOLINT(modernize-deprecated-headers): lgamma_r is in POSIX, not in C++

#include <cmath>
#include <limits>
#include <type_traits>

namespace autodiff::special {

namespace {

namespace policies = boost::math::policies;

/// Poles and overflow give NaN and infinity, never an exception.
using Quiet =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::underflow_error<policies::ignore_error>, policies::denorm_error<policies::ignore_error>,
                     policies::rounding_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>>;

/// 113 bits, for the neighbourhood of zeros on the negative axis. They are the differences of large terms there.
using Quad = boost::multiprecision::cpp_bin_float_quad;

template <class T>
constexpr T nan = std::numeric_limits<T>::quiet_NaN();
template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();

template <class T>
bool at_pole(T x) {
    return x <= 0 && x == std::floor(x);
}

/// psi^(n)(x) for x > 0 and n > 0, overflow included.
template <class T>
T positive_polygamma(int n, T x) {
    using std::abs;
    const T size = abs(boost::math::polygamma(n, x, Quiet()));
    return n % 2 == 0 ? T(-size) : size;
}

/// psi^(n)(x) for x < 0 by reflection to 1 - x, the cotangent in it taken from psi^(n) itself between 0 and 1:
/// psi^(n)(x) = psi^(n)(t) - (-1)^n psi^(n)(1 - t) + (-1)^n psi^(n)(1 - x) where t = x - floor(x).
template <class T>
T reflected_polygamma(int n, T x) {
    using std::floor;
    using std::round;
    const T t = x - floor(x);
    const T u = t > T(0.5) ? T(round(x) - x) : T(1 - t); // 1 - t, exact where it is small
    const int sign = n % 2 == 0 ? 1 : -1;
    return (positive_polygamma(n, t) - sign * positive_polygamma(n, u)) + sign * positive_polygamma(n, T(1 - x));
}

} // namespace

template <std::floating_point T>
T lgamma(T x) {
#if defined(__unix__) || defined(__APPLE__)
    int sign = 0;
    if constexpr (std::is_same_v<T, float>)
        return ::lgammaf_r(x, &sign);
    else if constexpr (std::is_same_v<T, double>)
        return ::lgamma_r(x, &sign);
    else
        return ::lgammal_r(x, &sign);
#else
    return std::lgamma(x); // the sign is kept per thread, or nowhere
#endif
}

template <std::floating_point T>
T digamma(T x) {
    if (at_pole(x) || std::isnan(x)) return nan<T>;
    if (x > 1 / std::numeric_limits<T>::min()) return std::log(x);
    const T psi = boost::math::digamma(x, Quiet());
    constexpr T near_a_zero = T(1) / 64;
    if (x < 0 && std::abs(psi) < near_a_zero) return static_cast<T>(boost::math::digamma(Quad(x), Quiet()));
    return psi;
}

template <std::floating_point T>
T polygamma(T n, T x) {
    constexpr T highest_order = 1000;
    if (!(n >= 0 && n <= highest_order) || n != std::floor(n) || std::isnan(x)) return nan<T>;
    const int order = static_cast<int>(n);
    if (order == 0) return special::digamma(x);
    if (std::isinf(x)) return x > 0 ? T(0) : nan<T>;
    if (at_pole(x)) return order % 2 == 1 ? infinity<T> : nan<T>;
    if (x > 0) return positive_polygamma(order, x);
    // odd orders have no zeros; even ones have one in each interval
    if (order % 2 == 1) return static_cast<T>(reflected_polygamma<long double>(order, x));
    return static_cast<T>(reflected_polygamma<Quad>(order, x));
}

template <std::floating_point T>
T tgamma_slope(T x) {
    using Wider = std::conditional_t<std::is_same_v<T, float>, double, long double>;
    const Wider wide = x;
    return static_cast<T>(std::tgamma(wide) * special::digamma(wide));
}

template float lgamma(float);
template double lgamma(double);
template long double lgamma(long double);
template float digamma(float);
template double digamma(double);
template long double digamma(long double);
template float polygamma(float, float);
template double polygamma(double, double);
template long double polygamma(long double, long double);
template float tgamma_slope(float);
template double tgamma_slope(double);
template long double tgamma_slope(long double);

} // namespace autodiff::special
