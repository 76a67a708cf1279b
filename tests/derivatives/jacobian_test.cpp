#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>

#include <array>
#include <cmath>
#include <random>
#include <span>
#include <tuple>
#include <vector>

namespace ad = autodiff;
using ad::Matrix;
using ad::ShapeError;
using ad::Var;
using Numbers = std::vector<double>;

namespace {

// y = (x0 x1, sin(x1) + x2, x0^2 / x2), exactly differentiable by hand.
const auto generic = [](const auto& x) {
    using S = std::decay_t<decltype(x[0])>;
    return std::vector<S>{x[0] * x[1], sin(x[1]) + x[2], x[0] * x[0] / x[2]};
};
std::vector<Var> of_vars(std::span<const Var> x) { return {x[0] * x[1], sin(x[1]) + x[2], x[0] * x[0] / x[2]}; }

const Numbers point{3, -0.5, 4};
const Numbers expected{-0.5, 3, 0, 0, std::cos(-0.5), 1, 1.5, 0, -9. / 16};

/// More outputs than inputs, or fewer: `rows` sums of powers of the inputs.
auto sums(std::size_t rows) {
    return [rows](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        std::vector<S> y(rows, S(1));
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < x.size(); ++j) y[i] += static_cast<double>(i + 2 * j) * x[j] * x[j];
        return y;
    };
}

void check_close(const Numbers& result, const Numbers& wanted) {
    REQUIRE(result.size() == wanted.size());
    for (std::size_t i = 0; i < result.size(); ++i) CHECK(result[i] == Approx(wanted[i]).epsilon(1e-14).margin(1e-14));
}

} // namespace

TEST_CASE("jacobian has a row an output and a column an input") {
    const Matrix of_generic = ad::jacobian(generic, point);
    const Matrix of_var = ad::jacobian(of_vars, {3, -0.5, 4});
    CHECK(of_generic.rows == 3);
    CHECK(of_generic.columns == 3);
    check_close(of_generic.elements, expected);
    CHECK(of_generic == of_var);
    CHECK(of_generic(2, 2) == -9. / 16);
    CHECK(of_generic.row(0)[1] == 3);
}

TEST_CASE("jacobian is right for any shape, whichever direction it sweeps in") {
    for (const std::size_t inputs : std::initializer_list<std::size_t>{1, 2, 3, 4, 5, 9})
        for (const std::size_t outputs : std::initializer_list<std::size_t>{1, 2, 4, 5, 8, 13}) {
            CAPTURE(inputs, outputs);
            Numbers x(inputs);
            for (std::size_t j = 0; j < inputs; ++j) x[j] = 0.5 + static_cast<double>(j);
            const Matrix jacobian = ad::jacobian(sums(outputs), x);
            REQUIRE(jacobian.rows == outputs);
            REQUIRE(jacobian.columns == inputs);
            for (std::size_t i = 0; i < outputs; ++i)
                for (std::size_t j = 0; j < inputs; ++j)
                    CHECK(jacobian(i, j) == 2 * static_cast<double>(i + 2 * j) * x[j]);
        }
}

TEST_CASE("jacobian takes functions of one output, constants, and of nothing") {
    CHECK(ad::jacobian([](const auto& x) { return x[0] * x[1]; }, {2, 3}).elements == Numbers{3, 2});
    const auto half_constant = [](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        return std::array<S, 2>{x[1], S(7)};
    };
    CHECK(ad::jacobian(half_constant, {2, 3}).elements == Numbers{0, 1, 0, 0});
    const Matrix of_nothing = ad::jacobian([](const std::vector<Var>&) { return std::vector<Var>{1, 2}; }, Numbers{});
    CHECK(of_nothing.rows == 2);
    CHECK(of_nothing.columns == 0);
    const Matrix no_outputs = ad::jacobian([](const std::vector<Var>&) { return std::vector<Var>{}; }, {1, 2});
    CHECK(no_outputs.rows == 0);
    CHECK(no_outputs.columns == 2);
    CHECK(ad::jacobian(
              [](const std::vector<Var>&) {
                  return std::vector<double>{1, 2};
              },
              {1})
              .elements == Numbers{0, 0});
}

TEST_CASE("jvp and vjp are the Jacobian times a vector from either side") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    Numbers v(3);
    Numbers w(3);
    for (double& element : v) element = std::uniform_real_distribution<double>(-2, 2)(random);
    for (double& element : w) element = std::uniform_real_distribution<double>(-2, 2)(random);
    Numbers jv(3);
    Numbers wj(3);
    double inner = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            jv[i] += expected[3 * i + j] * v[j];
            wj[j] += w[i] * expected[3 * i + j];
            inner += w[i] * expected[3 * i + j] * v[j];
        }
    check_close(ad::jvp(generic, point, v), jv);
    check_close(ad::jvp(of_vars, point, v), jv);
    check_close(ad::vjp(generic, point, w), wj);
    check_close(ad::vjp(of_vars, point, w), wj);
    double from_left = 0;
    const Numbers product = ad::jvp(generic, point, v);
    for (std::size_t i = 0; i < 3; ++i) from_left += w[i] * product[i];
    CHECK(from_left == Approx(inner).epsilon(1e-13).margin(1e-13));
    CHECK(ad::jvp([](const auto& x) { return x[0] * x[1]; }, {2, 3}, {10, 100}) == Numbers{230});
    CHECK(ad::vjp([](const auto& x) { return x[0] * x[1]; }, {2, 3}, {-10}) == Numbers{-30, -20});
    CHECK(ad::vjp([](const std::vector<Var>&) { return Var(3); }, {2, 3}, {-10}) == Numbers{0, 0});
}

TEST_CASE("The _into forms of jacobian, jvp and vjp write where they are told, and refuse rooms of another size") {
    Numbers room(9);
    ad::jacobian_into(room, generic, point);
    check_close(room, expected);
    CHECK_THROWS_AS(ad::jacobian_into(std::span(room).first(8), generic, point), ShapeError);
    std::array<double, 3> vector{};
    ad::jvp_into(vector, generic, point, {0, 1, 0});
    check_close({vector.begin(), vector.end()}, {3, std::cos(-0.5), 0});
    ad::vjp_into(vector, generic, point, {0, 0, 2});
    check_close({vector.begin(), vector.end()}, {3, 0, -9. / 8});
    CHECK_THROWS_AS(ad::jvp_into(std::span(vector).first(2), generic, point, {0, 1, 0}), ShapeError);
    CHECK_THROWS_AS(ad::vjp_into(std::span(room), generic, point, {0, 1, 0}), ShapeError);
}

TEST_CASE("Directions and weights of the wrong size are errors") {
    CHECK_THROWS_AS(ad::jvp(generic, point, {1, 2}), ShapeError);
    CHECK_THROWS_AS(ad::jvp(of_vars, point, Numbers{}), ShapeError);
    CHECK_THROWS_AS(ad::vjp(generic, point, {1, 2}), ShapeError);
    CHECK_THROWS_AS(ad::vjp(of_vars, point, {1, 2, 3, 4}), ShapeError);
}

TEST_CASE("Functions that branch on classifications run in both modes") {
    const auto f = [](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        S product = x[0] * x[1];
        return isfinite(product) && !isnan(x[0]) && product < std::numeric_limits<S>::max() ? product : S(0);
    };
    CHECK(ad::jvp(f, {2, 3}, {10, 100}) == Numbers{230});
    CHECK(ad::jvp(f, {2, INFINITY}, {10, 100}) == Numbers{0});
    CHECK(ad::vjp(f, {2, 3}, {-10}) == Numbers{-30, -20});
    CHECK(ad::hessian_vector(f, {2, 3}, {10, 100}) == Numbers{100, 10});
}
