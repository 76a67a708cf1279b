#include "catch.hpp"
#include "rule_proofs.hpp"

#include <autodiff/notation/text.hpp>
#include <autodiff/ops/catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace autodiff;
using namespace ops_test;

namespace {

/// Makes a wrong partial of a right one.
using Change = Graph (*)(const Graph&);

Graph changed_value(const Graph& partial, NodeId (*change)(Graph&, NodeId)) {
    Graph graph;
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < partial.inputs().size(); ++i) inputs.push_back(graph.add_input());
    const NodeId value = append(partial, inputs, graph)[0];
    graph.add_output(change(graph, value));
    return graph;
}

Graph wrong_sign(const Graph& partial) {
    return changed_value(partial, [](Graph& graph, NodeId value) { return graph.add<ops::Negate>({value}); });
}

Graph twice(const Graph& partial) {
    return changed_value(partial, [](Graph& graph, NodeId value) {
        return graph.add<ops::Multiply>({graph.add_constant(2), value});
    });
}

Graph one_more(const Graph& partial) {
    return changed_value(partial, [](Graph& graph, NodeId value) {
        return graph.add<ops::Add>({value, graph.add_constant(1)});
    });
}

/// At the arguments in the opposite order; at minus the argument where there is only one.
Graph swapped(const Graph& partial) {
    Graph graph;
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < partial.inputs().size(); ++i) inputs.push_back(graph.add_input());
    if (inputs.size() == 1)
        inputs[0] = graph.add<ops::Negate>({inputs[0]});
    else
        std::ranges::reverse(inputs);
    graph.add_output(append(partial, inputs, graph)[0]);
    return graph;
}

struct WrongPartial {
    std::string_view what;
    Change change;
};

constexpr WrongPartial wrong_partials[]{
    {"the other sign", wrong_sign}, {"a factor of 2", twice}, {"1 more", one_more}, {"arguments swapped", swapped}};

/// Wrong, and not to be shown by a point: the changed formula has no value where the operation has one, or, of
/// polygamma, has one at whole orders only, which are no interval to draw from.
bool has_no_witness(std::string_view operation, std::string_view change) {
    return operation == "polygamma" || ((operation == "sqrt" || operation == "acosh") && change == "arguments swapped");
}

} // namespace

TEST_CASE("every operation has one definition, made of operations defined before it", "[ops]") {
    std::set<std::string_view> known;
    for (const Definition& definition : definitions()) {
        CAPTURE(definition.operation);
        for (const std::string_view part : DefinedOperation(definition).made_of()) {
            CAPTURE(part);
            CHECK(known.contains(part));
        }
        CHECK(known.insert(definition.operation).second);
        CHECK(definition.equation.empty() != definition.reason.empty());
    }
    CHECK(known.size() == ops::Catalogue::size);
}

// What is proved of each rule stands in docs/operations.md, which another test compares: a lost proof fails there.
TEST_CASE("no rule is refuted, and those by definition are what the definition says", "[ops]") {
    for (const RuleProof& rule : rule_proofs())
        for (std::size_t k = 0; k < rule.partials.size(); ++k) {
            const Proof& proof = rule.partials[k].proof;
            CAPTURE(rule.definition.operation, rule.arguments[k], to_text(proof, rule.arguments));
            CHECK(proof.verdict != Verdict::refuted);
            if (!rule.definition.derivatives.empty()) CHECK(proof.verdict == Verdict::proved);
        }
}

TEST_CASE("the value of every operation that the method can see is proved to be what its definition says", "[ops]") {
    for (const Definition& definition : definitions()) {
        const DefinedOperation operation(definition);
        if (!operation.by_equation()) continue;
        const Proof proof = operation.prove_value();
        CAPTURE(definition.operation, definition.equation, to_text(proof, operation.arguments()));
        const bool visible = definition.operation != "tgamma" && definition.operation != "fmod";
        CHECK(proof.verdict == (visible ? Verdict::proved : Verdict::unknown)); // to the method both are opaque
    }
}

TEST_CASE("a wrong partial is refuted wherever the right one is proved", "[ops]") {
    std::size_t refuted = 0;
    for (const RuleProof& rule : rule_proofs()) {
        const DefinedOperation operation(rule.definition);
        for (std::size_t k = 0; k < rule.partials.size(); ++k) {
            if (!rule.partials[k].proof) continue;
            const Graph right = operation.partial(k);
            bool caught = false;
            for (const auto& [what, change] : wrong_partials) {
                const Graph wrong = change(right);
                if (prove_equal(wrong, right)) continue; // twice 0 is 0
                const Proof proof = operation.prove(wrong, k);
                CAPTURE(rule.definition.operation, rule.arguments[k], what, to_text(wrong), to_text(proof));
                CHECK(proof.verdict != Verdict::proved);
                if (!has_no_witness(rule.definition.operation, what)) CHECK(proof.verdict == Verdict::refuted);
                caught = true;
                ++refuted;
            }
            CAPTURE(rule.definition.operation, k);
            CHECK(caught);
        }
    }
    fmt::print("{} wrong partials refuted\n", refuted);
}

TEST_CASE("the table of what is proved of each rule", "[.table]") {
    for (const RuleProof& rule : rule_proofs())
        for (std::size_t k = 0; k < rule.partials.size(); ++k)
            fmt::print("{:<14} {:<6} {:<17} {}\n", rule.definition.operation, rule.arguments[k],
                       words(rule.partials[k].standing), to_text(rule.partials[k].proof, rule.arguments));
}
