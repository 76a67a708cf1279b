// Random sequences of everyday statements on a few scalars, with every way of copying, aliasing and keeping values that
// there is: x += e and x = x + e grow the statement that made x, and none of these may notice. Duals, which have no
// recording to get wrong, say what is right.
#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/derivatives/record.hpp>
#include <autodiff/dual/dual.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>

#include <cmath>
#include <functional>
#include <numeric>
#include <random>

using autodiff::Dual;
using autodiff::norm;
using autodiff::sum;
using autodiff::Tape;
using autodiff::Var;

namespace {

constexpr std::size_t scalars = 5;

template <class S>
struct Statement {
    std::vector<S>& v;
    S &x, &y, &z; // three of v, maybe the same ones
    double c;
};

template <class S>
S add_to(S by_value, const S& other) {
    by_value += other;
    return by_value;
}

template <class S>
using Action = void (*)(Statement<S>);

template <class S>
const std::vector<Action<S>>& appends() {
    using A = Statement<S>;
    static const std::vector<Action<S>> all{
        [](A s) { s.x += s.y; },
        [](A s) { s.x += s.y * s.z; },
        [](A s) { s.x -= s.c * s.y; },
        [](A s) { s.x = s.x + s.y * s.z; },
        [](A s) { s.x = s.x - sin(s.y); },
        [](A s) { s.x = s.y + s.x; },
        [](A s) { s.x = s.y - s.x; },
        [](A s) { s.x += s.x; },
        [](A s) { s.x -= s.x * s.y; },
        [](A s) { s.x = s.x + s.x; },
        [](A s) { s.x = s.x + (s.x + s.y) * s.c; },
        [](A s) { s.x = s.x - (s.x - s.y); },
        [](A s) { s.x += s.c; },
        [](A s) { s.x = s.x - s.c; },
        [](A s) { s.x += s.y > s.z ? s.y * s.c : s.z * s.c; },
        [](A s) { s.x += S(s.y * s.z); },
        [](A s) { s.x += 0 * s.y; },
        [](A s) { s.x *= s.c; },
        [](A s) { s.x /= 1.5 + s.y * s.y; },
        [](A s) { s.x = s.x + 2, s.x = s.x + s.y, s.x = s.x - s.z; },
        [](A s) { ++s.x, s.y--, --s.z; },
        [](A s) { s.x += sum(s.v) * 0.1; },
        [](A s) { s.x = s.y, s.x += s.z; },
        [](A s) { s.x = 3, s.x += s.z; },
    };
    return all;
}

template <class S>
const std::vector<Action<S>>& keeps() {
    using A = Statement<S>;
    static const std::vector<Action<S>> all{
        [](A s) {
            const S before = s.x;
            s.x += s.y;
            s.z = before * s.c;
        },
        [](A s) {
            s.x = s.x * s.c;
            const S after = s.x;
            s.x += s.y;
            s.z -= after;
        },
        [](A s) {
            auto kept = s.x * s.c;
            s.x += s.y;
            s.z = kept + s.z * 0.25;
        },
        [](A s) {
            auto kept = s.x + s.y;
            s.x = kept;
            s.z = s.z * s.c + kept * 0.1;
        },
        [](A s) {
            auto kept = s.x - s.y;
            s.x = std::move(kept);
            s.z = kept * s.c;
        },
        [](A s) {
            auto first = s.x + s.y;
            auto second = first;
            s.x = std::move(first);
            s.z = second * s.c;
        },
        [](A s) {
            auto inner = s.x + s.y;
            auto outer = inner * s.z;
            s.x = std::move(inner);
            s.z = outer + s.c;
        },
        [](A s) {
            auto first = s.x + s.y;
            auto second = s.z + s.y;
            second = first;
            s.x = std::move(first);
            s.z = second * s.c;
        },
        [](A s) {
            auto captured = [x = s.x](const S& a) { return x * a; };
            s.x += s.y;
            s.z = captured(s.z) * 0.2;
        },
        [](A s) {
            const std::function<S()> later = [x = s.x, y = s.y] { return S(x * y); };
            s.x = s.x + s.z;
            s.z = later() * s.c;
        },
        [](A s) {
            S& alias = s.x;
            alias += s.y;
            s.x = alias + s.z;
        },
        [](A s) {
            S old = s.x++;
            s.x += s.y;
            s.z += old * s.c;
        },
        [](A s) { s.x = add_to(s.x, s.y); },
        [](A s) { s.x = add_to<S>(s.x * s.c, s.x); },
        [](A s) { std::swap(s.x, s.y), s.x += s.z; },
        [](A s) { s.x = std::move(s.y), s.x += s.z, s.y = s.y * s.c; },
    };
    return all;
}

template <class S>
const std::vector<Action<S>>& collections() {
    using A = Statement<S>;
    static const std::vector<Action<S>> all{
        [](A s) {
            std::vector<S> w(s.v);
            s.x += w[0];
            w[1] += s.x;
            s.v = w;
        },
        [](A s) {
            S total = 0;
            for (const S& element : s.v) total += element * s.y;
            s.x = total * 0.1;
        },
        [](A s) {
            S total = std::accumulate(s.v.begin(), s.v.end(), S(0));
            s.x = total * 0.1;
            total += s.y;
            s.z -= total * s.c;
        },
        [](A s) { s.x = std::inner_product(s.v.begin(), s.v.end(), s.v.begin(), S(s.x * 0.1)); },
        [](A s) {
            S t = s.x;
            t += s.y;
            t += s.z;
            t -= s.x;
            s.x = t;
        },
        [](A s) {
            S t = norm(s.v);
            t += s.x;
            s.y = t * 0.2;
            t -= s.z;
            s.x = t * s.c;
        },
        [](A s) {
            std::vector<S> w;
            for (const S& element : s.v) {
                w.push_back(element * s.c);
                w.back() += s.x; // growing the vector copies its elements
            }
            s.y = w.front() * w.back();
        },
    };
    return all;
}

/// What else may happen on a thread while values are alive; only tapes notice.
struct Nothing {
    template <class S>
    void operator()(std::uint64_t, const std::vector<S>&) const {}
};

struct TapeEvents {
    Tape& tape;
    void operator()(std::uint64_t choice, const std::vector<Var>& v) const {
        switch (choice % 12) {
        case 0:
            static_cast<void>(tape.position());
            break;
        case 1:
            tape.reverse(v[choice % scalars], 0.7);
            break;
        case 2:
            tape.clear_adjoints(), tape.seed(v[choice % scalars], -1.3);
            break;
        case 3: {
            Tape inner;
            Var a = inner.variable(2);
            a += a * 3;
            inner.reverse(a);
            CHECK(a.value() == 8);
            break;
        }
        case 4: {
            const autodiff::Pause pause;
            Var a = v[0] * 2;
            a += v[1];
            CHECK(!a.active());
            break;
        }
        case 5:
            static_cast<void>(tape.variable(1));
            break;
        default:
            break;
        }
    }
};

template <class S, class Events>
S run(std::vector<S> v, std::uint64_t seed, int length, Events events) {
    std::mt19937_64 random(seed);
    const auto one_of = [&](const std::vector<Action<S>>& actions) { return actions[random() % actions.size()]; };
    const auto index = [&] { return static_cast<std::size_t>(random() % scalars); };
    for (int i = 0; i < length; ++i) {
        S &x = v[index()], &y = v[index()], &z = v[index()];
        const double c = (static_cast<double>(random() % 64) - 31.5) / 32;
        const std::uint64_t kind = random() % 8;
        const auto action = kind < 4 ? one_of(appends<S>()) : kind < 7 ? one_of(keeps<S>()) : one_of(collections<S>());
        events(random(), v);
        action({v, x, y, z, c});
        for (S& element : v)
            if (element > 8 || element < -8) element = sin(element);
    }
    S result = 0;
    for (std::size_t i = 0; i < scalars; ++i) result += (0.75 - 0.25 * static_cast<double>(i)) * v[i];
    return result;
}

void check_close(double a, double b, double size) { CHECK(std::abs(a - b) <= 1e-9 * (1 + size)); }

} // namespace

TEST_CASE("Random statements: copies, aliases and kept expressions never notice that statements grow") {
    const std::uint64_t seed = test_seed();
    std::mt19937_64 random(seed);
    for (int program = 0; program < 40000; ++program) {
        const std::uint64_t statements = random();
        const int length = 1 + program % 12;
        std::vector<double> point;
        for (std::size_t i = 0; i < scalars; ++i)
            point.push_back(std::uniform_real_distribution<double>(-3, 3)(random));

        std::vector<Dual<double, scalars>> duals;
        for (std::size_t i = 0; i < scalars; ++i) duals.push_back(Dual<double, scalars>::variable(point[i], i));
        const auto expected = run(duals, statements, length, Nothing{});
        double size = 0;
        for (const double tangent : expected.tangents()) size = std::max(size, std::abs(tangent));

        CAPTURE(seed, program, statements, length);
        CHECK(run(point, statements, length, Nothing{}) == expected.value());
        Tape tape;
        const std::vector<Var> inputs = tape.variables(point);
        const Var y = run(inputs, statements, length, TapeEvents{tape});
        CHECK(y.value() == expected.value());
        tape.reverse(y, -0.5);
        for (std::size_t i = 0; i < scalars; ++i)
            check_close(tape.adjoint(inputs[i]), -0.5 * expected.tangent(i), size);
        if (program % 10 != 0) continue;
        const auto program_of_vars = [&](const std::vector<Var>& x) { return run(x, statements, length, Nothing{}); };
        const auto slopes = differentiate_reverse(autodiff::record(program_of_vars, point))(point);
        for (std::size_t i = 0; i < scalars; ++i) check_close(slopes[i], expected.tangent(i), size);
    }
}
