// Eigen's and Boost's code inside of recordings and in forward mode: the same templates, other engines.
#include <catch.hpp>

#include <autodiff/eigen.hpp>
#include <autodiff/record.hpp>

#include <Eigen/Dense>
#include <boost/math/quadrature/trapezoidal.hpp>
#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <numbers>
#include <vector>

namespace ad = autodiff;
using ad::Var;
using Numbers = std::vector<double>;

namespace {

/// The first component of the solution of A z = b, A and b from the twelve inputs.
const auto solution = [](const auto& x) {
    using S = std::decay_t<decltype(x[0])>;
    Eigen::Matrix<S, 3, 3> a;
    Eigen::Matrix<S, 3, 1> b;
    for (int i = 0; i < 9; ++i) a.data()[i] = x[static_cast<std::size_t>(i)];
    for (int i = 0; i < 3; ++i) b[i] = x[static_cast<std::size_t>(9 + i)];
    const Eigen::Matrix<S, 3, 1> z = a.partialPivLu().solve(b);
    return S(z[0] + 2.0 * z.squaredNorm());
};

const Numbers point{4, 1, -0.5, 0.25, 3, 1, -1, 0.5, 5, 1, -2, 0.75};

void check_close(const Numbers& result, const Numbers& expected) {
    REQUIRE(result.size() == expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        CAPTURE(i);
        CHECK(result[i] == Approx(expected[i]).epsilon(1e-12).margin(1e-14));
    }
}

} // namespace

TEST_CASE("A solver of Eigen gives the same gradient on the tape, in the graph and with duals") {
    const auto [value, gradient] = ad::value_and_gradient(solution, point);
    const ad::Graph graph = ad::record(solution, point);
    CHECK_FALSE(graph.guards().empty()); // the choice of pivots
    CHECK(graph(point).front() == value);
    check_close(ad::gradient(graph)(point), gradient);
    Numbers by_duals;
    for (std::size_t j = 0; j < point.size(); ++j) {
        Numbers direction(point.size());
        direction[j] = 1;
        by_duals.push_back(ad::jvp(solution, point, direction)[0]);
    }
    check_close(by_duals, gradient);
    Numbers nearby = point;
    for (double& element : nearby) element *= 1.01;
    CHECK(graph(nearby).front() == ad::value_and_gradient(solution, nearby).value);
    Numbers other_pivot = point;
    other_pivot[0] = 0.001;
    CHECK_THROWS_AS(graph(other_pivot), ad::GuardError);
}

TEST_CASE("A solver of Eigen has second derivatives") {
    const ad::Matrix hessian = ad::hessian(solution, point);
    check_close(ad::hessian(ad::record(solution, point))(point), hessian.elements);
    for (std::size_t i = 0; i < hessian.rows; ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK(hessian(i, j) == Approx(hessian(j, i)).epsilon(1e-11).margin(1e-13));
}

TEST_CASE("Matrices of duals mix with matrices of double") {
    using Dual = ad::Dual<double>;
    Eigen::Matrix<Dual, 2, 1> x(Dual::variable(3, 0, 2), Dual(4));
    Eigen::Matrix2d a;
    a << 1, 2, 3, 4;
    const Eigen::Matrix<Dual, 2, 1> y = a * x + 0.5 * x;
    CHECK(y[0].value() == 12.5);
    CHECK(y[0].tangent() == 3);
    CHECK(y[1].tangent() == 6);
    CHECK(x.norm().tangent() == Approx(1.2).epsilon(1e-15));
    CHECK(x.cwiseAbs().maxCoeff().value() == 4);
}

TEST_CASE("Boost's root finder is recorded with the steps that it took") {
    const auto cube_root = [](const auto& a) {
        using S = std::decay_t<decltype(a)>;
        const auto f = [&](const S& z) { return std::make_pair(S(z * z * z - a), S(3 * z * z)); };
        return S(boost::math::tools::newton_raphson_iterate(f, S(1.5), S(0.1), S(10), 40));
    };
    const ad::Graph graph = ad::record(cube_root, 3.0);
    CHECK(graph(3.0) == Approx(std::cbrt(3.0)).epsilon(1e-15));
    CHECK(ad::derivative(graph)(3.0) == Approx(1 / (3 * std::cbrt(9.0))).epsilon(1e-12));
    CHECK(ad::derivative(cube_root, 3.0) == Approx(1 / (3 * std::cbrt(9.0))).epsilon(1e-12));
}

TEST_CASE("Boost's trapezoidal rule is recorded as well") {
    const auto bessel = [](const Var& x) -> Var {
        const auto f = [&](const Var& t) -> Var { return cos(x * sin(t)); };
        return boost::math::quadrature::trapezoidal(f, Var(0), Var(std::numbers::pi), Var(1e-12)) / std::numbers::pi;
    };
    const ad::Graph graph = ad::record(bessel, 1.25);
    CHECK(graph(1.25) == Approx(std::cyl_bessel_j(0, 1.25)).epsilon(1e-14));
    CHECK(ad::derivative(graph)(1.25) == Approx(-std::cyl_bessel_j(1, 1.25)).epsilon(1e-12));
}
