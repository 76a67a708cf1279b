/// Random graphs for tests of what is done with any graph.
#pragma once

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/graph.hpp>

#include <algorithm>
#include <random>
#include <span>
#include <vector>

namespace random_graph {

using autodiff::Graph;
using autodiff::NodeId;
using autodiff::ops::Opcode;

/// All opcodes of the catalogue.
inline std::vector<Opcode> all_operations() {
    std::vector<Opcode> codes;
    for (std::size_t i = 0; i < autodiff::ops::Catalogue::size; ++i) codes.push_back(static_cast<Opcode>(i));
    return codes;
}

/// A graph of operations chosen among `codes` on inputs, constants and each other. Guards stand on some of its
/// comparisons as they come out at x, which has one number an input; the last nodes are outputs.
inline Graph make(std::span<const double> x, std::size_t operations, std::span<const Opcode> codes,
                  std::span<const double> constants, std::mt19937_64& random) {
    Graph graph;
    for (std::size_t i = 0; i < x.size(); ++i) graph.add_input();
    for (const double constant : constants) graph.add_constant(constant);
    const auto below = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    for (std::size_t i = 0; i < operations; ++i) {
        const Opcode code = codes[below(codes.size())];
        const int count = autodiff::arity(code);
        std::vector<NodeId> arguments;
        // Recent nodes are likelier, so that operations nest.
        for (std::size_t k = count < 0 ? 2 * below(4) : static_cast<std::size_t>(count); k > 0; --k)
            arguments.push_back(
                static_cast<NodeId>(graph.size() - 1 - below(std::min<std::size_t>(graph.size(), 4 + below(20)))));
        graph.add(code, arguments);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(3, graph.size()); ++i)
        graph.add_output(static_cast<NodeId>(graph.size() - 1 - i));
    const std::vector<double> values = node_values(graph, x);
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const bool compares = graph.node(id).is_operation() && autodiff::notation(graph.node(id).opcode()).precedence ==
                                                                   autodiff::ops::Comparison::precedence;
        if (compares && below(2) == 0) graph.add_guard(id, values[i] != 0);
    }
    return graph;
}

} // namespace random_graph
