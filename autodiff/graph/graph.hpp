#pragma once

#include <autodiff/base/id_range.hpp>
#include <autodiff/graph/function.hpp>
#include <autodiff/graph/node.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
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
    void clear_guards() { guards_.clear(); }

    /// Enters what calls of this graph may call; its number in functions(). A function that is equal to one which is
    /// there, node by node, is that one. Throws GraphError where the sizes do not fit, or for nesting deeper than 100.
    std::uint32_t add_function(GraphFunction function);
    /// A call has results and no value. Throws GraphError when the number of arguments does not fit or one is not yet
    /// there.
    NodeId add_call(std::uint32_t function, std::span<const NodeId> arguments);
    /// One result of a call, a node like any other. Throws GraphError when there is none of this number.
    NodeId add_result(NodeId call, std::size_t number);
    /// The last `count` inputs are data: they differ from point to point, while those before them, the parameters, are
    /// shared by all points. Derivatives are taken with respect to the parameters only. Throws GraphError when there
    /// are not as many inputs.
    void set_data_inputs(std::size_t count);

    /// Room for as many nodes, so that adding them moves nothing.
    void reserve(std::size_t nodes) { nodes_.reserve(nodes); }
    [[nodiscard]] std::size_t size() const { return nodes_.size(); }
    [[nodiscard]] const Node& node(NodeId id) const { return nodes_[index(id)]; }
    [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
    [[nodiscard]] std::span<const NodeId> arguments(NodeId id) const {
        const Node& node = nodes_[index(id)];
        const int count = node.is_operation() ? arity(node.opcode()) : node.is_result() ? 1 : 0;
        if (node.is_call() || count == ops::any_number)
            return std::span(long_arguments_).subspan(index(node.arguments[0]), index(node.arguments[1]));
        return std::span(node.arguments).first(static_cast<std::size_t>(count));
    }
    [[nodiscard]] std::span<const NodeId> inputs() const { return inputs_; }
    /// Those that are not data: what derivatives are taken with respect to.
    [[nodiscard]] std::span<const NodeId> parameters() const { return inputs().first(inputs_.size() - data_inputs_); }
    /// How many of the last inputs are data.
    [[nodiscard]] std::size_t data_inputs() const { return data_inputs_; }
    [[nodiscard]] std::span<const NodeId> outputs() const { return outputs_; }
    [[nodiscard]] std::span<const Guard> guards() const { return guards_; }
    [[nodiscard]] std::span<const GraphFunction> functions() const { return functions_; }
    /// What the node `call` calls.
    [[nodiscard]] const GraphFunction& function(NodeId call) const { return functions_[node(call).function()]; }
    /// How deep calls are nested: 0 without calls.
    [[nodiscard]] std::size_t nesting() const { return nesting_; }
    /// Whether there are guards, here or in a graph that is called.
    [[nodiscard]] bool guarded() const { return !guards_.empty() || calls_guarded_; }
    /// Equal node by node.
    friend bool operator==(const Graph&, const Graph&) = default;

    /// The outputs at the point x. Throws ShapeError for the wrong number of inputs, and GuardError where the recorded
    /// program would have branched otherwise.
    [[nodiscard]] std::vector<double> operator()(std::span<const double> x) const;
    [[nodiscard]] std::vector<double> operator()(std::initializer_list<double> x) const {
        return (*this)(std::span(x.begin(), x.size()));
    }
    /// The value of a graph with one input and one output.
    [[nodiscard]] double operator()(double x) const;

  private:
    NodeId append(const Node& node) {
        if (nodes_.size() >= id_mask - 1) throw_full();
        nodes_.push_back(node);
        return static_cast<NodeId>(nodes_.size() - 1);
    }
    [[noreturn]] static void throw_full();
    /// Throws GraphError unless the node is there and has a value.
    void require_argument(NodeId argument, std::string_view of) const {
        if (index(argument) >= nodes_.size() || node(argument).is_call()) throw_no_argument(argument, of);
    }
    [[noreturn]] void throw_no_argument(NodeId argument, std::string_view of) const;
    /// Place and count in long_arguments_.
    std::array<NodeId, 2> add_list(std::span<const NodeId> arguments);

    std::vector<Node> nodes_;
    std::vector<NodeId> long_arguments_; // of n-ary operations and calls
    std::vector<NodeId> inputs_;
    std::vector<NodeId> outputs_;
    std::vector<Guard> guards_;
    std::vector<GraphFunction> functions_;
    std::size_t nesting_ = 0;
    bool calls_guarded_ = false;
    std::size_t data_inputs_ = 0;
};

/// The graph of one call: its inputs are the arguments, its outputs the results.
[[nodiscard]] Graph graph_of_call(const GraphFunction& function);

[[nodiscard]] const ops::Notation& notation(ops::Opcode operation);

} // namespace autodiff
