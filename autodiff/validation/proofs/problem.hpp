#pragma once

#include <autodiff/enclosures/exact_real.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/formula.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace autodiff::proofs {

/// Functions of the same variables in one graph, in which equal subexpressions are one node. Its inputs are the
/// variables and then exact numbers; its constants are the doubles that they are.
struct Problem {
    Graph graph;
    std::size_t variables = 0;
    std::vector<ExactReal> numbers;
    std::vector<double> nearest; ///< to the numbers
    std::vector<std::string> input_texts;

    /// The expression at a node, with the names of the variables and numbers.
    [[nodiscard]] std::string text(NodeId node) const;
};

/// Puts a problem together; the outputs of all graphs are its outputs, in this order.
class ProblemBuilder {
  public:
    explicit ProblemBuilder(std::vector<std::string> names);

    /// Input i of the graph is variable places[i]; those after it are the numbers.
    void add(const Graph& graph, std::span<const std::size_t> places, std::span<const ExactNumber> numbers);
    Problem take();

  private:
    struct Part {
        Graph graph;
        std::vector<std::size_t> places; // of its inputs, among the inputs of the problem
    };

    Problem problem_;
    std::vector<Part> parts_;
};

} // namespace autodiff::proofs
