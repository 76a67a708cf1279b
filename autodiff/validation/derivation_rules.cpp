#include <autodiff/validation/derivation_rules.hpp>

#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace autodiff::derivation {

namespace {

bool is_one(const Shown& x) { return x.symbol.is_constant() && x.symbol.constant() == 1; }

Shown operator-(const Shown& x) { return {Symbol(-x.symbol)}; }
Shown operator-(const Shown& x, const Shown& y) { return {Symbol(x.symbol - y.symbol)}; }
Shown operator/(const Shown& x, const Shown& y) { return is_one(y) ? x : Shown{Symbol(x.symbol / y.symbol)}; }
Shown square(const Shown& x) { return {Symbol(square(x.symbol))}; }
Shown log(const Shown& x) { return {Symbol(log(x.symbol))}; }
Shown pow(const Shown& x, const Shown& y) { return {Symbol(pow(x.symbol, y.symbol))}; }
Shown number(double x) { return {Symbol(x)}; }

using P = const Parts&;
template <class Op>
constexpr ops::Opcode code = ops::opcode<Op>;
constexpr std::array both{true, true};
constexpr std::array first{true, false};
constexpr std::array second{false, true};

// clang-format off
constexpr std::array rules{
    TextbookRule{code<ops::Add>, both, "sum rule", {"u", "v"}, [](P p) { return p.da + p.db; }},
    TextbookRule{code<ops::Add>, first, "sum rule", {"u", "c"}, [](P p) { return p.da; }},
    TextbookRule{code<ops::Add>, second, "sum rule", {"c", "u"}, [](P p) { return p.db; }},
    TextbookRule{code<ops::Subtract>, both, "difference rule", {"u", "v"}, [](P p) { return p.da - p.db; }},
    TextbookRule{code<ops::Subtract>, first, "difference rule", {"u", "c"}, [](P p) { return p.da; }},
    TextbookRule{code<ops::Subtract>, second, "difference rule", {"c", "u"}, [](P p) { return -p.db; }},
    TextbookRule{code<ops::Negate>, first, "constant factor rule", {"u", ""}, [](P p) { return -p.da; }},
    TextbookRule{code<ops::Multiply>, both, "product rule", {"u", "v"}, [](P p) { return p.da * p.b + p.a * p.db; }},
    TextbookRule{code<ops::Multiply>, first, "constant factor rule", {"u", "c"}, [](P p) { return p.da * p.b; }},
    TextbookRule{code<ops::Multiply>, second, "constant factor rule", {"c", "u"}, [](P p) { return p.a * p.db; }},
    TextbookRule{code<ops::ChainProduct>, both, "product rule", {"u", "v"}, [](P p) { return p.da * p.b + p.a * p.db; }},
    TextbookRule{code<ops::ChainProduct>, first, "constant factor rule", {"u", "c"}, [](P p) { return p.da * p.b; }},
    TextbookRule{code<ops::ChainProduct>, second, "constant factor rule", {"c", "u"}, [](P p) { return p.a * p.db; }},
    TextbookRule{code<ops::Divide>, both, "quotient rule", {"u", "v"},
                 [](P p) { return (p.da * p.b - p.a * p.db) / square(p.b); }},
    TextbookRule{code<ops::Divide>, first, "constant factor rule", {"u", "c"}, [](P p) { return p.da / p.b; }},
    TextbookRule{code<ops::Divide>, second, "reciprocal rule", {"c", "u"},
                 [](P p) { return -(p.a * p.db) / square(p.b); }},
    TextbookRule{code<ops::Square>, first, "power rule", {"u", ""}, [](P p) { return number(2) * p.a * p.da; }},
    TextbookRule{code<ops::Pow>, first, "power rule", {"u", "c"},
                 [](P p) { return p.b * pow(p.a, p.b - number(1)) * p.da; }},
    TextbookRule{code<ops::Pow>, second, "exponential rule", {"c", "u"},
                 [](P p) { return pow(p.a, p.b) * log(p.a) * p.db; }},
    TextbookRule{code<ops::Pow>, both, "general power rule", {"u", "v"},
                 [](P p) { return pow(p.a, p.b) * (p.db * log(p.a) + p.b * p.da / p.a); }},
};
// clang-format on

/// u, v; u1, u2, ... for more.
std::string letter(std::size_t k, std::size_t count, const TextbookRule* rule) {
    if (rule != nullptr) return rule->letters[k];
    if (count <= 2) return k == 0 ? "u" : "v";
    return fmt::format("u{}", k + 1);
}

} // namespace

Shown operator+(const Shown& x, const Shown& y) { return {Symbol(x.symbol + y.symbol)}; }

Shown operator*(const Shown& x, const Shown& y) {
    if (is_one(x)) return y;
    if (is_one(y)) return x;
    return {Symbol(x.symbol * y.symbol)};
}

std::span<const TextbookRule> textbook_rules() { return rules; }

const TextbookRule* textbook_rule(ops::Opcode operation, std::span<const bool> moving) {
    const auto* const found = std::find_if(rules.begin(), rules.end(), [&](const TextbookRule& rule) {
        return rule.operation == operation && rule.moving[0] == moving[0] &&
               rule.moving[1] == (moving.size() > 1 && moving[1]);
    });
    return found == rules.end() ? nullptr : found;
}

DerivationRule rule_of(ops::Opcode operation, std::span<const bool> moving, bool plain, const std::string& variable) {
    const TextbookRule* const rule = textbook_rule(operation, moving);
    const bool named = plain && rule == nullptr && moving.size() == 1;
    DerivationRule result;
    Graph& formula = result.formula;
    std::vector<NodeId> arguments;
    for (std::size_t k = 0; k < moving.size(); ++k) {
        arguments.push_back(formula.add_input());
        result.letters.push_back(named ? variable : letter(k, moving.size(), rule));
    }
    std::vector<Shown> slopes;
    for (std::size_t k = 0; k < moving.size(); ++k) {
        slopes.push_back({Symbol(named ? 1 : 0)});
        if (!moving[k] || named) continue;
        slopes[k] = {Symbol(formula, formula.add_input())};
        result.letters.push_back(result.letters[k] + "'");
    }
    const NodeId node = formula.add(operation, arguments);
    formula.add_output(node);
    if (rule != nullptr) {
        const auto part = [&](std::size_t k) {
            return k < arguments.size() ? Shown{Symbol(formula, arguments[k])} : number(0);
        };
        const Shown slope = rule->derivative({part(0), part(1), slopes[0], slopes.size() > 1 ? slopes[1] : number(0)});
        formula.add_output(slope.symbol.node_in(formula));
        result.name = rule->name;
        return result;
    }
    const std::vector<NodeId> partials = add_partials(formula, node);
    Shown sum = number(0);
    bool started = false;
    for (std::size_t k = 0; k < moving.size(); ++k) {
        if (!moving[k]) continue;
        const Shown term = Shown{Symbol(formula, partials[k])} * slopes[k];
        sum = started ? sum + term : term;
        started = true;
    }
    formula.add_output(sum.symbol.node_in(formula));
    formula = simplify(formula);
    result.name = named ? fmt::format("derivative of {}", notation(operation).name) : "chain rule";
    return result;
}

} // namespace autodiff::derivation
