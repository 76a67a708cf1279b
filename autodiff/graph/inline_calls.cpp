#include <autodiff/graph/inline_calls.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/base/id_range.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <unordered_map>
#include <utility>

namespace autodiff {

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

std::uint64_t plus(std::uint64_t a, std::uint64_t b) { return a > most - b ? most : a + b; }
std::uint64_t times(std::uint64_t a, std::uint64_t b) { return b != 0 && a > most / b ? most : a * b; }

using Sizes = std::unordered_map<const Graph*, std::uint64_t>;

std::uint64_t size_of_call(const GraphFunction& function, Sizes& sizes);

/// Nodes besides the inputs.
std::uint64_t size_of(const Graph& graph, Sizes& sizes) {
    if (const auto known = sizes.find(&graph); known != sizes.end()) return known->second;
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_call())
            size = plus(size, size_of_call(graph.function(id), sizes));
        else if (!node.is_input() && !node.is_result())
            size = plus(size, 1);
    }
    return sizes[&graph] = size;
}

std::uint64_t size_of_call(const GraphFunction& function, Sizes& sizes) {
    const std::uint64_t body = size_of(*function.body, sizes);
    if (function.kind != GraphFunction::Kind::repeat_reverse) return times(function.steps, body);
    if (function.steps == 0) return function.shared > 0 ? 1 : 0;
    // The last step is not run forward, and its adjoints are the first terms of sums.
    const std::uint64_t both = times(function.steps - 1, plus(body, function.shared));
    return plus(both, times(function.steps, size_of(*function.adjoint, sizes)));
}

using Nodes = std::vector<NodeId>;

using Which = std::function<bool(const GraphFunction&)>;

bool all(const GraphFunction&) { return true; }
bool no_function(const GraphFunction&) { return false; }

class Splicer {
  public:
    /// `which` calls of the graph itself are inlined; in what is inlined, all are.
    Splicer(Graph& target, Which which) : target_(target), which_(std::move(which)) {}

    Nodes splice(const Graph& source, std::span<const NodeId> inputs, Nodes& places) {
        require_size(inputs.size(), source.inputs().size(), "splice", "inputs of the graph");
        places.assign(source.size(), NodeId{});
        std::unordered_map<NodeId, Nodes> results; // of inlined calls
        Nodes arguments;
        for (std::size_t i = 0; i < source.size(); ++i) {
            const auto id = static_cast<NodeId>(i);
            const Node& node = source.node(id);
            if (node.is_input()) {
                places[i] = inputs[node.input_number()];
            } else if (node.is_constant()) {
                places[i] = target_.add_constant(node.constant());
            } else if (node.is_result()) {
                const NodeId call = node.arguments[0];
                const auto inlined = results.find(call);
                places[i] = inlined != results.end() ? inlined->second[node.result_number()]
                                                     : target_.add_result(places[index(call)], node.result_number());
            } else {
                arguments.clear();
                for (const NodeId argument : source.arguments(id)) arguments.push_back(places[index(argument)]);
                if (!node.is_call())
                    places[i] = target_.add(node.opcode(), arguments);
                else if (depth_ > 0 || which_(source.function(id))) {
                    places[i] = static_cast<NodeId>(target_.size());
                    results.emplace(id, call(source.function(id), arguments));
                } else
                    places[i] = target_.add_call(target_.add_function(source.function(id)), arguments);
            }
        }
        if (guarded_)
            for (const Guard& guard : source.guards()) target_.add_guard(places[index(guard.comparison)], guard.taken);
        Nodes outputs;
        for (const NodeId output : source.outputs()) outputs.push_back(places[index(output)]);
        return outputs;
    }

  private:
    Nodes body(const Graph& graph, std::span<const NodeId> inputs) {
        Nodes places;
        ++depth_;
        Nodes outputs = splice(graph, inputs, places);
        --depth_;
        return outputs;
    }

    Nodes call(const GraphFunction& function, std::span<const NodeId> x) {
        if (function.kind == GraphFunction::Kind::call) return body(*function.body, x);
        Nodes state(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(function.states()));
        const bool reversed = function.kind == GraphFunction::Kind::repeat_reverse;
        const bool guarded = std::exchange(guarded_, guarded_ && !reversed);
        std::vector<Nodes> states; // before each step
        for (std::size_t i = 0; i < function.steps; ++i) {
            if (reversed) states.push_back(state);
            if (!reversed || i + 1 < function.steps) state = body(*function.body, step_inputs(function, x, state, i));
        }
        guarded_ = guarded;
        return reversed ? loop_reverse(function, x, states) : state;
    }

    static Nodes step_inputs(const GraphFunction& loop, std::span<const NodeId> x, const Nodes& state, std::size_t i) {
        Nodes inputs = state;
        const auto shared = x.subspan(loop.states(), loop.shared);
        inputs.insert(inputs.end(), shared.begin(), shared.end());
        const auto elements = x.subspan(loop.states() + loop.shared + i * loop.elements(), loop.elements());
        inputs.insert(inputs.end(), elements.begin(), elements.end());
        return inputs;
    }

    Nodes loop_reverse(const GraphFunction& function, std::span<const NodeId> x, const std::vector<Nodes>& states) {
        const std::size_t n = function.states(), shared = function.shared, elements = function.elements();
        Nodes adjoint(x.end() - static_cast<std::ptrdiff_t>(n), x.end());
        Nodes results(function.results());
        if (function.steps == 0 && shared > 0)
            std::fill_n(results.begin() + static_cast<std::ptrdiff_t>(n), shared, target_.add_constant(0));
        for (std::size_t i = function.steps; i-- > 0;) {
            Nodes inputs = step_inputs(function, x, states[i], i);
            inputs.insert(inputs.end(), adjoint.begin(), adjoint.end());
            const Nodes step = body(*function.adjoint, inputs);
            std::copy_n(step.begin(), n, adjoint.begin());
            for (std::size_t k = n; k < n + shared; ++k)
                results[k] = i + 1 == function.steps ? step[k] : target_.add<ops::Add>({results[k], step[k]});
            std::copy_n(step.begin() + static_cast<std::ptrdiff_t>(n + shared), elements,
                        results.begin() + static_cast<std::ptrdiff_t>(n + shared + i * elements));
        }
        std::ranges::copy(adjoint, results.begin());
        return results;
    }

    Graph& target_;
    Which which_;
    std::size_t depth_ = 0; // of the graph at hand in calls
    bool guarded_ = true;   // not where a repeat_reverse runs its body
};

} // namespace

std::uint64_t inlined_size(const Graph& graph) {
    Sizes sizes;
    return plus(size_of(graph, sizes), graph.inputs().size());
}

std::uint64_t inlined_size(const GraphFunction& function) {
    Sizes sizes;
    return size_of_call(function, sizes);
}

std::vector<NodeId> splice(Graph& target, const Graph& source, std::span<const NodeId> inputs) {
    Nodes places;
    return Splicer(target, no_function).splice(source, inputs, places);
}

std::vector<NodeId> splice_inlined(Graph& target, const Graph& source, std::span<const NodeId> inputs,
                                   std::vector<NodeId>& places) {
    if (const std::uint64_t size = inlined_size(source); size >= id_mask)
        throw GraphError(fmt::format("inline_calls: without calls the graph would have {} nodes, and there are only "
                                     "2^30 ids; keep the calls, or inline those that are called less often.",
                                     size));
    return Splicer(target, all).splice(source, inputs, places);
}

namespace {

/// What splice(target, inputs) makes of new inputs, with outputs and data as `graph` has them.
template <class Splice>
Graph respliced(const Graph& graph, const Splice& splice) {
    Graph result;
    Nodes inputs;
    for (std::size_t i = 0; i < graph.inputs().size(); ++i) inputs.push_back(result.add_input());
    for (const NodeId output : splice(result, inputs)) result.add_output(output);
    result.set_data_inputs(graph.data_inputs());
    return result;
}

} // namespace

Graph inline_calls(const Graph& graph) {
    if (graph.functions().empty()) return graph;
    Nodes places;
    return respliced(graph,
                     [&](Graph& target, const Nodes& inputs) { return splice_inlined(target, graph, inputs, places); });
}

Graph inline_calls(const Graph& graph, const Which& which) {
    Nodes places;
    return respliced(graph, [&](Graph& target, const Nodes& inputs) {
        return Splicer(target, which).splice(graph, inputs, places);
    });
}

} // namespace autodiff
