// One program run by many threads at once, also by those of one run. Plain std::thread, so that the thread sanitizer
// sees every hand-over (./dev threads).

#include <catch.hpp>

#include <autodiff/program.hpp>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

using namespace autodiff;

namespace {

class ThreadWorkers final : public Workers {
  public:
    explicit ThreadWorkers(std::size_t threads) : threads_(threads) {}
    void run(std::size_t count, const std::function<void(std::size_t)>& task) const override {
        std::atomic<std::size_t> next = 0;
        std::exception_ptr failure;
        std::mutex mutex;
        std::vector<std::thread> threads;
        for (std::size_t t = 0; t < threads_; ++t)
            threads.emplace_back([&] {
                try {
                    for (std::size_t i = next++; i < count; i = next++) task(i);
                } catch (...) {
                    const std::scoped_lock lock(mutex);
                    failure = std::current_exception();
                }
            });
        for (std::thread& thread : threads) thread.join();
        if (failure) std::rethrow_exception(failure);
    }

  private:
    std::size_t threads_;
};

const auto term = [](const auto& theta, const auto& x) { return softplus(theta[0] * x[0] + theta[1]) * x[1]; };

std::vector<double> some_points(std::size_t count) {
    std::vector<double> points;
    for (std::size_t i = 0; i < count; ++i) points.insert(points.end(), {0.001 * double(i % 977), double(i % 5)});
    return points;
}

} // namespace

TEST_CASE("a sum on several threads is bit for bit that of one") {
    const Program program = compile(value_and_gradient(record(term, parameters(2), data(2))));
    const std::vector<double> points = some_points(20'011);
    const std::vector<double> theta{0.7, -0.2};
    const ProgramSum alone = program.sum(theta, rows(points, 2));
    for (const std::size_t threads : std::vector<std::size_t>{1, 2, 5}) {
        const ThreadWorkers workers(threads);
        std::size_t done = 0;
        RunOptions options{.workers = &workers};
        options.progress = [&done](std::size_t now, std::size_t) {
            done = now;
            return true;
        };
        const ProgramSum shared = program.sum(theta, rows(points, 2), options);
        CHECK(shared.value == alone.value);
        CHECK(shared.gradient == alone.gradient);
        CHECK(done == 20'011);
    }
}

TEST_CASE("several threads may ask one program for the first time at once") {
    const Program program = compile(value_and_gradient(record(term, parameters(2), data(2))));
    const std::vector<double> points = some_points(3000);
    const std::vector<double> theta{0.7, -0.2};
    std::vector<ProgramSum> sums(4);
    std::vector<std::vector<double>> outputs(4, std::vector<double>(9000));
    std::vector<std::vector<double>> single(4);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            sums[t] = program.sum(theta, rows(points, 2));
            program.map(theta, rows(points, 2), rows(outputs[t], 3));
            single[t] = program({0.7, -0.2, 0.5, 2.0});
        });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t t = 1; t < 4; ++t) {
        CHECK(sums[t].gradient == sums[0].gradient);
        CHECK(outputs[t] == outputs[0]);
        CHECK(single[t] == single[0]);
    }
}

TEST_CASE("what a worker throws arrives at the caller, and guards fail on any thread") {
    const auto branch = [](const auto& x) { return x[0] < 2.5 ? Var(x[1] * 2) : Var(x[0]); };
    const Program program = compile(record(branch, {1.0, 1.0}));
    std::vector<double> points(20'000, 1.0);
    points[15'000] = 3.0; // the first number of point 7500
    std::vector<double> outputs(10'000);
    const ThreadWorkers workers(3);
    CHECK_THROWS_AS(program.map(rows(points, 2), rows(outputs, 1), {.workers = &workers}), GuardError);
    std::vector<GuardFailure> failures;
    program.map(rows(points, 2), rows(outputs, 1), {.workers = &workers, .failures = &failures});
    CHECK(failures == std::vector<GuardFailure>{{7500, 0}});
    RunOptions options{.workers = &workers};
    options.progress = [](std::size_t, std::size_t) -> bool { throw std::runtime_error("enough"); };
    CHECK_THROWS_WITH(program.map(rows(points, 2), rows(outputs, 1), options), "enough");
}

TEST_CASE("bodies that are called run on several threads at once, loops back and forth") {
    const auto swing = [](const std::vector<Var>& x, const std::vector<Var>& p, const std::vector<Var>& push) {
        return std::vector<Var>{x[0] + p[0] * x[1], x[1] - p[0] * (sin(x[0]) - push[0])};
    };
    const auto last = [&](const auto& theta, const auto& x) {
        const std::vector<Var> pushes(40, theta[1]);
        return repeat(swing, 40, std::vector<Var>{x[0], x[1]}, std::vector<Var>{theta[0]}, pushes)[0];
    };
    const Graph graph = value_and_gradient(record(last, parameters({0.1, 0.3}), data({0.5, 0.2})));
    const Program program = compile(graph, {.inline_below = 0});
    const std::vector<double> points = some_points(3001);
    const std::vector<double> theta{0.1, 0.3};
    const ThreadWorkers workers(4);
    const ProgramSum alone = program.sum(theta, rows(points, 2));
    const ProgramSum shared = program.sum(theta, rows(points, 2), {.workers = &workers});
    CHECK(shared.value == alone.value);
    CHECK(shared.gradient == alone.gradient);
    std::vector<double> outputs(9003), same(9003);
    program.map(theta, rows(points, 2), rows(outputs, 3));
    program.map(theta, rows(points, 2), rows(same, 3), {.workers = &workers});
    CHECK(outputs == same);
}
