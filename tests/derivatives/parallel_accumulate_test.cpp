#include <catch.hpp>

#include <autodiff/parallel.hpp>
#include <autodiff/record.hpp>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace ad = autodiff;
using ad::parallel_accumulate;
using ad::square;
using ad::Tape;
using ad::Var;
using Numbers = std::vector<double>;

namespace {

const auto term = [](std::size_t i, const auto& x) {
    const double t = static_cast<double>(i) * 1e-3;
    return log1p(exp(x[0] * std::sin(t) + x[1] * std::cos(3 * t))) / (1 + square(x[2] - t));
};
const Numbers point{0.7, -1.3, 2.1};

/// What `call` returns with so many threads at most, of which an arena offers as many even on a small machine.
template <class Call>
auto with_threads(int threads, const Call& call) {
    const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(threads));
    oneapi::tbb::task_arena arena(threads);
    return arena.execute(call);
}

} // namespace

TEST_CASE("A parallel sum and its gradient are the same to the last bit for any number of threads") {
    for (const std::size_t n : std::initializer_list<std::size_t>{0, 1, 2, 255, 257, 1000, 20'011}) {
        CAPTURE(n);
        const auto call = [n] { return ad::parallel_value_and_gradient_of_sum(n, term, point); };
        const auto alone = with_threads(1, call);
        for (const int threads : {1, 2, 3, 8})
            for (int repetition = 0; repetition < 5; ++repetition) {
                const auto together = with_threads(threads, call);
                CHECK(together.value == alone.value);
                CHECK(together.gradient == alone.gradient);
            }
        const auto expected = ad::value_and_gradient_of_sum(n, term, point);
        CHECK(alone.value == Approx(expected.value).epsilon(1e-13));
        for (std::size_t j = 0; j < point.size(); ++j)
            CHECK(alone.gradient[j] == Approx(expected.gradient[j]).epsilon(1e-12));
    }
}

TEST_CASE("Several threads do take part") {
    std::atomic<int> inside{0};
    std::atomic<bool> met{false};
    const auto wait_for_another = [&](std::size_t, const auto& x) {
        ++inside;
        for (long spin = 0; spin < 2'000'000'000 && !met; ++spin)
            if (inside >= 2) met = true;
        return x[0] * 2;
    };
    const auto sum =
        with_threads(2, [&] { return ad::parallel_value_and_gradient_of_sum(100, wait_for_another, {1.5}); });
    CHECK(met);
    CHECK(sum.value == 300);
    CHECK(sum.gradient[0] == 200);
}

TEST_CASE("A parallel sum is one statement of the program around it") {
    Tape tape;
    const std::vector<Var> x = tape.variables(point);
    const auto before = tape.statistics();
    const Var sum = parallel_accumulate(1000, term, x);
    CHECK(tape.statistics().statements - before.statements == 1);
    const Var same = ad::accumulate(1000, term, x);
    tape.reverse(sin(same * 1e-2) * x[1], -1.5);
    Numbers expected;
    for (const Var& input : x) expected.push_back(tape.adjoint(input));
    tape.reverse(sin(sum * 1e-2) * x[1], -1.5);
    for (std::size_t j = 0; j < x.size(); ++j) CHECK(tape.adjoint(x[j]) == Approx(expected[j]));
}

TEST_CASE("A term may itself run in parallel: tasks that meet on one thread keep their tapes apart") {
    const auto nested = [](std::size_t i, const auto& x) {
        std::remove_cvref_t<decltype(x[0])> z = x[0] * static_cast<double>(i);
        oneapi::tbb::parallel_for(0, 4, [](int) {}); // the waiting thread may take another piece of the sum
        z += parallel_accumulate(
            10, [](std::size_t k, const auto& u) { return u[1] * u[1] * static_cast<double>(k); }, x);
        return z;
    };
    const auto sum = with_threads(3, [&] { return ad::parallel_value_and_gradient_of_sum(600, nested, {2.0, 3.0}); });
    CHECK(sum.value == 2.0 * 599 * 300 + 600 * 45 * 9);
    CHECK(sum.gradient == Numbers{599 * 300, 600 * 45 * 6});
}

TEST_CASE("Duals, plain numbers and graphs are summed as well") {
    const auto f = [](const auto& x) { return parallel_accumulate(300, term, x); };
    const auto serial = [](const auto& x) { return ad::accumulate(300, term, x); };
    CHECK(f(point) == Approx(serial(point)).epsilon(1e-13));
    CHECK(ad::jvp(f, point, {2, -3, 0.5})[0] == Approx(ad::jvp(serial, point, {2, -3, 0.5})[0]));
    const auto hessian = ad::hessian(f, point);
    const auto expected = ad::hessian(serial, point);
    for (std::size_t k = 0; k < 9; ++k) CHECK(hessian.elements[k] == Approx(expected.elements[k]));
    CHECK(ad::record(f, point)(point)[0] == Approx(f(point)).epsilon(1e-13));
    Tape tape;
    const std::vector<Var> x = tape.variables(point);
    const ad::Pause pause;
    const Var y = parallel_accumulate(300, term, x);
    CHECK(y.value() == f(point));
    CHECK_FALSE(y.active());
}

TEST_CASE("An exception in a term arrives at the caller, whichever thread threw it") {
    for (const int threads : {1, 3}) {
        const auto throwing = [](std::size_t i, const auto& x) {
            if (i == 777) throw std::runtime_error("term 777");
            return x[0] * x[1];
        };
        CHECK_THROWS_WITH(
            with_threads(threads, [&] { return ad::parallel_value_and_gradient_of_sum(1000, throwing, point); }),
            "term 777");
        Tape tape;
        const std::vector<Var> x = tape.variables(point);
        const Var captured = x[0] * x[1];
        const auto capturing = [&](std::size_t, const auto& u) { return u[0] * captured; };
        const auto before = tape.position();
        CHECK_THROWS_AS(parallel_accumulate(1000, capturing, x), ad::TapeError);
        CHECK(tape.position() == before);
        CHECK(tape.active());
    }
}
