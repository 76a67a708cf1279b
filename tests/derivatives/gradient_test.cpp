#include <catch.hpp>
#include <reference/reference.hpp>

#include <autodiff/gradient.hpp>

#include <array>
#include <cmath>
#include <deque>
#include <functional>
#include <list>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

namespace ad = autodiff;
using ad::ShapeError;
using ad::Var;
using Numbers = std::vector<double>;

namespace {

// f(x) = sin(x0) exp(x1), in every form in which a function of a vector may come.
const auto generic = [](const auto& x) { return sin(x[0]) * exp(x[1]); };
Var of_vector(const std::vector<Var>& x) { return sin(x[0]) * exp(x[1]); }
Var of_span(std::span<const Var> x) { return sin(x[0]) * exp(x[1]); }
Var by_value(std::vector<Var> x) {
    x[0] = sin(x[0]);
    x[0] *= exp(x[1]);
    return x[0];
}
struct Functor {
    double factor = 1;
    template <class X>
    auto operator()(const X& x) const {
        return factor * sin(x[0]) * exp(x[1]);
    }
};

const Numbers point{0.3, 1.2};
const Numbers expected{std::cos(0.3) * std::exp(1.2), std::sin(0.3) * std::exp(1.2)};

void check_close(const Numbers& result, const Numbers& wanted = expected) {
    REQUIRE(result.size() == wanted.size());
    for (std::size_t i = 0; i < result.size(); ++i) CHECK(result[i] == Approx(wanted[i]).epsilon(1e-15).margin(0));
}

} // namespace

TEST_CASE("gradient takes functions in every form") {
    check_close(ad::gradient(generic, point));
    check_close(ad::gradient(of_vector, point));
    check_close(ad::gradient(&of_vector, point));
    check_close(ad::gradient(of_span, point));
    check_close(ad::gradient(by_value, point));
    check_close(ad::gradient(Functor{}, point));
    const Functor constant;
    check_close(ad::gradient(constant, point));
    const std::function<Var(std::span<const Var>)> erased = of_span;
    check_close(ad::gradient(erased, point));
    int calls = 0;
    check_close(ad::gradient(
        [&calls](std::span<const Var> x) mutable {
            ++calls;
            return sin(x[0]) * exp(x[1]);
        },
        point));
    CHECK(calls == 1);
}

TEST_CASE("gradient takes points in every form") {
    check_close(ad::gradient(generic, {0.3, 1.2}));
    check_close(ad::gradient(generic, std::array{0.3, 1.2}));
    const double array[] = {0.3, 1.2};
    check_close(ad::gradient(generic, array));
    check_close(ad::gradient(generic, std::span(array)));
    check_close(ad::gradient(generic, std::span<const double>(point)));
    check_close(ad::gradient(generic, std::list<double>{0.3, 1.2}));
    check_close(ad::gradient(generic, std::deque<double>{0.3, 1.2}));
    check_close(ad::gradient([](const auto& x) { return x[0] * x[1]; }, std::vector<int>{3, 4}), {4, 3});
    check_close(ad::gradient([](const auto& x) { return x[0] * x[1]; }, {3, 4}), {4, 3});
    check_close(ad::gradient([](const auto& x) { return x[0] * x[1]; }, std::vector<float>{0.5F, 4}), {4, 0.5});
}

TEST_CASE("A function may return a Var, an expression, a constant or a plain number") {
    check_close(ad::gradient([](const std::vector<Var>& x) -> Var { return x[0]; }, point), {1, 0});
    check_close(ad::gradient([](const std::vector<Var>& x) { return x[0] + x[1]; }, point), {1, 1});
    check_close(ad::gradient([](const std::vector<Var>&) { return Var(3); }, point), {0, 0});
    check_close(ad::gradient([](const std::vector<Var>&) { return 3.5; }, point), {0, 0});
    check_close(ad::gradient([](const std::vector<Var>& x) -> const Var& { return x[1]; }, point), {0, 1});
}

TEST_CASE("value_and_gradient gives both, and the value is that of the same code with double") {
    const auto [value, gradient] = ad::value_and_gradient(generic, point);
    CHECK(value == std::sin(0.3) * std::exp(1.2));
    check_close(gradient);
}

TEST_CASE("The _into forms of gradient write where they are told, and refuse rooms of another size") {
    Numbers room(2);
    ad::gradient_into(room, generic, point);
    check_close(room);
    std::array<double, 2> fixed{};
    CHECK(ad::value_and_gradient_into(fixed, of_span, {0.3, 1.2}) == std::sin(0.3) * std::exp(1.2));
    check_close({fixed.begin(), fixed.end()});
    Numbers wrong(3, 7);
    CHECK_THROWS_AS(ad::gradient_into(wrong, generic, point), ShapeError);
    CHECK(wrong == Numbers(3, 7));
    CHECK_THROWS_AS(ad::value_and_gradient_into(std::span(wrong).first(1), generic, point), ShapeError);
}

TEST_CASE("derivative is that of a function of one scalar") {
    CHECK(ad::derivative([](const auto& x) { return x * x * x; }, 2.0) == 12);
    CHECK(ad::derivative([](const Var& x) { return x; }, 2.0) == 1);
    CHECK(ad::derivative([](Var x) { return x += 1, x * 2; }, 2) == 2);
    CHECK(ad::derivative([](const auto&) { return 5; }, 2.0) == 0);
    const auto [value, slope] = ad::value_and_derivative([](const auto& x) { return exp(2 * x); }, 0.5);
    CHECK(value == std::exp(1.0));
    CHECK(slope == 2 * std::exp(1.0));
}

TEST_CASE("derivative of plain calls is the truth to a few ulp") {
    using Function = Var (*)(const Var&);
    const std::pair<const char*, Function> functions[] = {{"tanh", [](const Var& x) { return Var(tanh(x)); }},
                                                          {"erf", [](const Var& x) { return Var(erf(x)); }},
                                                          {"lgamma", [](const Var& x) { return Var(lgamma(x)); }},
                                                          {"atan", [](const Var& x) { return Var(atan(x)); }},
                                                          {"softplus", [](const Var& x) { return Var(softplus(x)); }}};
    for (const auto& [name, f] : functions)
        for (const double x : {0.25, 1.5, 3.75, 7.125}) {
            CAPTURE(name, x);
            CHECK(reference::partial(name, std::array{x}, 0).ulp_error(ad::derivative(f, x)) <= 4);
        }
}

TEST_CASE("A function of nothing has an empty gradient") {
    CHECK(ad::gradient([](const auto&) { return 3.0; }, Numbers{}).empty());
    CHECK(ad::value_and_gradient([](const auto&) { return 3.0; }, Numbers{}).value == 3);
    CHECK(ad::gradient([](const auto& x) { return sum(x); }, Numbers{}).empty());
}

TEST_CASE("Gradients nest: a gradient may be taken inside of a function whose gradient is taken") {
    const auto outer = [](const auto& x) {
        const double inner = ad::gradient([](const auto& y) { return y[0] * y[0] * y[0]; }, {2.0})[0];
        return x[0] * inner + x[1] * ad::derivative([](const auto& y) { return y * y; }, x[1].value());
    };
    CHECK(ad::gradient(outer, {1.0, 5.0}) == Numbers{12, 10});
}

TEST_CASE("A function that throws leaves the thread recording what it recorded before") {
    ad::Tape tape;
    const Var x = tape.variable(3);
    Var y = x * x;
    const auto thrower = [](const auto& v) {
        auto z = v[0] * v[0];
        if (z > 1) throw std::domain_error("halfway");
        return z;
    };
    CHECK_THROWS_AS(ad::gradient(thrower, {2.0}), std::domain_error);
    CHECK(tape.active());
    CHECK_THROWS_AS(ad::hessian(thrower, {2.0}), std::domain_error);
    CHECK_THROWS_AS(ad::jacobian(thrower, {2.0}), std::domain_error);
    CHECK_THROWS_AS(ad::jvp(thrower, {2.0}, {1.0}), std::domain_error);
    CHECK_THROWS_AS(ad::vjp(thrower, {2.0}, {1.0}), std::domain_error);
    CHECK_THROWS_AS(ad::hessian_vector(thrower, {2.0}, {1.0}), std::domain_error);
    CHECK(tape.active());
    y += x;
    tape.reverse(y, 2);
    CHECK(tape.adjoint(x) == 14);
}
