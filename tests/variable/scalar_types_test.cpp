#include <catch.hpp>

#include <autodiff/dual/dual.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <cmath>
#include <cstring>

using autodiff::Dual;
using autodiff::Real;
using autodiff::TapeOf;
using autodiff::Var;

namespace {

/// f(x, y) = exp(x y) / y + sqrt(x), which has all of its derivatives at (0.5, 3).
template <class S>
S f(const S& x, const S& y) {
    return exp(x * y) / y + sqrt(x);
}

struct Derivatives {
    long double dx, dy, dxx, dxy, dyy;
};

Derivatives exact(long double x, long double y) {
    const long double e = std::exp(x * y);
    return {e + 0.5L / std::sqrt(x), x * e / y - e / (y * y), y * e - 0.25L / std::pow(x, 1.5L), x * e,
            x * x * e / y - 2 * x * e / (y * y) + 2 * e / (y * y * y)};
}

} // namespace

TEMPLATE_TEST_CASE("Every floating-point type has its Real and its tape, in its own precision", "", float, double,
                   long double) {
    using T = TestType;
    TapeOf<T> tape;
    const Real<T> x = tape.variable(T(0.5));
    const Real<T> y = tape.variable(T(3));
    const Real<T> z = f(x, y);
    static_assert(std::is_same_v<decltype((x * 2.0).value()), const T&>);
    CHECK(z.value() == std::exp(T(0.5) * T(3)) / T(3) + std::sqrt(T(0.5)));
    tape.reverse(z, T(-4));
    const Derivatives wanted = exact(0.5L, 3);
    const double epsilon = static_cast<double>(8 * std::numeric_limits<T>::epsilon());
    CHECK(std::abs(static_cast<double>(tape.adjoint(x) / -4 / wanted.dx - 1)) < epsilon);
    CHECK(std::abs(static_cast<double>(tape.adjoint(y) / -4 / wanted.dy - 1)) < epsilon);
    CHECK((x * 0.1).value() == T(0.5) * T(0.1));
}

TEST_CASE("Tapes of different scalars are active side by side") {
    TapeOf<double> doubles;
    TapeOf<float> floats;
    const Var x = doubles.variable(3);
    const Real<float> y = floats.variable(2);
    const Var xx = x * x;
    const Real<float> yy = y * y * y;
    doubles.reverse(xx, 0.5);
    floats.reverse(yy, 0.5F);
    CHECK(doubles.adjoint(x) == 3);
    CHECK(floats.adjoint(y) == 6);
}

TEST_CASE("A Real of Real gives second derivatives by sweeping a sweep") {
    TapeOf<double> inner;
    const Var x = inner.variable(0.5);
    const Var y = inner.variable(3);
    TapeOf<Var> outer;
    const Real<Var> u = outer.variable(x);
    const Real<Var> v = outer.variable(y);
    outer.reverse(f(u, v));
    const Var dx = outer.adjoint(u);
    const Var dy = outer.adjoint(v);
    const Derivatives wanted = exact(0.5L, 3);
    CHECK(dx.value() == Approx(static_cast<double>(wanted.dx)).epsilon(1e-14));
    CHECK(dy.value() == Approx(static_cast<double>(wanted.dy)).epsilon(1e-14));
    inner.reverse(dx, 3);
    CHECK(inner.adjoint(x) == Approx(static_cast<double>(3 * wanted.dxx)).epsilon(1e-14));
    CHECK(inner.adjoint(y) == Approx(static_cast<double>(3 * wanted.dxy)).epsilon(1e-14));
    inner.reverse(dy, 3);
    CHECK(inner.adjoint(x) == Approx(static_cast<double>(3 * wanted.dxy)).epsilon(1e-14));
    CHECK(inner.adjoint(y) == Approx(static_cast<double>(3 * wanted.dyy)).epsilon(1e-14));
}

TEST_CASE("Sums grow on nested tapes as well, without mixing up the levels") {
    TapeOf<double> inner;
    const Var x = inner.variable(1.5);
    TapeOf<Var> outer;
    const Real<Var> u = outer.variable(x);
    Real<Var> sum = 0;
    for (int i = 1; i <= 5; ++i) {
        sum += u * u * i;
        sum = sum - u * x; // an inner scalar is a constant to the outer tape
    }
    outer.reverse(sum, 2);
    const Var slope = outer.adjoint(u); // 2 (2 * 15 u - 5 x)
    CHECK(slope.value() == 2 * (30 * 1.5 - 5 * 1.5));
    inner.reverse(slope, 0.5);
    CHECK(inner.adjoint(x) == 30 - 5);
}

TEST_CASE("A Real of Dual sweeps adjoints and their rates at once") {
    TapeOf<Dual<double>> tape;
    const auto x = tape.variable(Dual<double>::variable(0.5, 0, 3));
    const auto y = tape.variable(Dual<double>(3));
    tape.reverse(f(x, y));
    const Derivatives wanted = exact(0.5L, 3);
    CHECK(tape.adjoint(x).value() == Approx(static_cast<double>(wanted.dx)).epsilon(1e-14));
    CHECK(tape.adjoint(x).tangent() == Approx(static_cast<double>(3 * wanted.dxx)).epsilon(1e-14));
    CHECK(tape.adjoint(y).tangent() == Approx(static_cast<double>(3 * wanted.dxy)).epsilon(1e-14));
}

TEST_CASE("A Dual of Real moves forward over a tape") {
    TapeOf<double> tape;
    const Var x = tape.variable(0.5);
    const Var y = tape.variable(3);
    using Scalar = Dual<Var>;
    const Scalar z = f(Scalar(x, {Var(3)}), Scalar(y));
    const Derivatives wanted = exact(0.5L, 3);
    CHECK(z.tangent().value() == Approx(static_cast<double>(3 * wanted.dx)).epsilon(1e-14));
    tape.reverse(z.tangent());
    CHECK(tape.adjoint(x) == Approx(static_cast<double>(3 * wanted.dxx)).epsilon(1e-14));
    CHECK(tape.adjoint(y) == Approx(static_cast<double>(3 * wanted.dxy)).epsilon(1e-14));
}

TEST_CASE("Third derivatives: a dual inside a tape inside a tape") {
    using Inner = Real<Dual<double>>;
    TapeOf<Dual<double>> inner;
    const Inner x = inner.variable(Dual<double>::variable(1.5, 0, 2));
    TapeOf<Inner> outer;
    const Real<Inner> u = outer.variable(x);
    outer.reverse(u * u * u * u);
    inner.reverse(outer.adjoint(u));
    CHECK(inner.adjoint(x).value() == 12 * 1.5 * 1.5);
    CHECK(inner.adjoint(x).tangent() == 2 * 24 * 1.5);
}

TEST_CASE("Reductions have second derivatives") {
    TapeOf<Dual<double>> tape;
    using Scalar = Real<Dual<double>>;
    std::vector<Scalar> x{tape.variable(Dual<double>::variable(3, 0, 1)), tape.variable(Dual<double>(4))};
    tape.reverse(norm(x));
    CHECK(tape.adjoint(x[0]).tangent() == Approx(16.0 / 125).epsilon(1e-14)); // y^2 / r^3
    CHECK(tape.adjoint(x[1]).tangent() == Approx(-12.0 / 125).epsilon(1e-14));
}
