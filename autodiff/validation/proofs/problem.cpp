#include <autodiff/validation/proofs/problem.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/share.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace autodiff::proofs {

namespace {

ExactReal exact_real(const ExactNumber& number) {
    if (number.kind == ExactNumber::Kind::pi) return {.kind = ExactReal::Kind::pi};
    if (number.kind == ExactNumber::Kind::e) return {.kind = ExactReal::Kind::e};
    return {ExactReal::Kind::rational, number.numerator, number.denominator};
}

bool same(const ExactReal& a, const ExactReal& b) {
    return a.kind == b.kind && a.numerator == b.numerator && a.denominator == b.denominator;
}

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

} // namespace

ProblemBuilder::ProblemBuilder(std::vector<std::string> names) {
    problem_.variables = names.size();
    problem_.input_texts = std::move(names);
}

void ProblemBuilder::add(const Graph& graph, std::span<const std::size_t> places,
                         std::span<const ExactNumber> numbers) {
    Part part{inline_calls(graph), {places.begin(), places.end()}};
    for (const ExactNumber& number : numbers) {
        const ExactReal exact = exact_real(number);
        auto& known = problem_.numbers;
        const auto found = std::ranges::find_if(known, [&](const ExactReal& k) { return same(k, exact); });
        part.places.push_back(problem_.variables + static_cast<std::size_t>(found - known.begin()));
        if (found != known.end()) continue;
        known.push_back(exact);
        problem_.nearest.push_back(number.value);
        problem_.input_texts.push_back(number.text);
    }
    parts_.push_back(std::move(part));
}

Problem ProblemBuilder::take() {
    Graph all;
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < problem_.variables + problem_.numbers.size(); ++i) inputs.push_back(all.add_input());
    for (const Part& part : parts_) {
        const Graph& graph = part.graph;
        std::vector<NodeId> places(graph.size()), arguments;
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const auto id = static_cast<NodeId>(i);
            const Node& node = graph.node(id);
            arguments.clear();
            for (const NodeId argument : graph.arguments(id)) arguments.push_back(places[index(argument)]);
            places[i] = node.is_input()      ? inputs[part.places[node.input_number()]]
                        : node.is_constant() ? all.add_constant(node.constant())
                                             : all.add(node.opcode(), arguments);
        }
        for (const NodeId output : graph.outputs()) all.add_output(places[index(output)]);
        for (const Guard& guard : graph.guards()) all.add_guard(places[index(guard.comparison)], guard.taken);
    }
    problem_.graph = share(all);
    return std::move(problem_);
}

// The notation writes inputs as x, or x0, x1 ...: each such word is replaced.
std::string Problem::text(NodeId node) const {
    const std::string plain = expression_text(graph, node, 40);
    const std::size_t inputs = graph.inputs().size();
    std::string result;
    for (std::size_t i = 0; i < plain.size();) {
        std::size_t end = i;
        while (end < plain.size() && is_name_character(plain[end])) ++end;
        const std::string word = plain.substr(i, std::max<std::size_t>(end - i, 1));
        i += word.size();
        const bool numbered = word.size() > 1 && word[0] == 'x' &&
                              std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (word == "x" && inputs == 1)
            result += input_texts[0];
        else if (numbered && inputs > 1 && std::stoul(word.substr(1)) < inputs)
            result += input_texts[std::stoul(word.substr(1))];
        else
            result += word;
    }
    return result;
}

} // namespace autodiff::proofs
