// Graphs for the tests of passes: built from functions of symbols, written out as text, made at random.
#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/graph/symbol.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace passes_test {

/// The graph of f, which takes the inputs as a vector of symbols and returns one symbol or a vector of them.
template <class F>
autodiff::Graph graph_of(std::size_t inputs, F&& f) {
    autodiff::Graph graph;
    std::vector<autodiff::Symbol> x;
    for (std::size_t i = 0; i < inputs; ++i) x.emplace_back(graph, graph.add_input());
    if constexpr (requires { f(x).begin(); })
        for (const autodiff::Symbol& y : f(x)) graph.add_output(y.node_in(graph));
    else
        graph.add_output(autodiff::Symbol(f(x)).node_in(graph));
    return graph;
}

/// An output as nested calls, e.g. "mul(2, exp(x0))".
std::string text(const autodiff::Graph& graph, std::size_t output = 0);

/// The number of nodes with this operation.
template <class Op>
std::size_t count(const autodiff::Graph& graph) {
    std::size_t n = 0;
    for (const autodiff::Node& node : graph.nodes()) n += node.is<Op>() ? 1 : 0;
    return n;
}

/// Whether two graphs are the same node by node.
bool same(const autodiff::Graph& a, const autodiff::Graph& b);

/// Equal bits, or both NaN.
bool same_bits(double a, double b);

/// |a - b| in units of the last place of b as a double; infinite for NaN.
double ulps(long double a, long double b);

/// The outputs at x, guards not looked at.
std::vector<double> outputs(const autodiff::Graph& graph, const std::vector<double>& x);
/// The same, computed with 64 bits instead of 53.
std::vector<long double> outputs_in_long_double(const autodiff::Graph& graph, const std::vector<double>& x);

/// Calls f(opcode) for every operation of the catalogue.
template <class F>
void for_each_operation_code(F&& f) {
    for (std::size_t i = 0; i < autodiff::ops::Catalogue::size; ++i) f(static_cast<autodiff::ops::Opcode>(i));
}

struct RandomGraph {
    std::size_t inputs = 3;
    std::size_t operations = 40;
    /// Chosen from with equal chance.
    std::vector<autodiff::ops::Opcode> codes;
    std::vector<double> constants;
};

/// A random graph whose last few nodes are outputs, with guards on comparisons where the codes have some: the guards
/// hold at the point x.
autodiff::Graph make(const RandomGraph& shape, std::mt19937_64& random, const std::vector<double>& x);

} // namespace passes_test
