#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/parallel.hpp>

#include <oneapi/tbb/global_control.h>

#include <random>
#include <vector>

using namespace autodiff;

namespace {

/// The negative log-likelihood of a logistic regression; the label is the last number of a point.
const auto logistic = [](const auto& theta, const auto& point) {
    const std::size_t n = point.size() - 1;
    Var z = theta[n];
    for (std::size_t i = 0; i < n; ++i) z += theta[i] * point[i];
    return Var(softplus(z) - point[n] * z);
};

struct Problem {
    explicit Problem(std::size_t count, std::uint64_t seed) {
        std::mt19937_64 random(seed);
        std::normal_distribution<> normal;
        for (double& t : theta) t = normal(random);
        for (std::size_t i = 0; i < count; ++i) {
            for (int k = 0; k < 4; ++k) points.push_back(normal(random));
            points.push_back(double(i % 3 == 0));
        }
    }
    [[nodiscard]] ValueAndGradient by_tape() const {
        return value_and_gradient(
            [&](const std::vector<Var>& t) {
                Var total = 0;
                for (std::size_t i = 0; i < points.size(); i += 5)
                    total += logistic(t, std::vector<Var>(points.begin() + std::ptrdiff_t(i),
                                                          points.begin() + std::ptrdiff_t(i) + 5));
                return total;
            },
            theta);
    }

    std::vector<double> theta = std::vector<double>(5);
    std::vector<double> points;
};

const Graph loss() { return value_and_gradient(record(logistic, parameters(5), data(5))); }

} // namespace

TEST_CASE("a sum over points is what the tape adds up, for any number of points and on every instruction set") {
    const std::uint64_t seed = test_seed();
    INFO("seed " << seed);
    for (const InstructionSet set : instruction_sets()) {
        INFO(name(set));
        const Program program = compile(loss(), {.instruction_set = set});
        for (const std::size_t count : std::vector<std::size_t>{0, 1, 2, 7, 8, 9, 63, 64, 65, 128, 1000, 5000}) {
            const Problem problem(count, seed);
            const ValueAndGradient truth = problem.by_tape();
            const auto [value, gradient] = program.sum(problem.theta, rows(problem.points, 5));
            INFO(count << " points");
            CHECK(value == Approx(truth.value).epsilon(1e-13));
            REQUIRE(gradient.size() == 5);
            for (std::size_t k = 0; k < 5; ++k)
                CHECK(gradient[k] == Approx(truth.gradient[k]).epsilon(1e-12).margin(1e-12 * double(count)));
        }
    }
}

TEST_CASE("a sum has the same bits for any number of threads") {
    const Problem problem(200'000, 3);
    const Program program = compile(loss());
    const ProgramSum alone = program.sum(problem.theta, rows(problem.points, 5));
    for (const std::size_t threads : std::vector<std::size_t>{1, 2, 3, 8}) {
        const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
        const ProgramSum shared = program.sum(problem.theta, rows(problem.points, 5), {.workers = &all_cores()});
        CHECK(shared.value == alone.value);
        CHECK(shared.gradient == alone.gradient);
    }
}

TEST_CASE("points may lie in rows or columns, or with gaps") {
    const Problem problem(100, 4);
    std::vector<double> turned(500);
    std::vector<double> spaced(700);
    for (std::size_t i = 0; i < 100; ++i)
        for (std::size_t k = 0; k < 5; ++k) turned[k * 100 + i] = spaced[i * 7 + k] = problem.points[i * 5 + k];
    const Program program = compile(loss());
    const ProgramSum expected = program.sum(problem.theta, rows(problem.points, 5));
    CHECK(program.sum(problem.theta, columns(turned, 100)).gradient == expected.gradient);
    CHECK(program.sum(problem.theta, Points(spaced.data(), 100, 5, 7)).gradient == expected.gradient);
}

TEST_CASE("the progress callback hears of all points and can end a run") {
    const Problem problem(100'000, 5);
    const Program program = compile(loss());
    std::size_t last = 0;
    RunOptions options;
    options.progress = [&](std::size_t done, std::size_t total) {
        CHECK(done > last);
        CHECK(total == 100'000);
        last = done;
        return true;
    };
    static_cast<void>(program.sum(problem.theta, rows(problem.points, 5), options));
    CHECK(last == 100'000);
    options.progress = [](std::size_t, std::size_t) { return false; };
    CHECK_THROWS_AS(program.sum(problem.theta, rows(problem.points, 5), options), Cancelled);
}

TEST_CASE("sizes that do not fit are refused in a sentence") {
    const Problem problem(10, 6);
    const Program program = compile(loss());
    CHECK_THROWS_WITH(program.sum(std::vector{1.0}, rows(problem.points, 5)),
                      Catch::Matchers::Contains("Program::sum: expected 5 parameters, got 1"));
    CHECK_THROWS_WITH(program.sum(problem.theta, rows(problem.points, 2)),
                      Catch::Matchers::Contains("expected 5 numbers a point, got 2"));
    CHECK_THROWS_AS(rows(problem.points, 3), ShapeError);
}

TEST_CASE("outputs that do not vary count once for each point") {
    const Graph graph = record(
        [](const auto& theta, const auto&) {
            return std::vector<Var>{theta[0] * 2, Var(3)};
        },
        parameters(1), data(1));
    const std::vector<double> points(77);
    const auto [value, rest] = compile(graph).sum(std::vector{5.0}, rows(points, 1));
    CHECK(value == 770);
    CHECK(rest == std::vector{231.0});
}
