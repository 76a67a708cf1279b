#include <catch.hpp>

#include <autodiff/dual/dual.hpp>
#include <autodiff/variable/external.hpp>
#include <autodiff/variable/graph_recorder.hpp>
#include <autodiff/variable/tape.hpp>

#include <array>
#include <cmath>
#include <memory>
#include <vector>

using autodiff::Dual;
using autodiff::external;
using autodiff::ExternalFunction;
using autodiff::GraphError;
using autodiff::GraphRecorder;
using autodiff::Pause;
using autodiff::Real;
using autodiff::Tape;
using autodiff::TapeError;
using autodiff::TapeOf;
using autodiff::Var;
using Catch::Matchers::ContainsSubstring;
using Numbers = std::vector<double>;

namespace {

/// (x0 x1, sin x0), computed without the tape.
template <class T>
class ProductAndSine : public ExternalFunction<T> {
  public:
    explicit ProductAndSine(std::vector<T> x) : x_(std::move(x)) {}
    void reverse(std::span<const T> w, std::span<T> result) override {
        result[0] = w[0] * x_[1] + w[1] * cos(x_[0]);
        result[1] = w[0] * x_[0];
    }
    void forward(std::span<const T> v, std::span<T> result) override {
        result[0] = v[0] * x_[1] + v[1] * x_[0];
        result[1] = v[0] * cos(x_[0]);
    }
    [[nodiscard]] std::size_t bytes() const override { return 1'000'000; }

  private:
    std::vector<T> x_;
};

template <class T>
std::vector<Real<T>> product_and_sine(const std::vector<Real<T>>& x) {
    using std::sin;
    const std::vector<T> values{x[0].value(), x[1].value()};
    const std::vector<T> y{T(values[0] * values[1]), T(sin(values[0]))};
    return external(x, y, std::make_unique<ProductAndSine<T>>(values));
}

template <class T>
std::vector<Real<T>> plainly(const std::vector<Real<T>>& x) {
    return {x[0] * x[1], sin(x[0])};
}

/// A program around either.
template <class F, class X>
std::vector<X> program(const F& f, const std::vector<X>& x) {
    X u = x[0] * x[1];
    const auto y = f({u, x[1]});
    u += y[0];
    const auto z = f({y[1], u});
    return {X(z[0] * x[0]), X(y[1] - z[1]), u};
}

const auto outside = [](const std::vector<Var>& x) { return product_and_sine<double>(x); };
const auto inside = [](const std::vector<Var>& x) { return plainly<double>(x); };

void check_close(const Numbers& a, const Numbers& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-14).margin(1e-14));
}

} // namespace

TEST_CASE("A program with external functions has the derivatives of the same program on the tape") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.7, -1.3});
    const std::vector<Var> y = program(outside, x);
    const std::vector<Var> expected = program(inside, x);
    for (std::size_t i = 0; i < y.size(); ++i) {
        CHECK(y[i].value() == expected[i].value());
        tape.reverse(expected[i], -2.5);
        const Numbers truth{tape.adjoint(x[0]), tape.adjoint(x[1])};
        tape.reverse(y[i], -2.5);
        check_close({tape.adjoint(x[0]), tape.adjoint(x[1])}, truth);
    }
    check_close(tape.jacobian(y, x), tape.jacobian(expected, x));
    check_close(tape.jacobian<2>(y, x), tape.jacobian(expected, x));
    check_close(tape.forward_jacobian(y, x), tape.jacobian(expected, x));
    const Numbers rates{0.3, -7};
    check_close(tape.forward(x, rates, y), tape.forward(x, rates, expected));
    const Numbers weights{2, 3, -5, 0, 0, 7};
    check_close(tape.reverse_directions(y, std::span<const double>(weights), x),
                tape.reverse_directions(expected, std::span<const double>(weights), x));
}

TEST_CASE("Second derivatives pass through an external function over duals, and over a tape in a tape") {
    TapeOf<Dual<double>> moving;
    const std::vector<Real<Dual<double>>> x{moving.variable(Dual<double>(0.7, {1.5})),
                                            moving.variable(Dual<double>(-1.3, {-2}))};
    moving.reverse(product_and_sine(x)[0] * sin(x[1]), Dual<double>(3));
    const Dual<double> of_external = moving.adjoint(x[0]);
    moving.reverse(plainly(x)[0] * sin(x[1]), Dual<double>(3));
    CHECK(of_external.value() == Approx(moving.adjoint(x[0]).value()));
    CHECK(of_external.tangent() == Approx(moving.adjoint(x[0]).tangent()));

    Tape outer;
    const Var a = outer.variable(0.7);
    const Var b = outer.variable(-1.3);
    TapeOf<Var> inner;
    const std::vector<Real<Var>> z{inner.variable(a), inner.variable(b)};
    inner.reverse(product_and_sine(z)[1] * z[1], Var(2));
    outer.reverse(inner.adjoint(z[0])); // d/da of 2 b sin a
    CHECK(inner.adjoint(z[0]).value() == Approx(2 * -1.3 * std::cos(0.7)));
    CHECK(outer.adjoint(a) == Approx(-2 * -1.3 * std::sin(0.7)));
    CHECK(outer.adjoint(b) == Approx(2 * std::cos(0.7)));
}

TEST_CASE("A sum does not grow into a statement in front of an external function") {
    Tape tape;
    const Var x = tape.variable(2);
    Var u = x * 3;
    const std::vector<Var> y = product_and_sine<double>({u, x});
    u += y[0];
    tape.reverse(u, 0.5);
    CHECK(tape.adjoint(x) == 0.5 * (3 + 3 * 2 * 2)); // u = 3 x + 3 x^2
}

TEST_CASE("What an external function computes with Var while the tape is swept is not recorded") {
    struct Square : ExternalFunction<double> {
        Var x;
        explicit Square(Var value) : x(std::move(value)) {}
        void reverse(std::span<const double> w, std::span<double> result) override {
            result[0] = Var(2 * x * w[0]).value();
        }
    };
    Tape tape;
    const std::vector<Var> x{tape.variable(3)};
    const std::vector<Var> y = external(x, Numbers{9}, std::make_unique<Square>(x[0]));
    const auto before = tape.position();
    tape.reverse(y[0], 1.5);
    CHECK(tape.adjoint(x[0]) == 9);
    CHECK(tape.position() == before);
    CHECK(tape.active());
}

TEST_CASE("Where nothing is active an external function gives constants") {
    const std::vector<Var> constants{0.5, 2};
    CHECK_FALSE(product_and_sine(constants)[0].active());
    Tape tape;
    CHECK_FALSE(product_and_sine(constants)[0].active());
    CHECK(product_and_sine(constants)[0].value() == 1);
    const std::vector<Var> x = tape.variables(Numbers{0.5, 2});
    const Pause pause;
    CHECK_FALSE(product_and_sine(x)[1].active());
    CHECK(tape.statistics().statements == 0);
}

TEST_CASE("The tape counts what external functions make and hold") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.5, 2});
    const std::size_t before = tape.statistics().bytes;
    const auto position = tape.position();
    product_and_sine(x);
    CHECK(tape.statistics().variables == 2);
    CHECK(tape.statistics().statements == 2);
    CHECK(tape.statistics().bytes > before + 1'000'000);
    tape.rewind(position);
    CHECK(tape.statistics().bytes == before);
}

TEST_CASE("Misuse of external functions is reported") {
    {
        GraphRecorder graph;
        const std::vector<Var> x{Var::from_recorder(1, graph.input()), Var::from_recorder(2, graph.input())};
        CHECK_THROWS_AS(product_and_sine(x), GraphError);
        CHECK_THROWS_WITH(product_and_sine(x), ContainsSubstring("differentiate on a tape"));
    }
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.5, 2});
    CHECK_THROWS_AS(external(x, Numbers{1, 2}, std::unique_ptr<ProductAndSine<double>>()), TapeError);
    Tape inner;
    CHECK_THROWS_AS(product_and_sine(x), TapeError);
}

TEST_CASE("Adjoints of what a rewind leaves stay, so that pieces add up") {
    Tape tape;
    const std::vector<Var> x = tape.variables(Numbers{0.5, 2});
    const auto position = tape.position();
    tape.clear_adjoints();
    for (int i = 1; i <= 3; ++i) {
        const Var y = x[0] * x[1] * i;
        tape.seed(y, 1.5);
        tape.sweep_to(position);
        tape.rewind(position);
    }
    CHECK(tape.adjoint(x[0]) == 1.5 * 6 * 2);
    CHECK(tape.adjoint(x[1]) == 1.5 * 6 * 0.5);
    tape.reverse(x[0] * x[1], 2);
    CHECK(tape.adjoint(x[0]) == 4);
}
