#pragma once

#include <autodiff/graph/node.hpp>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

namespace autodiff {

/// A comparison whose outcome decided how the recorded program went on.
struct Guard {
    NodeId comparison;
    bool taken;
    friend bool operator==(const Guard&, const Guard&) = default;
};

/// The expression graph: operations in the order in which they ran, from numbered inputs to numbered outputs. A
/// function from R^inputs to R^outputs that can be printed, evaluated, rewritten and differentiated.
class Graph {
  public:
    /// The next input. Inputs are numbered in the order in which they are added.
    NodeId add_input();
    NodeId add_constant(double value);
    /// Throws GraphError when the number of arguments does not fit the operation or an argument is not yet there.
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments);
    NodeId add(ops::Opcode operation, std::initializer_list<NodeId> arguments) {
        return add(operation, std::span(arguments.begin(), arguments.size()));
    }
    template <class Op>
    NodeId add(std::initializer_list<NodeId> arguments) {
        return add(ops::opcode<Op>, arguments);
    }
    void add_output(NodeId node);
    /// Throws GraphError unless `comparison` is one.
    void add_guard(NodeId comparison, bool taken);
    void clear_outputs() { outputs_.clear(); }
    /// The last `count` inputs are data: they differ from point to point, while those before them, the parameters, are
    /// shared by all points. Derivatives are taken with respect to the parameters only. Throws GraphError when there
    /// are not as many inputs.
    void set_data_inputs(std::size_t count);

    [[nodiscard]] std::size_t size() const { return nodes_.size(); }
    [[nodiscard]] const Node& node(NodeId id) const { return nodes_[index(id)]; }
    [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
    [[nodiscard]] std::span<const NodeId> arguments(NodeId id) const;
    [[nodiscard]] std::span<const NodeId> inputs() const { return inputs_; }
    /// Those that are not data: what derivatives are taken with respect to.
    [[nodiscard]] std::span<const NodeId> parameters() const { return inputs().first(inputs_.size() - data_inputs_); }
    /// How many of the last inputs are data.
    [[nodiscard]] std::size_t data_inputs() const { return data_inputs_; }
    [[nodiscard]] std::span<const NodeId> outputs() const { return outputs_; }
    [[nodiscard]] std::span<const Guard> guards() const { return guards_; }

    /// The outputs at the point x. Throws ShapeError for the wrong number of inputs, and GuardError where the recorded
    /// program would have branched otherwise.
    [[nodiscard]] std::vector<double> operator()(std::span<const double> x) const;
    [[nodiscard]] std::vector<double> operator()(std::initializer_list<double> x) const {
        return (*this)(std::span(x.begin(), x.size()));
    }
    /// The value of a graph with one input and one output.
    [[nodiscard]] double operator()(double x) const;

  private:
    NodeId append(const Node& node);

    std::vector<Node> nodes_;
    std::vector<NodeId> long_arguments_; // of n-ary operations
    std::vector<NodeId> inputs_;
    std::vector<NodeId> outputs_;
    std::vector<Guard> guards_;
    std::size_t data_inputs_ = 0;
};

/// Number of arguments of the operation, or ops::any_number.
[[nodiscard]] int arity(ops::Opcode operation);
[[nodiscard]] const ops::Notation& notation(ops::Opcode operation);

} // namespace autodiff
