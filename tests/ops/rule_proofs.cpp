#include "rule_proofs.hpp"

#include <autodiff/notation/parse.hpp>
#include <autodiff/ops/catalogue.hpp>
#include <autodiff/validation/exact_derivative.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>

namespace ops_test {

using namespace autodiff;

namespace {

struct Entry {
    ops::Opcode opcode;
    int arity;
    std::array<std::string_view, 3> arguments;
};

/// Throws std::out_of_range for a name that is not in the catalogue.
const Entry& entry(std::string_view operation) {
    static const auto all = [] {
        std::map<std::string_view, Entry> entries;
        ops::for_each_operation([&]<class Op>(Op) {
            entries[Op::notation.name] = {ops::opcode<Op>, Op::arity, Op::arguments};
        });
        return entries;
    }();
    return all.at(operation);
}

std::vector<std::string> names_of_arguments(std::string_view operation) {
    const Entry& known = entry(operation);
    if (operation == "dot") return {"x1", "x2", "y1", "y2"};
    if (known.arity == ops::any_number) return {"x1", "x2", "x3", "x4"};
    return {known.arguments.begin(), known.arguments.begin() + known.arity};
}

double whole(const std::string& decimal) { return std::strtod(decimal.c_str(), nullptr); }

/// The number made of operations on integers.
NodeId exactly(const ExactNumber& number, Graph& graph) {
    if (number.kind == ExactNumber::Kind::pi) return graph.add<ops::Acos>({graph.add_constant(-1)});
    if (number.kind == ExactNumber::Kind::e) return graph.add<ops::Exp>({graph.add_constant(1)});
    const NodeId numerator = graph.add_constant(whole(number.numerator));
    if (number.denominator == "1") return numerator;
    return graph.add<ops::Divide>({numerator, graph.add_constant(whole(number.denominator))});
}

std::vector<NodeId> add_inputs(std::size_t count, Graph& graph) {
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < count; ++i) inputs.push_back(graph.add_input());
    return inputs;
}

/// Operations that are one formula here and another one there.
bool branches(const Graph& graph) {
    static constexpr std::array branching{ops::opcode<ops::Select>, ops::opcode<ops::Abs>,  ops::opcode<ops::Sign>,
                                          ops::opcode<ops::Floor>,  ops::opcode<ops::Ceil>, ops::opcode<ops::Trunc>,
                                          ops::opcode<ops::Round>};
    return std::ranges::any_of(graph.nodes(), [](const Node& node) {
        return node.is_operation() && std::ranges::find(branching, node.opcode()) != branching.end();
    });
}

} // namespace

std::vector<NodeId> append(const Graph& source, std::span<const NodeId> inputs, Graph& target) {
    std::vector<NodeId> places, arguments;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = source.node(id);
        arguments.clear();
        for (const NodeId argument : source.arguments(id)) arguments.push_back(places[index(argument)]);
        places.push_back(node.is_input()      ? inputs[node.input_number()]
                         : node.is_constant() ? target.add_constant(node.constant())
                                              : target.add(node.opcode(), arguments));
    }
    std::vector<NodeId> outputs;
    for (const NodeId output : source.outputs()) outputs.push_back(places[index(output)]);
    return outputs;
}

std::string_view words(Standing standing) {
    static constexpr std::array<std::string_view, 4> all{"proved", "proved piecewise", "by definition", "measured"};
    return all[static_cast<std::size_t>(standing)];
}

DefinedOperation::DefinedOperation(const Definition& definition)
    : definition_(definition), operation_(entry(definition.operation).opcode),
      names_(names_of_arguments(definition.operation)) {
    if (!by_equation()) return;
    const std::size_t equals = definition.equation.find(" = ");
    left_ = read(definition.equation.substr(0, equals), true);
    right_ = read(definition.equation.substr(equals + 3), true);
}

Graph DefinedOperation::read(std::string_view text, bool with_value) const {
    ParseOptions options{.variables = names_, .lets = definition_.lets, .other_variables = false};
    if (with_value) options.variables.emplace_back("r");
    const Formula formula = parse(text, options);
    Graph graph;
    std::vector<NodeId> inputs = add_inputs(formula.variables.size(), graph);
    for (const ExactNumber& number : formula.numbers) inputs.push_back(exactly(number, graph));
    graph.add_output(append(formula.exact, inputs, graph)[0]);
    return graph;
}

std::vector<std::string_view> DefinedOperation::made_of() const {
    std::set<std::string_view> names;
    for (const Graph* side : {&left_, &right_})
        for (const Node& node : side->nodes())
            if (node.is_operation()) names.insert(notation(node.opcode()).name);
    return {names.begin(), names.end()};
}

bool DefinedOperation::piecewise() const { return branches(left_) || branches(right_); }

Graph DefinedOperation::partial(std::size_t argument) const {
    Graph operation;
    const std::vector<NodeId> x = add_inputs(names_.size(), operation);
    operation.add_output(operation.add(operation_, x));
    return exact_derivative(operation, argument);
}

Proof DefinedOperation::prove_value() const {
    Graph sides[2];
    for (const bool right : {false, true}) {
        Graph& graph = sides[right];
        std::vector<NodeId> all = add_inputs(names_.size(), graph);
        all.push_back(graph.add(operation_, all));
        graph.add_output(append(right ? right_ : left_, all, graph)[0]);
    }
    return prove_equal(sides[0], sides[1], options());
}

// The value is an output, too: where there is none, nothing is claimed.
Graph DefinedOperation::total_derivative(const Graph& side, const Graph& partial, std::size_t argument) const {
    Graph graph;
    const std::vector<NodeId> x = add_inputs(names_.size(), graph);
    std::vector<NodeId> all = x;
    all.push_back(graph.add(operation_, x));
    const NodeId along_x = append(exact_derivative(side, argument), all, graph)[0];
    const NodeId along_r = append(exact_derivative(side, names_.size()), all, graph)[0];
    const NodeId slope = append(partial, x, graph)[0];
    graph.add_output(graph.add<ops::Add>({along_x, graph.add<ops::Multiply>({along_r, slope})}));
    graph.add_output(all.back());
    return graph;
}

Proof DefinedOperation::prove(const Graph& partial, std::size_t argument) const {
    if (!defined()) return {.verdict = Verdict::unknown, .obstacle = std::string(definition_.reason)};
    if (!by_equation()) return prove_equal(partial, read(definition_.derivatives.at(argument), false), options());
    return prove_equal(total_derivative(left_, partial, argument), total_derivative(right_, partial, argument),
                       options());
}

const std::vector<RuleProof>& rule_proofs() {
    static const std::vector<RuleProof> all = [] {
        std::vector<RuleProof> proofs;
        for (const Definition& definition : definitions()) {
            const DefinedOperation operation(definition);
            RuleProof rule{definition, operation.arguments(), {}};
            for (std::size_t k = 0; k < rule.arguments.size(); ++k) {
                Proof proof = operation.prove(operation.partial(k), k);
                const Standing standing = !proof                     ? Standing::measured
                                          : !operation.by_equation() ? Standing::by_definition
                                          : operation.piecewise()    ? Standing::proved_piecewise
                                                                     : Standing::proved;
                rule.partials.push_back({standing, std::move(proof)});
            }
            proofs.push_back(std::move(rule));
        }
        return proofs;
    }();
    return all;
}

const RuleProof& rule_proof(std::string_view operation) {
    const auto& all = rule_proofs();
    const auto found =
        std::ranges::find_if(all, [&](const RuleProof& each) { return each.definition.operation == operation; });
    if (found == all.end())
        throw std::out_of_range(std::string(operation) + " has no definition in tests/ops/definitions.cpp");
    return *found;
}

} // namespace ops_test
