// Any bytes, read as an expression: a formula that keeps its promises, or a ParseError whose message is well formed.
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/source_text.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace autodiff;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Its values of large order take seconds, which says nothing about reading.
bool has_polygamma(const Graph& graph) {
    return std::any_of(graph.nodes().begin(), graph.nodes().end(),
                       [](const Node& node) { return node.is<ops::Polygamma>(); });
}

void check_graphs(const Formula& formula) {
    require(formula.graph.outputs().size() == 1 && formula.exact.outputs().size() == 1, "one output");
    require(formula.graph.inputs().size() == formula.variables.size(), "the graph's inputs are the variables");
    require(formula.exact.inputs().size() == formula.variables.size() + formula.numbers.size(),
            "the exact graph's inputs are the variables and the numbers");
    if (has_polygamma(formula.graph)) return;
    for (const double at : {0.0, 0.75, -3.0}) {
        std::vector<double> x(formula.variables.size(), at);
        const double value = formula.graph(x)[0];
        for (const ExactNumber& number : formula.numbers) x.push_back(number.value);
        require(same_bits(formula.exact(x)[0], value), "both graphs have the same values");
    }
}

/// What is written of the graph is read as the same, as long as it is not nested too deeply without its brackets.
void check_round_trip(const Formula& formula) {
    ParseOptions options{.other_variables = false};
    for (std::size_t i = 0; i < formula.variables.size(); ++i)
        options.variables.push_back(formula.variables.size() == 1 ? "x" : "x" + std::to_string(i));
    const std::string text = to_text(formula.graph);
    try {
        require(to_text(parse(text, options).graph) == text, "what is written is read as the same");
    } catch (const ParseError& e) {
        const std::string_view message = e.what();
        require(message.find("nested too deeply") != std::string_view::npos || text.size() > 1'000'000,
                "what is written is read");
    }
}

void check_message(const ParseError& error, std::string_view text) {
    const std::string_view message = error.what();
    require(error.line() >= 1 && error.column() >= 1 && error.column() <= text.size() + 1, "the place is in the text");
    require(message.ends_with('^') && std::count(message.begin(), message.end(), '\n') == 2, "a line and a caret");
    for (std::size_t at = 0; at < message.size();) {
        const reading::Character c = reading::decode(message, at);
        require(c.valid && (c.code >= ' ' || c.code == '\n' || c.code == '\t'), "a message can be printed");
        at += c.size;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    try {
        const Formula formula = parse(text);
        check_graphs(formula);
        check_round_trip(formula);
    } catch (const ParseError& e) { check_message(e, text); }
    return 0;
}
