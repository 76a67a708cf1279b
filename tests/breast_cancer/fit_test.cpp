#include "breast_cancer/fit.hpp"
#include "breast_cancer/newton.hpp"
#include "catch.hpp"

#include <random>

using namespace breast_cancer;

namespace {

const DataSet& wisconsin() {
    static const DataSet data = read_data_set(AUTODIFF_EXAMPLE_DATA "/breast_cancer.csv");
    return data;
}

newton::Problem problem_of(const DataSet& data) { return newton::make_problem(data.features, data.classes); }

std::vector<double> random_point(std::size_t n, double spread, std::mt19937_64& random) {
    std::normal_distribution<double> normal(0, spread);
    std::vector<double> x(n);
    for (double& element : x) { element = normal(random); }
    return x;
}

Eigen::VectorXd as_eigen(const std::vector<double>& x) {
    return Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
}

/// The largest difference between two vectors, relative to the norm of the second.
double distance(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
    return (a - b).lpNorm<Eigen::Infinity>() / b.norm();
}

/// Samples whose class depends on two of `features` features, and on chance.
DataSet noisy_data(std::size_t samples, std::size_t features, std::mt19937_64& random) {
    DataSet data{{"no", "yes"}, std::vector<std::string>(features, "x"), {}, {}};
    std::normal_distribution<double> noise(0, 1);
    for (std::size_t i = 0; i < samples; ++i) {
        data.features.push_back(random_point(features, 3, random));
        const auto& x = data.features.back();
        data.classes.push_back(i < 2 ? static_cast<int>(i) : x[0] - 2 * x[1] + noise(random) > 0 ? 1 : 0);
    }
    return data;
}

const OnIteration silent = [](const Progress&) {};

} // namespace

TEST_CASE("the fit to the breast-cancer data ends where an independent Newton solve ends") {
    const Samples samples = standardised(wisconsin());
    const Fit result = fit(samples, std::vector<double>(31), silent);
    const newton::Problem problem = problem_of(wisconsin());
    const Eigen::VectorXd optimum = newton::solve(problem);

    CHECK(result.reached.gradient_norm < 1e-8);
    CHECK(newton::gradient(problem, as_eigen(result.parameters)).norm() < 1e-8);
    CHECK(result.reached.loss == Approx(newton::loss(problem, optimum)).epsilon(1e-10));
    CHECK((as_eigen(result.parameters) - optimum).lpNorm<Eigen::Infinity>() < 1e-7);
    const Eigen::VectorXd scores = problem.features * optimum;
    const auto hits = ((scores.array() > 0).cast<double>() == problem.classes.array()).count();
    CHECK(correct(result.parameters, samples) == static_cast<std::size_t>(hits));
}

TEST_CASE("the fit reaches the same optimum from any starting point") {
    const auto seed = GENERATE(take(8, random(0, 1 << 30)));
    const double spread = GENERATE(1.0, 30.0);
    CAPTURE(seed, spread);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const Fit result = fit(standardised(wisconsin()), random_point(31, spread, random), silent);
    static const Eigen::VectorXd optimum = newton::solve(problem_of(wisconsin()));
    CHECK(result.reached.gradient_norm < 1e-8);
    CHECK((as_eigen(result.parameters) - optimum).lpNorm<Eigen::Infinity>() < 1e-7);
}

TEST_CASE("the fit by programs ends where the fit by the tape ends") {
    const auto seed = GENERATE(take(4, random(0, 1 << 30)));
    const double spread = GENERATE(0.01, 1.0, 30.0);
    CAPTURE(seed, spread);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const Samples samples = standardised(wisconsin());
    const Fit result = fit(by_program(samples), random_point(31, spread, random), silent);
    static const Eigen::VectorXd optimum = newton::solve(problem_of(wisconsin()));
    CHECK(result.reached.gradient_norm < 1e-8);
    CHECK(newton::gradient(problem_of(wisconsin()), as_eigen(result.parameters)).norm() < 1.1e-8);
    CHECK((as_eigen(result.parameters) - optimum).lpNorm<Eigen::Infinity>() < 1e-7);
}

TEST_CASE("programs and the tape agree on the loss, its change and the gradients of both") {
    const auto seed = GENERATE(take(10, random(0, 1 << 30)));
    const double size = GENERATE(1e-9, 0.1, 1.0, 10.0);
    CAPTURE(seed, size);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const Samples samples = standardised(wisconsin());
    const std::vector<double> start = random_point(31, 1, random);
    const std::vector<double> step = random_point(31, size, random);
    const Losses tape = on_tape(samples);
    const Losses program = by_program(samples);
    std::vector<double> expected(31);
    std::vector<double> gradient(31, -1.0);
    const double loss = tape.loss(expected, start);
    CHECK(program.loss(gradient, start) == Approx(loss).epsilon(1e-13));
    CHECK(distance(as_eigen(gradient), as_eigen(expected)) < 1e-13);
    // Of small steps the terms cancel in the sum: it is as exact as the largest of them allow.
    const double change = tape.change_from(start)(expected, step);
    CHECK(program.change_from(start)(gradient, step) == Approx(change).epsilon(1e-11).margin(1e-13 * loss * size));
    CHECK(distance(as_eigen(gradient), as_eigen(expected)) < 1e-12);
}

TEST_CASE("fits to random data reach the Newton optimum") {
    const auto seed = GENERATE(take(20, random(0, 1 << 30)));
    CAPTURE(seed);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const std::size_t n = 2 + random() % 200;
    const std::size_t d = 2 + random() % 12;
    CAPTURE(n, d);
    const DataSet data = noisy_data(n, d, random);
    const Fit result = fit(standardised(data), std::vector<double>(d + 1), silent);
    const Eigen::VectorXd optimum = newton::solve(problem_of(data));
    CHECK(result.reached.gradient_norm < 1e-8);
    // The Hessian's smallest eigenvalue belongs to the bias, sum of p(1-p), and is small for a handful of samples.
    const Eigen::VectorXd eigenvalues =
        newton::hessian(problem_of(data), optimum).selfadjointView<Eigen::Lower>().eigenvalues();
    CHECK((as_eigen(result.parameters) - optimum).norm() < 1.1e-8 / eigenvalues.minCoeff());
}

TEST_CASE("the tape's loss and gradient are those worked out by hand") {
    const auto seed = GENERATE(take(10, random(0, 1 << 30)));
    const double spread = GENERATE(0.01, 1.0, 20.0);
    CAPTURE(seed, spread);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const Samples samples = standardised(wisconsin());
    const newton::Problem problem = problem_of(wisconsin());
    const std::vector<double> x = random_point(31, spread, random);
    const auto [value, gradient] =
        ad::value_and_gradient([&](std::span<const ad::Var> p) { return loss(p, samples); }, x);
    CHECK(value == Approx(newton::loss(problem, as_eigen(x))).epsilon(1e-13));
    CHECK(distance(as_eigen(gradient), newton::gradient(problem, as_eigen(x))) < 1e-13);
}

TEST_CASE("the change of the loss is the difference of two losses, with the gradient of the second") {
    const auto seed = GENERATE(take(10, random(0, 1 << 30)));
    const double size = GENERATE(1e-9, 1e-3, 1.0, 10.0);
    CAPTURE(seed, size);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const Samples samples = standardised(wisconsin());
    const newton::Problem problem = problem_of(wisconsin());
    const std::vector<double> start = random_point(31, 1, random);
    const std::vector<double> step = random_point(31, size, random);
    const Eigen::VectorXd end = as_eigen(start) + as_eigen(step);

    const auto [change, gradient] = ad::value_and_gradient(LossChange(samples, start), step);
    const double difference = newton::loss(problem, end) - newton::loss(problem, as_eigen(start));
    CHECK(change == Approx(difference).epsilon(1e-12).margin(1e-12 * newton::loss(problem, end)));
    CHECK(distance(as_eigen(gradient), newton::gradient(problem, end)) < 1e-12);
}

TEST_CASE("the change of the loss keeps its digits where the losses themselves have lost theirs") {
    const newton::Problem problem = problem_of(wisconsin());
    const Eigen::VectorXd optimum = newton::solve(problem);
    const auto seed = GENERATE(take(10, random(0, 1 << 30)));
    CAPTURE(seed);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const std::vector<double> step = random_point(31, 1e-9, random);
    const Samples samples = standardised(wisconsin());
    const std::vector<double> start(optimum.begin(), optimum.end());
    const double change = ad::value_and_gradient(LossChange(samples, start), step).value;
    // At the optimum the change is that of the quadratic model; the cubic term is a billionth of it.
    const Eigen::VectorXd s = as_eigen(step);
    const double expected =
        newton::gradient(problem, optimum).dot(s) + s.dot(newton::hessian(problem, optimum) * s) / 2;
    CHECK(expected < 1e-14);
    CHECK(change == Approx(expected).epsilon(1e-3));
}

TEST_CASE("progress is told as the loss falls") {
    std::vector<Progress> told;
    const Fit result = fit(standardised(wisconsin()), std::vector<double>(31),
                           [&told](const Progress& progress) { told.push_back(progress); });
    REQUIRE(told.size() > 10);
    CHECK(told.front().iterations == 0);
    CHECK(told.front().loss == Approx(569 * std::log(2.0)));
    CHECK(told.back().iterations == result.reached.iterations);
    CHECK(told.back().evaluations == result.reached.evaluations);
    CHECK(told.back().evaluations >= told.back().iterations);
    for (std::size_t i = 1; i < told.size(); ++i) { CHECK(told[i].loss <= told[i - 1].loss * (1 + 1e-13)); }
}

TEST_CASE("a fit that starts at its optimum takes no iteration") {
    const Samples samples = standardised(wisconsin());
    const Fit first = fit(samples, std::vector<double>(31), silent);
    const Fit second = fit(samples, first.parameters, silent);
    CHECK(second.reached.iterations == 0);
    CHECK(second.reached.evaluations == 1);
    CHECK(second.parameters == first.parameters);
}

TEST_CASE("a fit that cannot descend says so") {
    const Samples samples = standardised(wisconsin());
    CHECK_THROWS_AS(fit(samples, std::vector<double>(31, 1e200), silent), FitError);
}
