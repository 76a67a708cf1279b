#include <autodiff/validation/proofs/attempt.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace autodiff::proofs {

namespace {

/// Points in the first field: more than there can be independent exponents, angles and logarithms.
std::size_t points_for(const Graph& graph) {
    constexpr std::size_t spare = 10, most = 64;
    const auto transcendental = static_cast<std::size_t>(std::ranges::count_if(graph.nodes(), [](const Node& node) {
        return node.is_operation() && treatment(node.opcode()) != treatment(ops::opcode<ops::Add>);
    }));
    return std::min(transcendental + spare, most);
}

} // namespace

Attempt::Attempt(const Problem& problem, std::span<const Interval> domain, std::span<const Fact> facts,
                 const Orders& orders, std::uint64_t seed, validation::Patience& patience)
    : problem_(problem), domain_(domain), facts_(facts), functions_(points_for(problem.graph), seed, orders, patience),
      values_(problem.graph.size()) {}

Attempt::Result Attempt::compare(NodeId left, NodeId right) {
    for (std::size_t i = 0; i < problem_.graph.inputs().size(); ++i) value(problem_.graph.inputs()[i]);
    for (const Fact& fact : facts_) use_fact(fact);
    const Ref x = functions_.arithmetic().settled(value(left)), y = functions_.arithmetic().settled(value(right));
    for (const Ref& side : {x, y})
        if (!side->undefined.empty() || side->infinite != 0) {
            reason_ = side->infinite != 0 ? "a side is infinite" : side->undefined;
            return Result::undefined;
        }
    if (functions_.arithmetic().equal(x, y)) return Result::equal;
    return equal_by_squares(x, y) ? Result::equal : Result::different;
}

/// Real numbers with the same square and the same sign are the same: which root of u a root is, is no question then.
bool Attempt::equal_by_squares(const Ref& x, const Ref& y) {
    Arithmetic& arithmetic = functions_.arithmetic();
    if (!x->real || !y->real || !arithmetic.equal(arithmetic.power(x, 2), arithmetic.power(y, 2))) return false;
    const Signs x_signs = decided_signs(x), y_signs = decided_signs(y);
    return (x_signs | y_signs).subset_of(Signs::not_negative) || (x_signs | y_signs).subset_of(Signs::not_positive);
}

/// The signs of x by those of its factors; asks for that of a factor which may have either.
Signs Attempt::decided_signs(const Ref& x) {
    Arithmetic& arithmetic = functions_.arithmetic();
    const auto one_sided = [](Signs signs) {
        return signs.subset_of(Signs::not_negative) || signs.subset_of(Signs::not_positive);
    };
    const auto of = [&](const Ref& factor) {
        if (const auto constant = arithmetic.constant(factor)) return arithmetic.signs(arithmetic.number(*constant));
        return arithmetic.signs(factor);
    };
    Signs signs = of(x);
    if (one_sided(signs)) return signs;
    if (x->factors.empty() && x->node) throw SignNeeded{x, arithmetic.number(0)};
    Signs product = Signs::positive;
    for (const Factor& factor : x->factors) {
        const bool root = factor.exponent.d % 2 == 0, even = factor.exponent.n % 2 == 0;
        const Signs of_factor = root || even ? Signs::not_negative : of(factor.base);
        if (!one_sided(of_factor) && factor.base->node) throw SignNeeded{factor.base, arithmetic.number(0)};
        product = product * of_factor;
    }
    return signs & product;
}

bool Attempt::applies(const Fact& fact) {
    if (!fact.fractional_exponent) return true;
    const auto exponent =
        functions_.arithmetic().constant(functions_.arithmetic().settled(value(*fact.fractional_exponent)));
    return !exponent || exponent->d != 1;
}

/// Inputs get what is known of them when they are made, other nodes when they are evaluated; differences here.
void Attempt::use_fact(const Fact& fact) {
    Arithmetic& arithmetic = functions_.arithmetic();
    const Ref x = arithmetic.settled(value(fact.node));
    if (!x->undefined.empty() || x->infinite != 0) return;
    if (!fact.minus) {
        if (applies(fact)) arithmetic.assume(x, fact.signs);
        return;
    }
    const Ref y = arithmetic.settled(value(*fact.minus));
    if (!y->undefined.empty() || y->infinite != 0) return;
    const Ref difference = arithmetic.subtract(x, y);
    if (arithmetic.signs(difference).subset_of(fact.signs)) return;
    if ((arithmetic.signs(difference) & fact.signs).none()) throw Contradiction{};
    arithmetic.assume(difference, fact.signs);
    noted_.insert(fmt::format("{} {} {}", problem_.text(fact.node), fact.relation, problem_.text(*fact.minus)));
}

Ref Attempt::with_facts(NodeId node, Ref value) {
    if (!value->undefined.empty() || value->infinite != 0 || value->comparison || value->absolute_of) return value;
    for (const Fact& fact : facts_) {
        if (fact.node != node || fact.minus || !applies(fact)) continue;
        const bool known = value->signs.subset_of(fact.signs) && value->range.low >= fact.range.low &&
                           value->range.high <= fact.range.high;
        if (known) continue;
        value = functions_.arithmetic().sharpened(value, fact.signs, fact.range);
        noted_.insert(fmt::format("{} {}", problem_.text(node), fact.relation));
    }
    return value;
}

Ref Attempt::input(std::size_t number) {
    Arithmetic& arithmetic = functions_.arithmetic();
    if (number >= problem_.variables) {
        const ExactReal& exact = problem_.numbers[number - problem_.variables];
        if (exact.kind == ExactReal::Kind::pi) return functions_.exponentials().pi();
        if (exact.kind == ExactReal::Kind::e) return functions_.exponentials().exp(arithmetic.number(1));
        return arithmetic.decimal(exact.numerator, exact.denominator, problem_.nearest[number - problem_.variables]);
    }
    Interval range = domain_.empty() ? Interval{} : domain_[number];
    Signs signs;
    const NodeId node = problem_.graph.inputs()[number];
    for (const Fact& fact : facts_) {
        if (fact.node != node || fact.minus || !applies(fact)) continue;
        const bool known =
            signs_in(range).subset_of(fact.signs) && range.low >= fact.range.low && range.high <= fact.range.high;
        if (known) continue;
        signs = signs & fact.signs;
        range = intersect(range, fact.range);
        noted_.insert(fmt::format("{} {}", problem_.input_texts[number], fact.relation));
    }
    if (signs.none() || (signs & signs_in(range)).none() || range.low > range.high) throw Contradiction{};
    return functions_.atoms().indeterminate(signs & signs_in(range), range);
}

Ref Attempt::value(NodeId node) {
    Ref& known = values_[index(node)];
    if (known) return known;
    const NodeId before = std::exchange(place_, node);
    Ref made = evaluate(node);
    if (!problem_.graph.node(node).is_input()) made = with_facts(node, std::move(made));
    if (!made->node) made->node = node;
    functions_.atoms().note(made);
    place_ = before;
    return values_[index(node)] = std::move(made);
}

Ref Attempt::evaluate(NodeId id) {
    const Node& node = problem_.graph.node(id);
    if (node.is_input()) return input(node.input_number());
    if (node.is_constant()) return functions_.arithmetic().dyadic(node.constant());
    const auto arguments = problem_.graph.arguments(id);
    if (node.is<ops::Select>()) { // only what is taken
        const std::array choice{value(arguments[0]), functions_.arithmetic().number(1),
                                functions_.arithmetic().number(0)};
        Ref first = functions_.apply(node.opcode(), choice);
        if (!first->undefined.empty()) return first;
        return value(functions_.arithmetic().is_zero(first) ? arguments[2] : arguments[1]);
    }
    std::vector<Ref> values;
    for (const NodeId argument : arguments) {
        values.push_back(value(argument));
        place_ = id;
        if (!node.is<ops::ChainProduct>()) continue;
        const Ref factor = functions_.arithmetic().settled(values.back());
        if (factor->undefined.empty() && factor->infinite == 0 && functions_.arithmetic().is_zero(factor))
            return functions_.arithmetic().number(0);
    }
    if (node.is<ops::Divide>()) note_divisor(arguments[1], functions_.arithmetic().settled(values[1]));
    return functions_.apply(node.opcode(), values);
}

void Attempt::note_divisor(NodeId divisor, const Ref& value) {
    if (!value->undefined.empty() || value->infinite != 0) return;
    if (functions_.arithmetic().signs(value).subset_of(Signs::not_zero) || functions_.arithmetic().constant(value))
        return;
    noted_.insert(fmt::format("{} != 0", problem_.text(divisor)));
}

std::string Attempt::text(const Ref& x) const {
    if (x->node) return problem_.text(*x->node);
    if (x->rational)
        return x->rational->d == 1 ? fmt::format("{}", x->rational->n)
                                   : fmt::format("{}/{}", x->rational->n, x->rational->d);
    return {};
}

std::set<std::string> Attempt::assumptions() const {
    std::set<std::string> all = noted_;
    for (const Assumption& assumption : functions_.arithmetic().assumptions()) {
        const std::string left = text(assumption.left), right = text(assumption.right);
        all.insert(left.empty() || right.empty()
                       ? fmt::format("nothing that {} compares is zero", problem_.text(place_))
                       : fmt::format("{} {} {}", left, assumption.relation, right));
    }
    std::erase_if(all, [&](const std::string& weak) { // where the strict one stands, too
        const auto place = weak.find(" >= ");
        return place != std::string::npos && all.contains(weak.substr(0, place) + " > " + weak.substr(place + 4));
    });
    return all;
}

} // namespace autodiff::proofs
