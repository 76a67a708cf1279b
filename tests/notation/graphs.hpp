#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/graph/symbol.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// Graphs for the tests of how graphs are written.
namespace graphs {

using autodiff::Graph;
using autodiff::NodeId;
using autodiff::Symbol;

/// The graph of a function of `inputs` symbols that returns one symbol; node by node as the function says.
template <class F>
Graph of(std::size_t inputs, F f) {
    Graph graph;
    std::vector<Symbol> x;
    for (std::size_t i = 0; i < inputs; ++i) x.emplace_back(graph, graph.add_input());
    const Symbol y = f(x);
    graph.add_output(y.node_in(graph));
    return graph;
}

/// The same for several outputs.
template <class F>
Graph of_many(std::size_t inputs, F f) {
    Graph graph;
    std::vector<Symbol> x;
    for (std::size_t i = 0; i < inputs; ++i) x.emplace_back(graph, graph.add_input());
    for (const Symbol& y : f(x)) graph.add_output(y.node_in(graph));
    return graph;
}

/// An operation of the catalogue on as many inputs as it takes (four where it takes any number).
inline Graph of_operation(autodiff::ops::Opcode operation) {
    Graph graph;
    const int count = autodiff::arity(operation);
    std::vector<NodeId> inputs;
    for (int i = 0; i < (count == autodiff::ops::any_number ? 4 : count); ++i) inputs.push_back(graph.add_input());
    graph.add_output(graph.add(operation, inputs));
    return graph;
}

/// sin(sin(... sin(x))) with `length` operations.
inline Graph chain(std::size_t length) {
    Graph graph;
    NodeId node = graph.add_input();
    for (std::size_t i = 0; i < length; ++i) node = graph.add<autodiff::ops::Sin>({node});
    graph.add_output(node);
    return graph;
}

/// x doubled `length` times by adding it to itself: 2^length terms when written without sharing.
inline Graph doubling(std::size_t length) {
    Graph graph;
    NodeId node = graph.add_input();
    for (std::size_t i = 0; i < length; ++i) node = graph.add<autodiff::ops::Add>({node, node});
    graph.add_output(node);
    return graph;
}

/// 1 / (1 + exp(-x)) as a program runs it.
inline Graph sigmoid_by_hand() {
    return of(1, [](const auto& x) { return 1 / (1 + exp(-x[0])); });
}

} // namespace graphs
