#include "catch.hpp"
#include "seed.hpp"

#include <autodiff/eigen.hpp>

#include <Eigen/Dense>

#include <random>
#include <vector>

namespace ad = autodiff;
using ad::Var;
using Matrix = Eigen::Matrix<Var, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Var, Eigen::Dynamic, 1>;

namespace {

Eigen::MatrixXd random_matrix(int rows, int columns, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    return Eigen::MatrixXd::NullaryExpr(rows, columns, [&] { return normal(random); });
}

std::vector<double> elements(const Eigen::MatrixXd& m) { return {m.data(), m.data() + m.size()}; }

Matrix as_matrix(const std::vector<Var>& x, int rows, int columns) {
    Matrix m(rows, columns);
    std::copy(x.begin(), x.end(), m.data());
    return m;
}

double distance(const std::vector<double>& gradient, const Eigen::MatrixXd& expected) {
    return (Eigen::Map<const Eigen::MatrixXd>(gradient.data(), expected.rows(), expected.cols()) - expected).norm() /
           expected.norm();
}

} // namespace

TEST_CASE("The derivative of a determinant is the determinant times the inverse transposed") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const Eigen::MatrixXd a = random_matrix(5, 5, random);
    const auto gradient =
        ad::gradient([](const std::vector<Var>& x) { return as_matrix(x, 5, 5).determinant(); }, elements(a));
    CHECK(distance(gradient, a.determinant() * a.inverse().transpose()) < 1e-11);
}

TEST_CASE("The derivative of log det by Cholesky is the inverse") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const Eigen::MatrixXd b = random_matrix(4, 4, random);
    const Eigen::MatrixXd a = b * b.transpose() + Eigen::MatrixXd::Identity(4, 4);
    const auto f = [](const std::vector<Var>& x) -> Var {
        const Matrix m = as_matrix(x, 4, 4);
        const Matrix symmetric = (m + m.transpose()) / 2.0;
        const Eigen::LLT<Matrix> llt(symmetric);
        Var sum = 0;
        for (int i = 0; i < 4; ++i) sum += 2 * log(llt.matrixLLT()(i, i));
        return sum;
    };
    CHECK(distance(ad::gradient(f, elements(a)), a.inverse()) < 1e-11);
}

TEST_CASE("Solving by LU, QR and LDLT differentiates as the inverse does") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const Eigen::MatrixXd b = random_matrix(4, 4, random);
    const Eigen::MatrixXd a = b * b.transpose() + Eigen::MatrixXd::Identity(4, 4);
    const Eigen::VectorXd rhs = random_matrix(4, 1, random);
    const Eigen::VectorXd w = random_matrix(4, 1, random);
    // d w'A^-1 r / dA = -A^-T w (A^-1 r)'
    const Eigen::MatrixXd expected = -a.transpose().inverse() * w * (a.inverse() * rhs).transpose();
    const auto with = [&](auto solve) {
        return ad::gradient(
            [&](const std::vector<Var>& x) -> Var {
                const Vector r = rhs.cast<Var>();
                return (w.transpose().cast<Var>() * solve(as_matrix(x, 4, 4), r)).value();
            },
            elements(a));
    };
    CHECK(distance(with([](const Matrix& m, const Vector& r) -> Vector { return m.partialPivLu().solve(r); }),
                   expected) < 1e-11);
    CHECK(distance(with([](const Matrix& m, const Vector& r) -> Vector { return m.colPivHouseholderQr().solve(r); }),
                   expected) < 1e-11);
    // LDLT reads one triangle: what flows back does so twice through it.
    const auto symmetric = with([](const Matrix& m, const Vector& r) -> Vector { return m.ldlt().solve(r); });
    Eigen::MatrixXd lower = expected + expected.transpose();
    lower.diagonal() /= 2;
    lower.triangularView<Eigen::StrictlyUpper>().setZero();
    CHECK(distance(symmetric, lower) < 1e-11);
}

TEST_CASE("Products of matrices of Var and of double mix, fixed and dynamic") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const Eigen::Matrix3d a = random_matrix(3, 3, random);
    const auto f = [&](const std::vector<Var>& x) -> Var {
        const Eigen::Matrix<Var, 3, 1> v(x[0], x[1], x[2]);
        return v.dot(a * v) + 2 * v.squaredNorm() + (a * v).norm();
    };
    const Eigen::Vector3d x(0.3, -1.2, 2.0);
    const Eigen::Vector3d expected = (a + a.transpose()) * x + 4 * x + a.transpose() * (a * x) / (a * x).norm();
    CHECK(distance(ad::gradient(f, std::vector{x[0], x[1], x[2]}), expected) < 1e-13);
}

TEST_CASE("Eigen vectors serve as inputs, and as outputs of vector functions") {
    const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(3, 1, 3);
    const auto f = [](const std::vector<Var>& v) -> Vector {
        Vector y(2);
        y << v[0] * v[1], sin(v[2]);
        return y;
    };
    const ad::Matrix jacobian = ad::jacobian(f, x);
    REQUIRE(jacobian.rows == 2);
    CHECK(jacobian(0, 0) == 2);
    CHECK(jacobian(0, 1) == 1);
    CHECK(jacobian(1, 2) == std::cos(3.0));
}

TEST_CASE("Single precision, and second derivatives, go through Eigen as well") {
    using Second = ad::Real<ad::Dual<double>>;
    const auto f = [](const auto& x) {
        using T = std::remove_cvref_t<decltype(x[0])>;
        const Eigen::Matrix<T, 2, 1> v(x[0], x[1]);
        return T(v.squaredNorm() * v[0]);
    };
    // x^3 + x y^2
    const ad::Matrix hessian = ad::hessian(f, {2.0, 3.0});
    CHECK(hessian.elements == std::vector<double>{12, 6, 6, 4});
    const Eigen::Matrix<Second, 2, 2> identity = Eigen::Matrix<Second, 2, 2>::Identity();
    CHECK(identity.trace().value().value() == 2);

    ad::TapeOf<float> tape;
    Eigen::Matrix<ad::Real<float>, 2, 1> v(tape.variable(3), tape.variable(4));
    const ad::Real<float> norm = v.norm();
    tape.reverse(norm, 10);
    CHECK(tape.adjoint(v[0]) == 6);
    CHECK(tape.adjoint(v[1]) == 8);
}
