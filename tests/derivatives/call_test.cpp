#include <catch.hpp>

#include <autodiff/autodiff.hpp>

#include <cmath>
#include <vector>

namespace ad = autodiff;
using ad::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

/// A damped pendulum's step: x = (angle, velocity), p = (step length, damping), q = a push.
const auto swing = [](const auto& x, const auto& p, const auto& q) {
    using Scalar = std::decay_t<decltype(x[0])>;
    const Scalar velocity = x[1] - p[0] * (sin(x[0]) + p[1] * x[1] - q[0]);
    return std::vector<Scalar>{x[0] + p[0] * velocity, velocity};
};

ad::Graph swing_graph() {
    return ad::record(
        [](const std::vector<Var>& x) {
            using Part = std::vector<Var>;
            return swing(Part{x[0], x[1]}, Part{x[2], x[3]}, Part{x[4]});
        },
        5);
}

constexpr std::size_t steps = 6;
const Numbers point{0.7, -0.3, 0.125, 0.25, 0.1, -0.2, 0.3, 0.4, -0.5, 0.6};

/// Energy after all steps, as a function of state, step length, damping and pushes, by a loop of the program.
const auto by_hand = [](const auto& x) {
    using Scalars = std::decay_t<decltype(x)>;
    Scalars state{x[0], x[1]};
    for (std::size_t i = 0; i < steps; ++i) state = swing(state, Scalars{x[2], x[3]}, Scalars{x[4 + i]});
    return state[1] * state[1] / 2 - cos(state[0]);
};

/// The same through `repeat`, of a graph or of the program itself.
template <class Body>
auto by_repeat(const Body& body) {
    return [body](const auto& x) {
        using Scalars = std::decay_t<decltype(x)>;
        const Scalars state =
            ad::repeat(body, steps, Scalars{x[0], x[1]}, Scalars{x[2], x[3]}, Scalars(x.begin() + 4, x.end()));
        return state[1] * state[1] / 2 - cos(state[0]);
    };
}

/// Functions of a vector of Var, as record() wants them to be deduced.
template <class F>
auto of_vars(const F& f) {
    return [f](const std::vector<Var>& x) { return Var(f(x)); };
}

void check_close(const Numbers& a, const Numbers& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-12).margin(1e-14));
}

} // namespace

TEST_CASE("a loop recorded by repeat is one call, and has the value and the derivatives of the program") {
    const ad::Graph plain = ad::record(of_vars(by_hand), point);
    for (const ad::Graph& loop :
         {ad::record(of_vars(by_repeat(swing_graph())), point), ad::record(of_vars(by_repeat(swing)), point)}) {
        REQUIRE(loop.functions().size() == 1);
        CHECK(loop.functions()[0].steps == steps);
        CHECK(loop.functions()[0].shared == 2);
        CHECK(loop(point) == plain(point));
        check_close(ad::gradient(loop)(point), ad::gradient(plain)(point));
        check_close(ad::hessian(loop)(point), ad::hessian(plain)(point));
        check_close(ad::hessian_vector(loop, point)(point), ad::hessian_vector(plain, point)(point));
        check_close(ad::compile(ad::value_and_gradient(loop))(point), ad::value_and_gradient(plain)(point));
    }
}

TEST_CASE("outside of a recording repeat runs its steps on whatever scalars it is given") {
    const ad::Graph body = swing_graph();
    CHECK(by_repeat(body)(point) == by_hand(point));
    CHECK(by_repeat(swing)(point) == by_hand(point));
    const Numbers slope = ad::gradient(of_vars(by_hand), point);
    check_close(ad::gradient(of_vars(by_repeat(body)), point), slope);
    check_close(ad::gradient(of_vars(by_repeat(swing)), point), slope);
    std::vector<ad::Dual<double>> duals(point.begin(), point.end());
    duals[3] = ad::Dual<double>::variable(point[3], 0, 2);
    CHECK(by_repeat(body)(duals).tangent() == Approx(2 * slope[3]).epsilon(1e-13));
    check_close(ad::hessian(by_repeat(body), point).elements, ad::hessian(by_hand, point).elements);
}

TEST_CASE("calls of one graph, and of a program that does the same each time, are one function") {
    const auto component = [](const auto& x) { return exp(-x[0] * x[0] / 2) / (1 + x[1] * x[1]); };
    const ad::Graph graph = ad::record(component, 2);
    const auto direct = [&](const std::vector<Var>& x) {
        Var sum = 0;
        for (std::size_t k = 0; k + 1 < x.size(); ++k) sum += component(std::vector<Var>{x[k], x[k + 1]});
        return log(sum);
    };
    const auto with_graph = [&](const std::vector<Var>& x) {
        Var sum = 0;
        for (std::size_t k = 0; k + 1 < x.size(); ++k) sum += ad::call(graph, std::vector<Var>{x[k], x[k + 1]})[0];
        return log(sum);
    };
    const auto with_program = [&](const std::vector<Var>& x) {
        Var sum = 0;
        for (std::size_t k = 0; k + 1 < x.size(); ++k) sum += ad::call(component, std::vector<Var>{x[k], x[k + 1]});
        return log(sum);
    };
    const ad::Graph plain = ad::record(direct, point);
    for (const ad::Graph& nested : {ad::record(with_graph, point), ad::record(with_program, point)}) {
        CHECK(nested.functions().size() == 1);
        CHECK(nested(point) == plain(point));
        check_close(ad::gradient(nested)(point), ad::gradient(plain)(point));
        CHECK(ad::gradient(nested).functions().size() == 2);
    }
    CHECK(with_graph(std::vector<Var>(point.begin(), point.end())).value() == plain(point)[0]); // no recorder
    check_close(ad::gradient(with_graph, point), ad::gradient(direct, point));
    CHECK(ad::call(graph, Numbers{0.5, 2.0}) == graph({0.5, 2.0}));
}

TEST_CASE("data stay data behind a call") {
    const auto direct = [](const auto& theta, const auto& x) { return exp(theta[0] * x[0]) + sin(theta[1] * x[1]); };
    const auto called = [&](const std::vector<Var>& theta, const std::vector<Var>& x) {
        const auto term = [](const std::vector<Var>& y) { return exp(y[0] * y[2]) + sin(y[1] * y[3]); };
        return ad::call(term, std::vector<Var>{theta[0], theta[1], x[0], x[1]});
    };
    const ad::Graph plain = ad::value_and_gradient(ad::record(direct, ad::parameters(2), ad::data(2)));
    const ad::Graph nested = ad::value_and_gradient(ad::record(called, ad::parameters(2), ad::data(2)));
    REQUIRE(nested.functions().size() == 2);
    check_close(nested({0.5, -0.25, 1.5, 2.0}), plain({0.5, -0.25, 1.5, 2.0}));
}

TEST_CASE("a call of constants inside a recording is a constant") {
    const ad::Graph body = swing_graph();
    const ad::Graph graph = ad::record(
        [&](const std::vector<Var>& x) { return ad::call(body, std::vector<Var>(5, Var(0.5)))[0] * x[0]; }, 1);
    CHECK(graph.functions().empty());
    CHECK(graph(3.0) == 3 * body(Numbers(5, 0.5))[0]);
}

TEST_CASE("functions that call functions nest") {
    const auto inner = [](const auto& x) { return sin(x[0]) * x[1]; };
    const auto middle = [&](const std::vector<Var>& x) {
        const Var y = ad::call(inner, x);
        return std::vector<Var>{y, ad::call(inner, std::vector<Var>{y, x[0]})};
    };
    const auto outer = [&](const std::vector<Var>& x) {
        const auto state = ad::repeat([&](const std::vector<Var>& s) { return ad::call(middle, s); }, 3, x);
        return state[0] + 2 * state[1];
    };
    const Numbers x{0.8, 1.7};
    const ad::Graph nested = ad::record(outer, x);
    CHECK(nested.nesting() == 3);
    CHECK(nested.functions().size() == 1);
    const ad::Graph flat = ad::inline_calls(nested);
    CHECK(nested(x) == flat(x));
    check_close(ad::hessian(nested)(x), ad::hessian(flat)(x));
    check_close(ad::gradient(outer, x), ad::gradient(nested)(x));
}

TEST_CASE("a step that branches differently from the recorded one is an error that names the comparison") {
    const auto step = [](const std::vector<Var>& s) {
        return std::vector<Var>{s[0] > 1 ? Var(s[0] / 2) : Var(s[0] * 3)};
    };
    CHECK_THROWS_WITH(ad::record([&](const std::vector<Var>& x) { return ad::repeat(step, 4, x); }, {6.0}),
                      ContainsSubstring("0.75 > 1") && ContainsSubstring("in step 3"));
    CHECK(ad::repeat(step, 3, std::vector<Var>{6.0})[0].value() == 0.75);
    const ad::Graph graph = ad::record([&](const std::vector<Var>& x) { return ad::repeat(step, 2, x); }, {6.0});
    CHECK(graph(6.0) == 1.5);
    CHECK_THROWS_AS(graph(1.5), ad::GuardError);
    const auto on_tape = [&](const std::vector<Var>& x) { return ad::repeat(graph, 2, x)[0]; };
    CHECK_THROWS_AS(ad::gradient(on_tape, Numbers{3.0}), ad::GuardError);
}

TEST_CASE("loops without steps return their state, and what does not fit is refused") {
    const ad::Graph body = swing_graph();
    CHECK(ad::repeat(body, 0, Numbers{1, 2}, Numbers{3, 4}) == Numbers{1, 2});
    CHECK(ad::repeat(swing, 0, Numbers{1, 2}, Numbers{3, 4}) == Numbers{1, 2});
    CHECK_THROWS_WITH(ad::repeat(body, 2, Numbers{1, 2}, Numbers{3, 4}, Numbers{1}),
                      ContainsSubstring("1 elements cannot be dealt out evenly to 2 steps"));
    CHECK_THROWS_AS(ad::repeat(body, 2, Numbers{1}, Numbers{3, 4}, Numbers{1, 2}), ad::ShapeError);
    CHECK_THROWS_AS(ad::repeat(body, 2, Numbers{1, 2}, Numbers{3, 4}, Numbers{1, 2, 3, 4}), ad::ShapeError);
    CHECK_THROWS_AS(ad::call(body, Numbers{1, 2}), ad::ShapeError);
    const auto captures = [&](const std::vector<Var>& x) {
        return ad::call([&](const std::vector<Var>& y) { return y[0] * x[1]; }, std::vector<Var>{x[0]});
    };
    CHECK_THROWS_WITH(ad::record(captures, 2), ContainsSubstring("another recording"));
}
