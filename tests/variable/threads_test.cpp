#include <catch.hpp>

#include <autodiff/derivatives/gradient.hpp>

#include <atomic>
#include <cmath>
#include <optional>
#include <thread>
#include <vector>

using autodiff::Tape;
using autodiff::Var;

namespace {

template <class F>
void on_threads(int count, F f) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(f, i);
    for (std::thread& thread : threads) thread.join();
}

} // namespace

TEST_CASE("Eight threads take a thousand gradients each, every one on its own tape") {
    std::atomic<int> wrong = 0;
    on_threads(8, [&](int thread) {
        for (int i = 0; i < 1000; ++i) {
            const double a = 0.1 * thread + 0.001 * i;
            const auto f = [a](const auto& x) { return a * sin(x[0]) * exp(x[1]) + x[0] * x[1]; };
            const auto g = autodiff::gradient(f, {0.5, -0.25});
            const double ex = std::exp(-0.25);
            if (std::abs(g[0] - (a * std::cos(0.5) * ex - 0.25)) > 1e-14) ++wrong;
            if (std::abs(g[1] - (a * std::sin(0.5) * ex + 0.5)) > 1e-14) ++wrong;
        }
    });
    CHECK(wrong == 0);
}

TEST_CASE("Eight threads keep a tape each and reset it") {
    std::atomic<int> wrong = 0;
    on_threads(8, [&](int thread) {
        Tape tape;
        for (int i = 0; i < 1000; ++i) {
            const Var x = tape.variable(thread + 1);
            Var y = 0;
            for (int k = 0; k < 20; ++k) y += x * x * k;
            tape.reverse(y, 0.5);
            if (tape.adjoint(x) != 190.0 * (thread + 1)) ++wrong;
            tape.reset();
        }
    });
    CHECK(wrong == 0);
}

TEST_CASE("A variable of one thread is a plain number on a thread that records nothing") {
    Tape tape;
    const Var x = tape.variable(3);
    const Var y = x * x;
    Var product = 0;
    std::thread([&] {
        Var local = x * y;
        local += x;
        product = local;
    }).join();
    CHECK(product.value() == 30);
    CHECK(!product.active());
    tape.reverse(y, 2);
    CHECK(tape.adjoint(x) == 12);
}

TEST_CASE("A variable of one thread used on the tape of another is an error") {
    Tape tape;
    const Var x = tape.variable(3);
    bool caught = false;
    std::thread([&] {
        Tape other;
        const Var a = other.variable(2);
        const Var b = a * x;
        try {
            other.reverse(b);
        } catch (const autodiff::TapeError&) { caught = true; }
    }).join();
    CHECK(caught);
}

TEST_CASE("A tape of one thread makes no variables on another") {
    Tape tape;
    bool caught = false;
    std::thread([&] {
        try {
            static_cast<void>(tape.variable(1));
        } catch (const autodiff::TapeError&) { caught = true; }
    }).join();
    CHECK(caught);
}
