#include <catch.hpp>
#include <reference/reference.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/record.hpp>

#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace ad = autodiff;
using ad::Matrix;
using ad::ShapeError;
using ad::Var;
using Numbers = std::vector<double>;

namespace {

// f = x0^2 x1 + exp(x1 x2): all second derivatives are simple.
const auto generic = [](const auto& x) { return x[0] * x[0] * x[1] + exp(x[1] * x[2]); };
Var of_vars(std::span<const Var> x) { return x[0] * x[0] * x[1] + exp(x[1] * x[2]); }

const Numbers point{3, 0.5, -2};

Numbers exact_hessian() {
    const double e = std::exp(-1.0);
    const double mixed = e * (1 + 0.5 * -2);
    return {2 * 0.5, 2 * 3, 0, 2 * 3, 4 * e, mixed, 0, mixed, 0.25 * e};
}

void check_close(const Numbers& result, const Numbers& wanted) {
    REQUIRE(result.size() == wanted.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        CAPTURE(i);
        CHECK(result[i] == Approx(wanted[i]).epsilon(1e-14).margin(1e-15));
    }
}

} // namespace

TEST_CASE("hessian takes generic functions, functions of Var alone, and graphs") {
    check_close(ad::hessian(generic, point).elements, exact_hessian());
    check_close(ad::hessian(of_vars, {3, 0.5, -2}).elements, exact_hessian());
    check_close(ad::hessian(ad::record(generic, point))(point), exact_hessian());
    const Matrix matrix = ad::hessian(generic, std::array{3.0, 0.5, -2.0});
    CHECK(matrix.rows == 3);
    CHECK(matrix.columns == 3);
    CHECK(matrix(0, 1) == matrix(1, 0));
}

TEST_CASE("hessian is right for any number of inputs") {
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 3, 4, 5, 8, 9}) {
        const auto f = [](const auto& x) {
            using S = std::decay_t<decltype(x[0])>;
            S total = 0;
            for (std::size_t i = 0; i < x.size(); ++i)
                for (std::size_t j = i; j < x.size(); ++j) total += static_cast<double>(1 + i + 3 * j) * x[i] * x[j];
            return total;
        };
        Numbers x(n, 0.25);
        const Matrix matrix = ad::hessian(f, x);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                const double a = static_cast<double>(1 + std::min(i, j) + 3 * std::max(i, j));
                CHECK(matrix(i, j) == (i == j ? 2 * a : a));
            }
    }
    CHECK(ad::hessian(generic, point).rows == 3);
    CHECK(ad::hessian([](const auto&) { return 1.0; }, Numbers{}).elements.empty());
}

TEST_CASE("hessian_vector is the Hessian times the vector") {
    const Numbers v{1.5, -2, 0.25};
    const Numbers h = exact_hessian();
    Numbers product(3);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) product[i] += h[3 * i + j] * v[j];
    check_close(ad::hessian_vector(generic, point, v), product);
    check_close(ad::hessian_vector(of_vars, point, v), product);
    check_close(ad::hessian_vector(ad::record(generic, point), v)(point), product);
    check_close(ad::hessian_vector(generic, point, {1.5, -2, 0.25}), product);
    CHECK_THROWS_AS(ad::hessian_vector(generic, point, {1, 2}), ShapeError);
    CHECK_THROWS_AS(ad::hessian_vector(of_vars, point, {1, 2}), ShapeError);
    CHECK_THROWS_AS(ad::hessian_vector(ad::record(generic, point), Numbers{1}), ShapeError);
}

TEST_CASE("The _into forms of hessian and hessian_vector write where they are told, and refuse rooms of another size") {
    Numbers room(9);
    ad::hessian_into(room, generic, point);
    check_close(room, exact_hessian());
    CHECK_THROWS_AS(ad::hessian_into(std::span(room).first(3), generic, point), ShapeError);
    Numbers vector(3);
    ad::hessian_vector_into(vector, of_vars, point, {1, 0, 0});
    check_close(vector, {1, 6, 0});
    CHECK_THROWS_AS(ad::hessian_vector_into(room, of_vars, point, {1, 0, 0}), ShapeError);
}

TEST_CASE("Second derivatives of single operations are the truth") {
    const auto check = [](const char* name, auto f, double x) {
        const auto truth = reference::second_partial(name, std::array{x}, 0, 0);
        CAPTURE(name, x, truth.to_string());
        CHECK(truth.ulp_error(ad::hessian(f, {x})(0, 0)) <= 16);
        CHECK(truth.ulp_error(ad::hessian(ad::record(f, Numbers{x}))(Numbers{x})[0]) <= 16);
    };
    for (const double x : {0.25, 0.75, 1.5}) {
        check(
            "exp", [](const auto& v) { return exp(v[0]); }, x);
        check(
            "log", [](const auto& v) { return log(v[0]); }, x);
        check(
            "sqrt", [](const auto& v) { return sqrt(v[0]); }, x);
        check(
            "sin", [](const auto& v) { return sin(v[0]); }, x);
        check(
            "tan", [](const auto& v) { return tan(v[0]); }, x);
        check(
            "tanh", [](const auto& v) { return tanh(v[0]); }, x);
        check(
            "atan", [](const auto& v) { return atan(v[0]); }, x);
        check(
            "sigmoid", [](const auto& v) { return sigmoid(v[0]); }, x);
        check(
            "erf", [](const auto& v) { return erf(v[0]); }, x);
        check(
            "lgamma", [](const auto& v) { return lgamma(v[0]); }, x);
    }
}

TEST_CASE("A branching function of Var alone has its Hessian where it branches as at the point") {
    const auto f = [](const std::vector<Var>& x) -> Var {
        if (x[0] > x[1]) return x[0] * x[0] * x[1];
        return x[1];
    };
    CHECK(ad::hessian(f, {3, 2}).elements == Numbers{4, 6, 6, 0});
    CHECK(ad::hessian(f, {1, 2}).elements == Numbers{0, 0, 0, 0});
}

TEST_CASE("Second derivatives are right where the value of an operation is computed piece by piece") {
    // sigmoid, softplus and their kin are written with |x|, whose slope at 0 is no part of theirs.
    CHECK(ad::hessian([](const auto& x) { return sigmoid(x[0]); }, {0}).elements == Numbers{0});
    CHECK(ad::hessian([](const auto& x) { return softplus(x[0]) * x[1]; }, {0, 3}).elements ==
          Numbers{0.75, 0.5, 0.5, 0});
    CHECK(ad::hessian([](const auto& x) { return log_sigmoid(x[0]) * x[1]; }, {0, 3}).elements ==
          Numbers{-0.75, 0.5, 0.5, 0});
}

TEST_CASE("The verbs on graphs refuse shapes that do not fit") {
    const ad::Graph two_outputs = ad::record([](const std::vector<Var>& x) { return x; }, 2);
    CHECK_THROWS_AS(ad::gradient(two_outputs), ShapeError);
    CHECK_THROWS_AS(ad::value_and_gradient(two_outputs), ShapeError);
    CHECK_THROWS_AS(ad::hessian(two_outputs), ShapeError);
    CHECK_THROWS_AS(ad::derivative(two_outputs), ShapeError);
    CHECK(ad::jacobian(two_outputs)({5, 7}) == Numbers{1, 0, 0, 1});
    const ad::Graph curve = ad::record([](const Var& t) { return std::vector<Var>{t * t, sin(t), Var(1)}; }, 1);
    check_close(ad::derivative(curve)({2.0}), {4, std::cos(2.0), 0});
    check_close(ad::jacobian(curve)({2.0}), {4, std::cos(2.0), 0});
    check_close(ad::value_and_gradient(ad::record(generic, point))(point),
                {4.5 + std::exp(-1.0), 3, 9 - 2 * std::exp(-1.0), 0.5 * std::exp(-1.0)});
}

TEST_CASE("Mixed second derivatives of a power at exponent 0 are 1 / x in either order") {
    const auto power = [](const auto& x) { return pow(x[0], x[1]); };
    for (const double base : Numbers{0.3125, 1.0, 2.75, 1e100}) {
        const Numbers at{base, 0};
        const Matrix by_doors = ad::hessian(power, at); // duals through a tape
        const ad::Graph twice = ad::jacobian(ad::gradient(ad::record(power, at)));
        const std::vector<double> of_graph = twice(at);
        const reference::Truth truth = reference::value("div", Numbers{1, base});
        CAPTURE(base, of_graph);
        for (const double mixed : Numbers{by_doors(0, 1), by_doors(1, 0), of_graph[1], of_graph[2]})
            CHECK(truth.ulp_error(mixed) <= 2);
        CHECK(by_doors(0, 0) == 0);
        CHECK(of_graph[0] == 0);
        CHECK(of_graph[3] == Approx(std::log(base) * std::log(base)));
    }
}
