#include <engines/random_program.hpp>

#include <algorithm>
#include <cmath>

namespace engines {

namespace {

constexpr double largest = 1e3;

double uniform(double low, double high, std::mt19937_64& random) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

double random_constant(std::mt19937_64& random) {
    return random() % 3 == 0 ? static_cast<double>(random() % 4) : uniform(-3, 3, random);
}

std::size_t argument_count(const Row& row, std::mt19937_64& random) {
    if (row.arity != autodiff::ops::any_number) return static_cast<std::size_t>(row.arity);
    return row.name == "dot" ? 2 * (1 + random() % 3) : 1 + random() % 5;
}

/// A step under construction with its value and partials.
struct Candidate {
    Step step;
    double value = 0;
    std::vector<double> partials;

    [[nodiscard]] bool moderate() const {
        const auto fine = [](double x) { return std::abs(x) <= largest; };
        return fine(value) && (value == 0 || std::abs(value) > 1 / largest) &&
               std::all_of(partials.begin(), partials.end(), fine);
    }
};

Candidate propose(const Row& row, const std::vector<double>& values, std::mt19937_64& random) {
    Candidate c;
    c.step.code = row.code;
    c.step.weight = uniform(-2, 2, random);
    std::vector<double> x;
    for (std::size_t k = argument_count(row, random); k > 0; --k) {
        Step::Argument argument;
        if (random() % 5 == 0)
            argument.constant = random_constant(random);
        else
            argument.value = random() % values.size();
        if (argument.value == none && row.arity > 1 && random() % 2 == 0) c.step.plain = x.size();
        x.push_back(argument.value == none ? argument.constant : values[argument.value]);
        c.step.arguments.push_back(argument);
    }
    c.value = row.value(x);
    for (std::size_t k = 0; k < x.size(); ++k)
        c.partials.push_back(c.step.arguments[k].value == none ? 0 : row.partial(x, k, c.value));
    return c;
}

/// |d result / d value| summed over all paths, from the last value back to the inputs.
std::vector<double> path_sizes(std::size_t inputs, const std::vector<Candidate>& steps) {
    std::vector<double> sizes(inputs + steps.size());
    for (std::size_t i = steps.size(); i-- > 0;) {
        const Candidate& c = steps[i];
        const double size = sizes[inputs + i] += std::abs(c.step.weight);
        for (std::size_t k = 0; k < c.partials.size(); ++k)
            if (c.step.arguments[k].value != none) sizes[c.step.arguments[k].value] += size * std::abs(c.partials[k]);
    }
    sizes.resize(inputs);
    return sizes;
}

} // namespace

Program random_program(std::size_t inputs, std::size_t length, std::size_t first, std::mt19937_64& random) {
    Program program;
    for (std::size_t i = 0; i < inputs; ++i) program.point.push_back(uniform(-2, 2, random));
    std::vector<double> values = program.point;
    std::vector<Candidate> steps;
    for (std::size_t i = 0; i < length; ++i) {
        const Row& row = rows()[(first + i) % rows().size()];
        for (int attempts = 60; attempts > 0; --attempts) {
            Candidate c = propose(row, values, random);
            if (!c.moderate()) continue;
            values.push_back(c.value);
            steps.push_back(std::move(c));
            break;
        }
    }
    program.path_sizes = path_sizes(inputs, steps);
    for (Candidate& c : steps) program.steps.push_back(std::move(c.step));
    return program;
}

} // namespace engines
