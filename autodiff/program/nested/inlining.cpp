#include <autodiff/program/nested/inlining.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/passes/simplify.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace autodiff::program {

namespace {

struct Inlined {
    const GraphFunction* function;
    std::uint64_t calls = 0;
    std::uint64_t size = 0; ///< of one call
    bool chosen = false;

    [[nodiscard]] std::uint64_t total() const {
        return calls != 0 && size > std::numeric_limits<std::uint64_t>::max() / calls
                   ? std::numeric_limits<std::uint64_t>::max()
                   : calls * size;
    }
    [[nodiscard]] bool smaller_than_call() const { return size <= function->arguments() + function->results(); }
};

std::vector<Inlined> chosen_functions(const Graph& graph, std::uint64_t limit) {
    std::vector<Inlined> functions;
    for (const GraphFunction& function : graph.functions()) functions.push_back({&function, 0, inlined_size(function)});
    for (const Node& node : graph.nodes())
        if (node.is_call()) ++functions[node.function()].calls;
    std::vector<Inlined*> by_total;
    by_total.reserve(functions.size());
    for (Inlined& function : functions) by_total.push_back(&function);
    std::ranges::stable_sort(by_total, {}, [](const Inlined* function) { return function->total(); });
    std::uint64_t left = std::max<std::uint64_t>(limit, graph.size());
    for (Inlined* function : by_total) {
        function->chosen = function->total() <= left || function->smaller_than_call();
        left -= std::min(left, function->total());
    }
    return functions;
}

Graph inlined(const Graph& graph, std::size_t limit, passes::Bodies& bodies) {
    if (graph.functions().empty()) return graph;
    const std::vector<Inlined> functions = chosen_functions(graph, limit);
    const Graph less = inline_calls(graph, [&](const GraphFunction& function) {
        return functions[static_cast<std::size_t>(&function - graph.functions().data())].chosen;
    });
    Graph result;
    passes::PlainNodes nodes{result};
    passes::FunctionNumbers numbers(less, result, bodies);
    rebuild(less, result, [&](NodeId id, std::span<const NodeId> arguments) {
        return passes::copy_node(less.node(id), arguments, nodes, numbers);
    });
    return result;
}

} // namespace

Graph inline_small_calls(const Graph& graph, std::size_t limit) {
    if (graph.functions().empty() || limit == 0) return graph;
    // What a call hides from a simplified graph shows when it is inlined.
    return simplify(passes::through_calls(
        graph, [limit](const Graph& body, passes::Bodies& bodies) { return inlined(body, limit, bodies); }));
}

} // namespace autodiff::program
