#include <catch.hpp>

#include <autodiff/autodiff.hpp>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/quadrature/trapezoidal.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/legendre.hpp>
#include <boost/math/tools/polynomial.hpp>
#include <boost/math/tools/roots.hpp>

#include <cmath>

namespace ad = autodiff;
using ad::Var;

TEST_CASE("Boost's Newton iteration carries the derivative of the root along") {
    // The root of r^2 = a is sqrt(a): its slope is 1/(2 sqrt a).
    const double slope = ad::derivative(
        [](const Var& a) {
            return boost::math::tools::newton_raphson_iterate(
                [&](const Var& r) { return std::pair<Var, Var>(r * r - a, 2 * r); }, Var(1.5), Var(0.5), Var(5.0), 50);
        },
        2.0);
    CHECK(slope == Approx(1 / (2 * std::sqrt(2.0))).epsilon(1e-14));
}

TEST_CASE("Boost's quadrature differentiates under the integral sign") {
    // The integral of exp(-a x) over [0, 1] is (1 - exp(-a)) / a.
    const double a = 1.3;
    const double exact = (std::exp(-a) * (1 + a) - 1) / (a * a);
    const auto kronrod = [](const Var& p) {
        return boost::math::quadrature::gauss_kronrod<Var, 15>::integrate(
            [&](const Var& x) -> Var { return exp(-p * x); }, Var(0), Var(1), 0);
    };
    CHECK(ad::derivative(kronrod, a) == Approx(exact).epsilon(1e-13));
    const auto trapezoidal = [](const Var& p) {
        return boost::math::quadrature::trapezoidal([&](const Var& x) -> Var { return exp(-p * x); }, Var(0), Var(1),
                                                    Var(1e-10));
    };
    CHECK(ad::derivative(trapezoidal, a) == Approx(exact).epsilon(1e-6));
}

TEST_CASE("Boost's polynomials and Legendre functions take Var") {
    const double x = 0.4;
    CHECK(ad::derivative(
              [](const Var& v) {
                  return boost::math::tools::polynomial<Var>{{1, -2, 0, 3}}.evaluate(v);
              },
              x) == Approx(-2 + 9 * x * x).epsilon(1e-15));
    CHECK(ad::derivative([](const Var& v) { return boost::math::legendre_p(3, v); }, x) ==
          Approx((15 * x * x - 3) / 2).epsilon(1e-14));
}

TEST_CASE("Boost's Bessel, gamma and beta functions differentiate in their argument") {
    const double x = 1.7;
    CHECK(ad::derivative([](const Var& v) { return boost::math::cyl_bessel_j(0, v); }, x) ==
          Approx(-boost::math::cyl_bessel_j(1, x)).epsilon(1e-12));
    CHECK(ad::derivative([](const Var& v) { return boost::math::gamma_p(Var(2.5), v); }, x) ==
          Approx(boost::math::gamma_p_derivative(2.5, x)).epsilon(1e-12));
    CHECK(ad::derivative([](const Var& v) { return boost::math::ibeta(Var(2), Var(3), v); }, 0.3) ==
          Approx(12 * 0.3 * 0.49).epsilon(1e-12));
}
