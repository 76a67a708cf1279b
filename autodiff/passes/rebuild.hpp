#pragma once

#include <autodiff/graph/graph.hpp>

#include <span>
#include <vector>

namespace autodiff {

namespace passes {

/// Gives `target` the guards of `source`, whose node i stands at places[i]. A guard said twice is kept once. A
/// comparison that became a constant needs no guard where it holds; where it does not, it is written out again, so that
/// the graph still refuses.
void copy_guards(const Graph& source, std::span<const NodeId> places, Graph& target);

} // namespace passes

/// The traversal of all passes: fills the empty graph `target` with what copy(node, arguments) makes of the constants
/// and operations of `source`, in order; `arguments` are the places in `target` of the node's arguments. All inputs
/// come along in their order and kind, then outputs and guards.
template <class Copy>
void rebuild(const Graph& source, Graph& target, Copy copy) {
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
