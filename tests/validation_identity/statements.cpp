#include "statements.hpp"

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/exact_derivative.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <tuple>

namespace identity_test {

using namespace autodiff;

Statement read(const std::string& text) {
    const auto equals = text.find(" == "), prime = text.find(" ' ");
    const bool derivative = prime != std::string::npos;
    const std::string left = text.substr(0, derivative ? prime : equals), right = text.substr(equals + 4);
    ParseOptions options{.variables = parse(left).variables};
    options.variables = parse(right, options).variables;
    Statement statement{parse(left, options), parse(right, options), 0, derivative};
    if (derivative) {
        const std::string name = text.substr(prime + 3, equals - prime - 3);
        const auto place = std::ranges::find(options.variables, name);
        if (place == options.variables.end()) throw std::invalid_argument("no variable " + name + " in " + text);
        statement.variable = static_cast<std::size_t>(place - options.variables.begin());
    }
    return statement;
}

Proof prove(const Statement& s) {
    return s.derivative ? prove_derivative(s.left, s.right, s.variable) : prove_equal(s.left, s.right);
}

namespace {

/// The graph with node `changed` made by make(target, its arguments there) instead.
template <class Make>
Graph changed_at(const Graph& graph, std::size_t changed, Make make) {
    Graph result;
    std::vector<NodeId> places;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        std::vector<NodeId> arguments;
        for (const NodeId argument : graph.arguments(id)) arguments.push_back(places[index(argument)]);
        NodeId place{};
        if (node.is_input())
            place = result.add_input();
        else if (node.is_constant())
            place = result.add_constant(node.constant());
        else if (i != changed)
            place = result.add(node.opcode(), arguments);
        if (i == changed) place = make(result, place, arguments);
        places.push_back(place);
    }
    for (const NodeId output : graph.outputs()) result.add_output(places[index(output)]);
    return result;
}

using Swap = std::array<ops::Opcode, 2>;

const std::vector<Swap>& swaps() {
    using namespace ops;
    static const std::vector<Swap> all{
        {opcode<Add>, opcode<Subtract>}, {opcode<Multiply>, opcode<Divide>}, {opcode<Multiply>, opcode<Add>},
        {opcode<Sin>, opcode<Cos>},      {opcode<Sinh>, opcode<Cosh>},       {opcode<Tanh>, opcode<Sigmoid>},
        {opcode<Exp>, opcode<Exp2>},     {opcode<Log>, opcode<Log1p>},       {opcode<Erf>, opcode<NormalCdf>},
        {opcode<Sqrt>, opcode<Log1p>},   {opcode<Exp>, opcode<Expm1>}};
    return all;
}

} // namespace

std::vector<Formula> near_misses(const Formula& formula) {
    std::vector<Formula> all;
    const Graph& graph = formula.exact;
    const auto add = [&](Graph changed) {
        all.push_back(formula);
        all.back().exact = std::move(changed);
    };
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const Node& node = graph.node(static_cast<NodeId>(i));
        if (!node.is_operation()) {
            add(changed_at(graph, i, [](Graph& g, NodeId made, const auto&) {
                return g.add<ops::Add>({made, g.add_constant(1)});
            }));
            continue;
        }
        add(changed_at(graph, i, [&](Graph& g, NodeId, const std::vector<NodeId>& arguments) {
            return g.add<ops::Negate>({g.add(node.opcode(), arguments)});
        }));
        if (arity(node.opcode()) == 2)
            add(changed_at(graph, i, [&](Graph& g, NodeId, const std::vector<NodeId>& arguments) {
                return g.add(node.opcode(), {arguments[1], arguments[0]});
            }));
        for (const Swap& swap : swaps())
            for (const std::size_t k : std::vector<std::size_t>{0, 1})
                if (node.opcode() == swap[k])
                    add(changed_at(graph, i, [&](Graph& g, NodeId, const std::vector<NodeId>& arguments) {
                        return g.add(swap[1 - k], arguments);
                    }));
    }
    return all;
}

bool differ_somewhere(const std::vector<Side>& sides, const std::vector<Interval>& domain, std::mt19937_64& random) {
    std::vector<Encloser> enclosers;
    for (const Side& side : sides) {
        std::vector<ExactReal> reals;
        for (const ExactNumber& n : side.numbers)
            reals.push_back(n.kind == ExactNumber::Kind::pi  ? ExactReal{.kind = ExactReal::Kind::pi}
                            : n.kind == ExactNumber::Kind::e ? ExactReal{.kind = ExactReal::Kind::e}
                                                             : ExactReal{{}, n.numerator, n.denominator});
        enclosers.emplace_back(side.graph, reals);
    }
    for (int k = 0; k < 40; ++k) {
        std::vector<double> x;
        for (const Interval& range : domain) {
            const Interval wanted = k % 3 == 0   ? Interval{0.01, 0.99}
                                    : k % 3 == 1 ? Interval{-3, 0.99}
                                                 : Interval{-0.9, 4};
            double low = std::max(range.low, wanted.low), high = std::min(range.high, wanted.high);
            if (low >= high) std::tie(low, high) = std::pair(range.low, range.high);
            x.push_back(std::uniform_real_distribution<double>(low, high)(random));
        }
        std::vector<Enclosure> values;
        for (Encloser& enclose : enclosers) values.push_back(enclose(x).front());
        if (std::ranges::all_of(values, &Enclosure::defined) && certainly_differ(values[0], values[1])) return true;
    }
    return false;
}

bool differ_somewhere(const Statement& s, std::mt19937_64& random) {
    std::vector<Side> sides{{s.left.exact, s.left.numbers}, {s.right.exact, s.right.numbers}};
    if (s.derivative) { // the function itself counts, too: where it is undefined nothing is claimed
        sides.push_back(sides[0]);
        sides[0].graph = exact_derivative(s.left.exact, s.variable);
    }
    return differ_somewhere(sides, std::vector<Interval>(s.right.variables.size()), random);
}

} // namespace identity_test
