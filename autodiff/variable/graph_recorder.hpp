#pragma once

#include <autodiff/base/id_range.hpp>
#include <autodiff/graph/graph.hpp>

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

/// Turns what a program does with Var into a graph, one node an operation, in the order in which it ran.
class GraphRecorder {
  public:
    /// Makes this thread record on it until destroyed.
    GraphRecorder();
    ~GraphRecorder();
    GraphRecorder(const GraphRecorder&) = delete;
    GraphRecorder& operator=(const GraphRecorder&) = delete;

    Id input();
    /// The node of a value: itself, or a new constant when it is passive. Throws GraphError when it belongs to another
    /// recorder.
    NodeId node(Id id, double value);
    Id operation(ops::Opcode code, std::span<const NodeId> arguments);
    NodeId operation_node(ops::Opcode code, std::initializer_list<NodeId> arguments);
    /// A call, and the ids of all its results.
    std::vector<Id> call(GraphFunction function, std::span<const NodeId> arguments);
    void guard(NodeId comparison, bool taken) { graph_.add_guard(comparison, taken); }
    void output(Id id, double value) { graph_.add_output(node(id, value)); }

    [[nodiscard]] Id id(NodeId node) const { return (range_.base() + 1 + static_cast<Id>(node)) & id_mask; }
    /// The finished graph.
    Graph take() { return std::move(graph_); }

  private:
    void skip_passive_id();

    Graph graph_;
    IdRange range_;
    struct Scope;
    std::unique_ptr<Scope> scope_;
};

} // namespace autodiff
