#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>
#include <autodiff/program.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace autodiff;

namespace {

using Numbers = std::vector<double>;

/// Which factors of a square matrix there are.
using Pattern = std::vector<std::vector<bool>>;

Pattern pattern(const std::string& kind, std::size_t size, std::mt19937_64& random) {
    Pattern result(size, std::vector<bool>(size, true));
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j) {
            if (kind == "lower triangle") result[i][j] = j <= i;
            if (kind == "upper triangle") result[i][j] = j >= i;
            if (kind == "holes") result[i][j] = std::bernoulli_distribution(0.7)(random);
        }
    return result;
}

/// A mixture of normal densities: offsets, means and factors of components, each of which takes a matrix times the
/// difference of a point from its mean.
struct Mixture {
    Pattern factors;
    std::size_t components;

    [[nodiscard]] std::size_t size() const { return factors.size(); }
    [[nodiscard]] std::size_t parameter_count() const { return components * (1 + size() + size() * size()); }

    [[nodiscard]] Graph loss() const {
        return value_and_gradient(record(
            [&](const auto& theta, const auto& x) {
                auto t = theta.begin();
                std::vector<Var> terms;
                for (std::size_t k = 0; k < components; ++k) {
                    const Var offset = *t++;
                    Var squares = 0;
                    std::vector<Var> difference;
                    for (std::size_t j = 0; j < size(); ++j) difference.push_back(x[j] - *t++);
                    for (std::size_t i = 0; i < size(); ++i) {
                        Var y = 0;
                        for (std::size_t j = 0; j < size(); ++j, ++t)
                            if (factors[i][j]) y += *t * difference[j];
                        squares += y * y;
                    }
                    terms.push_back(offset - 0.5 * squares);
                }
                return Var(log_sum_exp(terms));
            },
            parameters(parameter_count()), data(size())));
    }
};

/// What a program adds up, against what the graph gives each point.
void check_sum(const Graph& graph, const Numbers& theta, const Numbers& points, const CompileOptions& options) {
    const std::size_t size = graph.data_inputs();
    const ProgramSum sum = compile(graph, options).sum(theta, rows(points, size));
    Numbers total(graph.outputs().size());
    Numbers magnitude(total.size());
    for (auto point = points.begin(); point != points.end(); point += std::ptrdiff_t(size)) {
        Numbers inputs = theta;
        inputs.insert(inputs.end(), point, point + std::ptrdiff_t(size));
        const Numbers outputs = graph(inputs);
        for (std::size_t k = 0; k < total.size(); ++k) {
            total[k] += outputs[k];
            magnitude[k] += std::abs(outputs[k]);
        }
    }
    const double largest = *std::max_element(magnitude.begin(), magnitude.end());
    CHECK(std::abs(sum.value - total[0]) <= 1e-12 * magnitude[0]);
    for (std::size_t k = 1; k < total.size(); ++k) {
        INFO("component " << k << " of the gradient");
        CHECK(std::abs(sum.gradient[k - 1] - total[k]) <= 1e-11 * magnitude[k] + 1e-13 * largest);
    }
}

} // namespace

TEST_CASE("matrices that multiply differences give the sums of the single points, whatever their pattern") {
    INFO("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    std::normal_distribution<> normal;
    for (const std::string kind : {"full", "lower triangle", "upper triangle", "holes"})
        for (std::size_t size = 1; size <= 10; ++size) {
            const Mixture mixture{pattern(kind, size, random), 1 + size % 4};
            const Graph graph = mixture.loss();
            Numbers theta(mixture.parameter_count());
            for (double& t : theta) t = normal(random);
            Numbers points(size * (16 * 8 + 5));
            for (double& x : points) x = normal(random);
            for (const InstructionSet set : instruction_sets())
                for (const std::size_t lanes : std::vector<std::size_t>{0, 8, 24}) {
                    INFO(kind << " of " << size << ", " << mixture.components << " components, " << name(set) << ", "
                              << lanes << " lanes");
                    check_sum(graph, theta, points, {.instruction_set = set, .lanes = lanes});
                }
        }
}

TEST_CASE("data next to a mean far from 0 lose nothing: the difference is taken first") {
    INFO("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    std::normal_distribution<> normal;
    const Mixture mixture{pattern("lower triangle", 6, random), 3};
    const double far = 0x1p40;
    Numbers theta(mixture.parameter_count());
    std::size_t next = 0;
    for (std::size_t k = 0; k < mixture.components; ++k) {
        theta[next++] = normal(random);
        for (std::size_t j = 0; j < 6; ++j) theta[next++] = far + std::round(4 * normal(random)) / 4;
        for (std::size_t j = 0; j < 36; ++j) theta[next++] = normal(random);
    }
    Numbers points(6 * 200);
    for (double& x : points) x = far + std::round(1024 * normal(random)) / 1024;
    const Graph graph = mixture.loss();
    for (const InstructionSet set : instruction_sets()) {
        INFO(name(set));
        check_sum(graph, theta, points, {.instruction_set = set});
    }
}
