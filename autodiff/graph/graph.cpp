#include <autodiff/graph/graph.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/base/id_range.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace autodiff {

namespace {

template <class Op>
struct NotationOf {
    static constexpr ops::Notation value = Op::notation;
};

template <class Op>
struct Compares {
    static constexpr bool value = Op::compares;
};

} // namespace

const ops::Notation& notation(ops::Opcode operation) { return ops::catalogue_table<NotationOf>[ops::index(operation)]; }

void Graph::throw_full() {
    throw GraphError("Graph: 2^30 nodes are recorded and there are no ids left; record a smaller piece.");
}

NodeId Graph::add_input() {
    Node node{.code = Node::input_code, .arguments = {static_cast<NodeId>(inputs_.size())}};
    inputs_.push_back(append(node));
    return inputs_.back();
}

NodeId Graph::add_constant(double value) { return append(Node::make_constant(value)); }

void Graph::throw_no_argument(NodeId argument, std::string_view of) const {
    if (index(argument) >= nodes_.size())
        throw GraphError(fmt::format("Graph::add: argument {} of {} does not exist; the graph has {} nodes, and "
                                     "arguments are added before the operation.",
                                     index(argument), of, nodes_.size()));
    throw GraphError(fmt::format("Graph::add: argument {} of {} is a call, which has no value; take one of its results "
                                 "with add_result().",
                                 index(argument), of));
}

std::array<NodeId, 2> Graph::add_list(std::span<const NodeId> arguments) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    if (arguments.size() > most - long_arguments_.size())
        throw GraphError(
            "Graph: 2^32 arguments of calls and sums are recorded and no more fit; record a smaller piece.");
    const std::array place{static_cast<NodeId>(long_arguments_.size()), static_cast<NodeId>(arguments.size())};
    long_arguments_.insert(long_arguments_.end(), arguments.begin(), arguments.end());
    return place;
}

NodeId Graph::add(ops::Opcode operation, std::span<const NodeId> arguments) {
    const int expected = arity(operation);
    if (expected != ops::any_number && arguments.size() != static_cast<std::size_t>(expected))
        throw GraphError(fmt::format("Graph::add: {} takes {} arguments, got {}.", notation(operation).name, expected,
                                     arguments.size()));
    for (const NodeId argument : arguments) require_argument(argument, notation(operation).name);
    Node node{.code = static_cast<std::uint16_t>(operation)};
    if (expected == ops::any_number) {
        const auto place = add_list(arguments);
        node.arguments = {place[0], place[1]};
    } else {
        std::copy(arguments.begin(), arguments.end(), node.arguments.begin());
    }
    return append(node);
}

void Graph::add_output(NodeId node) {
    if (index(node) >= nodes_.size())
        throw GraphError(fmt::format("Graph::add_output: node {} does not exist; the graph has {} nodes.", index(node),
                                     nodes_.size()));
    require_argument(node, "an output");
    outputs_.push_back(node);
}

void Graph::set_data_inputs(std::size_t count) {
    if (count > inputs_.size())
        throw GraphError(fmt::format("Graph::set_data_inputs: the graph has {} inputs, so {} of them cannot be data.",
                                     inputs_.size(), count));
    data_inputs_ = count;
}

void Graph::add_guard(NodeId comparison, bool taken) {
    const bool compares = index(comparison) < nodes_.size() && node(comparison).is_operation() &&
                          ops::catalogue_table<Compares>[ops::index(node(comparison).opcode())];
    if (!compares)
        throw GraphError(fmt::format("Graph::add_guard: node {} is not a comparison; guard the comparison that the "
                                     "program branched on.",
                                     index(comparison)));
    guards_.push_back({comparison, taken});
}

} // namespace autodiff
