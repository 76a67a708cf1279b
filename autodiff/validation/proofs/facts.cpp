#include <autodiff/validation/proofs/facts.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::proofs {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Domain {
    ops::Opcode operation;
    Interval range;
    Signs signs;
    const char* relation;
};

const std::vector<Domain>& domains() {
    static const std::vector<Domain> rows{
        {ops::opcode<ops::Log>, {0, infinity}, Signs::positive, "> 0"},
        {ops::opcode<ops::Log2>, {0, infinity}, Signs::positive, "> 0"},
        {ops::opcode<ops::Log10>, {0, infinity}, Signs::positive, "> 0"},
        {ops::opcode<ops::Log1p>, {-1, infinity}, Signs::any, "> -1"},
        {ops::opcode<ops::Sqrt>, {0, infinity}, Signs::not_negative, ">= 0"},
        {ops::opcode<ops::Logit>, {0, 1}, Signs::positive, "in (0, 1)"},
        {ops::opcode<ops::Asin>, {-1, 1}, Signs::any, "in [-1, 1]"},
        {ops::opcode<ops::Acos>, {-1, 1}, Signs::any, "in [-1, 1]"},
        {ops::opcode<ops::Acosh>, {1, infinity}, Signs::positive, ">= 1"},
        {ops::opcode<ops::Atanh>, {-1, 1}, Signs::any, "in (-1, 1)"},
    };
    return rows;
}

/// Null where no domain is known.
const Domain* find_domain(ops::Opcode operation) {
    for (const Domain& row : domains())
        if (row.operation == operation) return &row;
    return nullptr;
}

Signs signs_of(ops::Opcode comparison, bool taken) {
    const auto is = [&](ops::Opcode code) { return comparison == code; };
    if (is(ops::opcode<ops::Less>)) return taken ? Signs::negative : Signs::not_negative;
    if (is(ops::opcode<ops::LessEqual>)) return taken ? Signs::not_positive : Signs::positive;
    if (is(ops::opcode<ops::Greater>)) return taken ? Signs::positive : Signs::not_positive;
    if (is(ops::opcode<ops::GreaterEqual>)) return taken ? Signs::not_negative : Signs::negative;
    if (is(ops::opcode<ops::Equal>)) return taken ? Signs::zero : Signs::not_zero;
    return taken ? Signs::not_zero : Signs::zero;
}

const char* relation_of(Signs signs) {
    if (signs == Signs::negative) return "<";
    if (signs == Signs::positive) return ">";
    if (signs == Signs::not_negative) return ">=";
    if (signs == Signs::not_positive) return "<=";
    return signs == Signs::zero ? "==" : "!=";
}

/// Nodes without which no output has a value.
std::vector<bool> needed_nodes(const Graph& graph) {
    std::vector<bool> needed(graph.size());
    for (const NodeId output : graph.outputs()) needed[index(output)] = true;
    for (std::size_t i = graph.size(); i-- > 0;) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (!needed[i] || node.is<ops::ChainProduct>()) continue; // zero times undefined is zero
        for (const NodeId argument : graph.arguments(id)) {
            needed[index(argument)] = true;
            if (node.is<ops::Select>()) break; // the condition alone
        }
    }
    return needed;
}

std::vector<bool> depending_on_variables(const Graph& graph, std::size_t variables) {
    std::vector<bool> depends(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        depends[i] = graph.node(id).is_input() && graph.node(id).input_number() < variables;
        for (const NodeId argument : graph.arguments(id)) depends[i] = depends[i] || depends[index(argument)];
    }
    return depends;
}

} // namespace

Interval domain_of(ops::Opcode operation) {
    const Domain* const found = find_domain(operation);
    return found == nullptr ? Interval{} : found->range;
}

std::vector<Fact> facts_of_definition(const Graph& graph, std::size_t variables) {
    std::vector<Fact> facts;
    const std::vector<bool> depends = depending_on_variables(graph, variables);
    const std::vector<bool> needed = needed_nodes(graph);
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (!needed[i] || !node.is_operation()) continue;
        const auto arguments = graph.arguments(id);
        if (const Domain* const found = find_domain(node.opcode()))
            facts.push_back({arguments[0], {}, found->signs, found->range, found->relation, {}});
        if (!node.is<ops::Pow>() || !depends[index(arguments[0])]) continue; // a constant's sign is its own
        const std::optional<NodeId> constant =
            depends[index(arguments[1])] ? std::nullopt : std::optional(arguments[1]);
        facts.push_back({arguments[0], {}, Signs::not_negative, {0, infinity}, ">= 0", constant});
    }
    for (const Guard& guard : graph.guards()) {
        const auto arguments = graph.arguments(guard.comparison);
        const Signs signs = signs_of(graph.node(guard.comparison).opcode(), guard.taken);
        facts.push_back({arguments[0], arguments[1], signs, {}, relation_of(signs), {}});
    }
    return facts;
}

} // namespace autodiff::proofs
