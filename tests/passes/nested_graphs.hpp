// Random graphs that call others, once and in loops.
#pragma once

#include <autodiff/graph/graph.hpp>

#include <memory>
#include <random>
#include <vector>

namespace passes_test {

/// A graph with calls nested `depth` deep: of one output or several, smooth but for a maximum, with guards that always
/// hold, and values of moderate size where the inputs are. Bodies are called several times, loops run 0 to 5 steps.
autodiff::Graph random_nested(std::size_t depth, std::size_t inputs, std::size_t outputs, std::mt19937_64& random);

/// The random body of a loop: `states` outputs, and states + shared + elements inputs.
std::shared_ptr<const autodiff::Graph> random_body(std::size_t states, std::size_t others, std::mt19937_64& random);

/// A graph whose inputs are the arguments of one call of the function, and whose outputs are its results.
autodiff::Graph calling(const autodiff::GraphFunction& function);

std::vector<double> random_point(std::size_t n, std::mt19937_64& random);

/// The largest difference of two vectors, divided by the largest number in them (1 at least).
double distance(const std::vector<double>& a, const std::vector<double>& b);

} // namespace passes_test
