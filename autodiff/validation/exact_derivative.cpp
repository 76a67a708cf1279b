#include <autodiff/validation/exact_derivative.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/validation/proofs/rule_constants.hpp>

#include <fmt/format.h>
#include <vector>

namespace autodiff {

namespace {

/// Copies nodes of one graph to another, one after the other.
class Copier {
  public:
    Copier(const Graph& source, Graph& target) : source_(source), target_(target), places_(source.size()) {}

    void place(std::size_t i, NodeId node) { places_[i] = node; }
    void copy_operation(NodeId id) {
        room_.clear();
        for (const NodeId argument : source_.arguments(id)) room_.push_back(places_[index(argument)]);
        places_[index(id)] = target_.add(source_.node(id).opcode(), room_);
    }
    void copy_guards() {
        for (const Guard& guard : source_.guards()) target_.add_guard(places_[index(guard.comparison)], guard.taken);
    }
    void copy_output(NodeId output) { target_.add_output(places_[index(output)]); }

  private:
    const Graph& source_;
    Graph& target_;
    std::vector<NodeId> places_;
    std::vector<NodeId> room_;
};

/// The graph with its constants as further inputs, so that no pass can compute with them; their values in `constants`.
Graph constants_as_inputs(const Graph& graph, std::vector<double>& constants) {
    Graph result;
    Copier copier(graph, result);
    for (const NodeId input : graph.inputs()) copier.place(index(input), result.add_input());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_constant()) {
            constants.push_back(node.constant());
            copier.place(i, result.add_input());
        } else if (node.is_operation()) {
            copier.copy_operation(id);
        }
    }
    for (const NodeId output : graph.outputs()) copier.copy_output(output);
    copier.copy_guards();
    return result;
}

struct GraphBuilder {
    Graph& graph;
    NodeId number(std::int64_t n) const { return graph.add_constant(static_cast<double>(n)); }
    template <class Op>
    NodeId apply(const std::vector<NodeId>& arguments) const {
        return graph.add(ops::opcode<Op>, arguments);
    }
};

NodeId add_rule_constant(Graph& graph, double x) {
    const auto exact = proofs::exact_rule_constant<NodeId>(x, GraphBuilder{graph});
    return exact ? *exact : graph.add_constant(x);
}

} // namespace

Graph exact_derivative(const Graph& graph, std::size_t variable) {
    if (!graph.functions().empty()) return exact_derivative(inline_calls(graph), variable);
    const std::size_t inputs = graph.inputs().size();
    if (variable >= inputs)
        throw ShapeError(fmt::format("exact_derivative: there is no input {}; the graph has {}.", variable, inputs));
    std::vector<double> constants;
    const Graph open = constants_as_inputs(graph, constants);
    const Graph all = differentiate_reverse(open); // constants that it holds now come from the rules
    Graph result;
    Copier copier(all, result);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = all.node(id);
        if (node.is_constant())
            copier.place(i, add_rule_constant(result, node.constant()));
        else if (node.is_operation())
            copier.copy_operation(id);
        else if (node.input_number() < inputs)
            copier.place(i, result.add_input());
        else
            copier.place(i, result.add_constant(constants[node.input_number() - inputs]));
    }
    for (std::size_t i = 0; i < graph.outputs().size(); ++i)
        copier.copy_output(all.outputs()[i * open.inputs().size() + variable]);
    copier.copy_guards();
    return prune(result);
}

} // namespace autodiff
