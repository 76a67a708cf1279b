#pragma once

#include <autodiff/graph/graph.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace autodiff {

namespace passes {

/// Gives `target` the guards of `source`, whose node i stands at places[i]. A guard said twice is kept once. A
/// comparison that became a constant needs no guard where it holds; where it does not, it is written out again, so that
/// the graph still refuses.
void copy_guards(const Graph& source, std::span<const NodeId> places, Graph& target);

/// The graphs that are called, as a pass leaves them: each goes through the pass once, however many calls of it there
/// are on whatever level, and those that become equal become one.
class Bodies {
  public:
    using Pass = std::function<Graph(const Graph&, Bodies&)>;

    /// Without a pass (nullptr) every graph stays as it is.
    explicit Bodies(Pass pass) : pass_(std::move(pass)) {}

    /// The graph that stands for `body`; itself where the pass changes nothing.
    std::shared_ptr<const Graph> operator()(const std::shared_ptr<const Graph>& body);
    GraphFunction operator()(GraphFunction function);

  private:
    Pass pass_;
    std::unordered_map<std::shared_ptr<const Graph>, std::shared_ptr<const Graph>> done_;
    std::vector<std::shared_ptr<const Graph>> results_;
};

/// pass(graph, bodies), where `bodies` does the same to all graphs that are called.
Graph through_calls(const Graph& graph, const Bodies::Pass& pass);

/// The functions of `source` in `target`, entered when a call asks for them: those that nobody calls stay behind.
class FunctionNumbers {
  public:
    FunctionNumbers(const Graph& source, Graph& target, Bodies& bodies)
        : source_(source), target_(target), bodies_(bodies), numbers_(source.functions().size()) {}

    std::uint32_t operator()(const Node& call) {
        auto& number = numbers_[call.function()];
        if (!number) number = target_.add_function(bodies_(source_.functions()[call.function()]));
        return *number;
    }

  private:
    const Graph& source_;
    Graph& target_;
    Bodies& bodies_;
    std::vector<std::optional<std::uint32_t>> numbers_;
};

/// Adds nodes to a graph as they are, for copy_node.
struct PlainNodes {
    Graph& graph;
    NodeId constant(double value) { return graph.add_constant(value); }
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments) { return graph.add(operation, arguments); }
    NodeId call(std::uint32_t function, std::span<const NodeId> arguments) {
        return graph.add_call(function, arguments);
    }
    NodeId result(NodeId call, std::size_t number) { return graph.add_result(call, number); }
};

/// What `nodes` makes of a node that is no input: of a constant, an operation, a call or a result.
template <class Nodes>
NodeId copy_node(const Node& node, std::span<const NodeId> arguments, Nodes& nodes, FunctionNumbers& functions) {
    if (node.is_constant()) return nodes.constant(node.constant());
    if (node.is_call()) return nodes.call(functions(node), arguments);
    if (node.is_result()) return nodes.result(arguments[0], node.result_number());
    return nodes.add(node.opcode(), arguments);
}

} // namespace passes

/// The traversal of all passes: fills the empty graph `target` with what copy(node, arguments) makes of the constants,
/// operations, calls and results of `source`, in order; `arguments` are the places in `target` of the node's arguments.
/// All inputs come along in their order and kind, then outputs and guards.
template <class Copy>
void rebuild(const Graph& source, Graph& target, Copy copy) {
    target.reserve(source.size());
    std::vector<NodeId> places(source.size());
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (source.node(id).is_input()) {
            places[i] = target.add_input();
            continue;
        }
        arguments.clear();
        for (const NodeId argument : source.arguments(id)) arguments.push_back(places[index(argument)]);
        places[i] = copy(id, std::span<const NodeId>(arguments));
    }
    target.set_data_inputs(source.data_inputs());
    for (const NodeId output : source.outputs()) target.add_output(places[index(output)]);
    passes::copy_guards(source, places, target);
}

} // namespace autodiff
