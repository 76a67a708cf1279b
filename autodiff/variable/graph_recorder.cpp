#include <autodiff/variable/graph_recorder.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/variable/recorder.hpp>

namespace autodiff {

struct GraphRecorder::Scope : RecorderScope<double> {
    using RecorderScope::RecorderScope;
};

GraphRecorder::GraphRecorder() : scope_(std::make_unique<Scope>(Recorder<double>{.graph = this})) {}

GraphRecorder::~GraphRecorder() = default;

Id GraphRecorder::input() {
    skip_passive_id();
    return id(graph_.add_input());
}

// The place where an id would be the passive one gets a constant that nobody uses.
void GraphRecorder::skip_passive_id() {
    if (id(static_cast<NodeId>(graph_.size())) == passive) graph_.add_constant(0);
}

NodeId GraphRecorder::node(Id id, double value) {
    if (id == passive) {
        skip_passive_id();
        return graph_.add_constant(value);
    }
    const Id place = (id - range_.base() - 1) & id_mask;
    if (place >= graph_.size())
        throw GraphError(
            "record: the function uses a variable that belongs to a tape or to another recording; take its "
            "value() if it is meant as a constant, or pass it in as an input.");
    return static_cast<NodeId>(place);
}

NodeId GraphRecorder::operation_node(ops::Opcode code, std::initializer_list<NodeId> arguments) {
    skip_passive_id();
    return graph_.add(code, arguments);
}

Id GraphRecorder::operation(ops::Opcode code, std::span<const NodeId> arguments) {
    skip_passive_id();
    return id(graph_.add(code, arguments));
}

std::vector<Id> GraphRecorder::call(GraphFunction function, std::span<const NodeId> arguments) {
    const std::size_t results = function.results();
    const NodeId call = graph_.add_call(graph_.add_function(std::move(function)), arguments);
    std::vector<Id> result;
    for (std::size_t k = 0; k < results; ++k) {
        skip_passive_id();
        result.push_back(id(graph_.add_result(call, k)));
    }
    return result;
}

} // namespace autodiff
