#include <catch.hpp>

#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <unordered_set>
#include <vector>

using autodiff::Tape;
using autodiff::Var;

namespace {

/// d y / d x seeded with 3.
double slope(Tape& tape, const Var& y, const Var& x) {
    tape.reverse(y, 3);
    return tape.adjoint(x) / 3;
}

Var twice(const Var& x) { return 2 * x; }

} // namespace

TEST_CASE("Plain numbers of every type mix with Var as constants") {
    Tape tape;
    const Var x = tape.variable(2);
    CHECK(slope(tape, x + 1, x) == 1);
    CHECK(slope(tape, 1 - x, x) == -1);
    CHECK(slope(tape, 2.5F * x, x) == 2.5);
    CHECK(slope(tape, x * 3UL, x) == 3);
    CHECK(slope(tape, 1 / x, x) == -0.25);
    CHECK(slope(tape, x / short{4}, x) == 0.25);
    CHECK(slope(tape, pow(x, 3), x) == 12);
    CHECK(slope(tape, pow(2, x), x) == Approx(4 * std::log(2.0)).epsilon(1e-15));
    CHECK(slope(tape, atan2(x, 1) + atan2(1, x), x) == Approx(0).margin(1e-16));
    CHECK(slope(tape, fma(x, 3, 1), x) == 3);
    CHECK(slope(tape, fma(2, 3, x), x) == 1);
    CHECK(slope(tape, hypot(x, 0), x) == 1);
    CHECK(slope(tape, +x - -x, x) == 2);
    CHECK(slope(tape, x * true, x) == 1);
    CHECK(slope(tape, twice(x * x), x) == 8); // an expression becomes a Var where a function wants one
    static_assert(!std::is_invocable_v<double(double), Var>, "a Var never turns into a double silently");
    static_assert(!std::is_convertible_v<Var, double> && !std::is_constructible_v<double, Var>);
}

TEST_CASE("The conditional operator takes Vars, expressions of one kind, and a Var beside anything that becomes one") {
    Tape tape;
    const Var x = tape.variable(2);
    const Var y = tape.variable(5);
    for (const bool condition : {true, false}) {
        const Var a = condition ? x : y;
        const Var b = condition ? x * y : x;
        const Var c = condition ? x : 1.5;
        const Var d = condition ? x * x : y * y;
        CHECK(slope(tape, a * b * c * d, x) == (condition ? 5 * 16 * 5 : 1.5 * 125)); // of x^5 y, or of 1.5 x y^3
    }
}

TEST_CASE("The standard algorithms work on ranges of Var") {
    Tape tape;
    std::vector<Var> x = tape.variables(std::vector<double>{3, -1, 2});
    const Var first = x[0];
    std::sort(x.begin(), x.end());
    CHECK(x[0].value() == -1);
    CHECK(x[2].value() == 3);
    CHECK(std::is_sorted(x.begin(), x.end()));
    CHECK(slope(tape, x[2] * x[2], first) == 6);
    std::sort(x.begin(), x.end(), std::greater<>());
    CHECK(*std::max_element(x.begin(), x.end()) == 3);
    CHECK(std::min_element(x.begin(), x.end())->value() == -1);
    CHECK(std::count(x.begin(), x.end(), Var(2)) == 1);
    CHECK(std::find(x.begin(), x.end(), 2.0) != x.end());
    CHECK(slope(tape, std::max(x[0], x[1]), first) == 1);
    CHECK(slope(tape, std::min(x[0], x[1]), first) == 0);
    CHECK(slope(tape, std::max<Var>(x[0] * 2, 1.0), first) == 2);
    CHECK(slope(tape, std::clamp(x[0], Var(0), Var(10)), first) == 1);
    CHECK(slope(tape, std::accumulate(x.begin(), x.end(), Var(1)), first) == 1);
    CHECK(slope(tape, std::accumulate(x.begin(), x.end(), Var(1), std::multiplies<>()), first) == -2);
    CHECK(slope(tape, std::inner_product(x.begin(), x.end(), x.begin(), Var(0)), first) == 6);
    CHECK(slope(tape, std::reduce(x.begin(), x.end(), Var(0)), first) == 1);
    std::vector<Var> y(3);
    std::transform(x.begin(), x.end(), y.begin(), [](const Var& v) { return exp(v) * v; });
    CHECK(slope(tape, y[0], first) == Approx(4 * std::exp(3.0)).epsilon(1e-15));
    std::partial_sum(x.begin(), x.end(), y.begin());
    CHECK(slope(tape, y[2], first) == 1);
    std::adjacent_difference(x.begin(), x.end(), y.begin());
    CHECK(slope(tape, y[1], first) == -1);
    std::ranges::sort(x);
    CHECK(x.back() == first);
    std::ranges::reverse(x);
    CHECK(std::ranges::max(x) == first);
}

TEST_CASE("A Var is a key of sets and maps, by its value") {
    Tape tape;
    const Var x = tape.variable(2);
    const std::unordered_set<Var> hashed{x, Var(2), x * 1, x + 1};
    CHECK(hashed.size() == 2);
    CHECK(hashed.contains(3));
    CHECK(std::set<Var>{x, 2, 1}.size() == 2);
    std::map<Var, int> map;
    map[x * x] = 4;
    CHECK(map.at(4) == 4);
    CHECK(std::hash<Var>{}(x) == std::hash<Var>{}(Var(2)));
}

TEST_CASE("numeric_limits of Var are those of double, in Var") {
    using Limits = std::numeric_limits<Var>;
    static_assert(Limits::is_specialized && Limits::digits == 53 && Limits::has_infinity && !Limits::is_integer);
    const Var largest = Limits::max();
    CHECK(largest.value() == std::numeric_limits<double>::max());
    CHECK(isinf(Var(Limits::infinity())));
    CHECK(isnan(Var(Limits::quiet_NaN())));
    CHECK(std::numeric_limits<autodiff::Real<float>>::epsilon() == std::numeric_limits<float>::epsilon());
}

TEST_CASE("Classification looks at the value, also of expressions") {
    Tape tape;
    const Var zero = tape.variable(0);
    const Var x = tape.variable(2);
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(isnan(zero / zero));
    CHECK_FALSE(isnan(x));
    CHECK(isinf(1 / zero));
    CHECK_FALSE(isinf(zero / zero));
    CHECK(isfinite(x * x));
    CHECK_FALSE(isfinite(Var(-infinity)));
    CHECK_FALSE(isfinite(zero / zero));
    CHECK(isnormal(x));
    CHECK_FALSE(isnormal(zero));
    CHECK_FALSE(isnormal(x * 1e-310));
    CHECK(signbit(-x));
    CHECK(signbit(Var(-0.0)));
    CHECK_FALSE(signbit(zero));
}

TEST_CASE("Every comparison is that of the values, NaN included") {
    Tape tape;
    const std::vector<double> numbers{-1, 0, -0.0, 2, std::numeric_limits<double>::quiet_NaN()};
    for (const double a : numbers)
        for (const double b : numbers) {
            const Var x = tape.variable(a);
            const Var y = tape.variable(b);
            CAPTURE(a, b);
            CHECK(bool(x < y) == (a < b));
            CHECK(bool(x <= b) == (a <= b));
            CHECK(bool(a > y) == (a > b));
            CHECK(bool(x * 1 >= y) == (a >= b));
            CHECK(bool(x == y + 0.0) == (a == b));
            CHECK(bool(x != b) == (a != b));
            CHECK(!(x < y) == !(a < b));
            CHECK((x < y || x == y) == (a <= b));
        }
}

TEST_CASE("Vars go through streams as their values") {
    Tape tape;
    const Var x = tape.variable(2.5);
    std::ostringstream out;
    out << x << ' ' << x * 2 << ' ' << (x < 3);
    CHECK(out.str() == "2.5 5 1");
    std::istringstream in("7.25 oops");
    Var y = 1;
    in >> y;
    CHECK(y.value() == 7.25);
    CHECK_FALSE(y.active());
    in >> y;
    CHECK(in.fail());
    CHECK(y.value() == 7.25);
}

TEST_CASE("Increments and decrements change the value by one and keep the derivative") {
    Tape tape;
    const Var x = tape.variable(2);
    Var y = x * x;
    const Var before = y++;
    const Var after = ++y;
    CHECK(before.value() == 4);
    CHECK(after.value() == 6);
    CHECK((y--).value() == 6);
    CHECK((--y).value() == 4);
    CHECK(slope(tape, y, x) == 4);
    CHECK(slope(tape, before, x) == 4);
    CHECK(slope(tape, after, x) == 4);
}

TEST_CASE("Values are to the last bit those of the same code with double") {
    const auto code = []<class S>(S x, S y) {
        S sum = 0;
        for (int i = 1; i < 200; ++i) {
            sum += x / i - y * sin(x * i);
            x = x * 1.0001 + y / 3;
            y = y - x * 1e-3 * i;
            if (sum > 10) sum = sum - exp(y * 0.1) * 2;
            sum -= 0.1 * i;
            sum = sum + (x - y) * (x + y);
        }
        return sum;
    };
    Tape tape;
    using std::exp, std::sin;
    const double expected = code(0.3, -0.7);
    CHECK(code(tape.variable(0.3), tape.variable(-0.7)).value() == expected);
    CHECK(code(Var(0.3), Var(-0.7)).value() == expected);
}
