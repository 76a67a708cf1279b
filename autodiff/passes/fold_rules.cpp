#include <autodiff/passes/fold_rules.hpp>

#include <cmath>
#include <utility>

namespace autodiff::passes {

namespace {

using Folded = std::optional<NodeId>;
using Arguments = std::span<const NodeId>;

/// A constant zero that may be left out of x + zero: +0 changes the sign of x = -0, -0 changes nothing.
bool is_zero_term(const Folder& f, NodeId x, double harmless) {
    const auto c = f.number(x);
    return c == 0.0 && (f.allows(Exactness::zero_signs) || std::signbit(*c) == std::signbit(harmless));
}

Folded add_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1];
    if (is_zero_term(f, a, -0.0)) return b;
    if (is_zero_term(f, b, -0.0)) return a;
    if (a == b) return f.scaled(2, a);
    if (f.has_minus(b)) return f.add<ops::Subtract>(a, f.without_minus(b));
    if (f.has_minus(a)) return f.add<ops::Subtract>(b, f.without_minus(a));
    return {};
}

Folded subtract_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1];
    if (is_zero_term(f, b, 0.0)) return a;
    if (is_zero_term(f, a, -0.0)) return f.negative(b);
    if (f.has_minus(b)) return f.add<ops::Add>(a, f.without_minus(b));
    return {};
}

/// c * b, or b * c, as the order was.
Folded multiply_by_number(Folder& f, double c, NodeId b, bool constant_first) {
    if (c == 1) return b;
    if (c == -1) return f.negative(b);
    if (c == 0 && f.allows(Exactness::finite)) return f.constant(0);
    if (!f.node(b).is<ops::Negate>()) return {};
    const NodeId factor = f.constant(-c), y = f.without_minus(b);
    return constant_first ? f.add<ops::Multiply>(factor, y) : f.add<ops::Multiply>(y, factor);
}

Folded multiply_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1];
    if (f.has_minus(a) && f.has_minus(b)) return f.add<ops::Multiply>(f.without_minus(a), f.without_minus(b));
    if (const auto c = f.number(a)) return multiply_by_number(f, *c, b, true);
    if (const auto c = f.number(b)) return multiply_by_number(f, *c, a, false);
    if (f.node(a).is<ops::Negate>()) return f.negative(f.add<ops::Multiply>(f.without_minus(a), b));
    if (f.node(b).is<ops::Negate>()) return f.negative(f.add<ops::Multiply>(a, f.without_minus(b)));
    return {};
}

Folded divide_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1];
    if (f.number(b) == 1.0) return a;
    if (f.number(b) == -1.0) return f.negative(a);
    if (f.number(a) == 0.0 && f.allows(Exactness::finite)) return f.constant(0);
    if (f.has_minus(a) && f.has_minus(b)) return f.add<ops::Divide>(f.without_minus(a), f.without_minus(b));
    if (f.node(a).is<ops::Negate>()) return f.negative(f.add<ops::Divide>(f.without_minus(a), b));
    if (f.node(b).is<ops::Negate>()) return f.negative(f.add<ops::Divide>(a, f.without_minus(b)));
    return {};
}

/// -a: the sign moves into a constant of a, or turns a difference around.
Folded negate_rule(Folder& f, Arguments x) {
    const Node a = f.node(x[0]);
    if (a.is<ops::Negate>()) return a.arguments[0];
    if (a.is<ops::Subtract>() && f.allows(Exactness::zero_signs))
        return f.add<ops::Subtract>(a.arguments[1], a.arguments[0]);
    if (a.is<ops::Multiply>()) {
        if (const auto c = f.number(a.arguments[0])) return f.add<ops::Multiply>(f.constant(-*c), a.arguments[1]);
        if (const auto c = f.number(a.arguments[1])) return f.add<ops::Multiply>(a.arguments[0], f.constant(-*c));
    }
    if (a.is<ops::Divide>())
        if (const auto c = f.number(a.arguments[0])) return f.add<ops::Divide>(f.constant(-*c), a.arguments[1]);
    return {};
}

/// x y + z, exact in the product, so that a zero term or a unit factor leaves one rounding.
Folded fma_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1], c = x[2];
    for (const auto& [factor, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (f.number(factor) == 1.0) return f.add<ops::Add>(other, c);
        if (f.number(factor) == -1.0) return f.add<ops::Subtract>(c, other);
        if (f.number(factor) == 0.0 && f.allows(Exactness::finite)) return c;
    }
    if (is_zero_term(f, c, -0.0)) return f.add<ops::Multiply>(a, b);
    return {};
}

/// x y where a zero wins over everything: a plain product once one of the two is known to be neither zero nor infinite.
Folded chain_product_rule(Folder& f, Arguments x) {
    const NodeId a = x[0], b = x[1];
    if (f.number(a) == 0.0 || f.number(b) == 0.0) return f.constant(0);
    if (a == b) return f.add<ops::Multiply>(a, a);
    if (!f.allows(Exactness::zero_signs)) return {};
    for (const NodeId factor : {a, b})
        if (const auto c = f.number(factor); c && std::isfinite(*c)) return f.add<ops::Multiply>(a, b);
    if (f.node(a).is<ops::Negate>()) return f.negative(f.add<ops::ChainProduct>(f.without_minus(a), b));
    if (f.node(b).is<ops::Negate>()) return f.negative(f.add<ops::ChainProduct>(a, f.without_minus(b)));
    return {};
}

/// C's pow is 1 for an exponent of 0 and a base of 1, even beside NaN.
Folded pow_rule(Folder& f, Arguments x) {
    if (f.number(x[1]) == 1.0) return x[0];
    if (f.number(x[1]) == 0.0 || f.number(x[0]) == 1.0) return f.constant(1);
    return {};
}

Folded select_rule(Folder& f, Arguments x) {
    if (const auto condition = f.number(x[0])) return *condition != 0 ? x[1] : x[2];
    return x[1] == x[2] ? Folded(x[1]) : Folded();
}

template <class Op>
Folded even_rule(Folder& f, Arguments x) {
    return f.has_minus(x[0]) ? Folded(f.add<Op>(f.without_minus(x[0]))) : Folded();
}

// clang-format off
template <class Op> struct Rule { static constexpr FoldRule value = nullptr; };
template <> struct Rule<ops::Add> { static constexpr FoldRule value = add_rule; };
template <> struct Rule<ops::Subtract> { static constexpr FoldRule value = subtract_rule; };
template <> struct Rule<ops::Multiply> { static constexpr FoldRule value = multiply_rule; };
template <> struct Rule<ops::Divide> { static constexpr FoldRule value = divide_rule; };
template <> struct Rule<ops::Negate> { static constexpr FoldRule value = negate_rule; };
template <> struct Rule<ops::FusedMultiplyAdd> { static constexpr FoldRule value = fma_rule; };
template <> struct Rule<ops::ChainProduct> { static constexpr FoldRule value = chain_product_rule; };
template <> struct Rule<ops::Pow> { static constexpr FoldRule value = pow_rule; };
template <> struct Rule<ops::Select> { static constexpr FoldRule value = select_rule; };
template <> struct Rule<ops::Square> { static constexpr FoldRule value = even_rule<ops::Square>; };
template <> struct Rule<ops::Abs> { static constexpr FoldRule value = even_rule<ops::Abs>; };
template <> struct Rule<ops::Cos> { static constexpr FoldRule value = even_rule<ops::Cos>; };
template <> struct Rule<ops::Cosh> { static constexpr FoldRule value = even_rule<ops::Cosh>; };
// clang-format on

} // namespace

FoldRule fold_rule(ops::Opcode operation) { return ops::catalogue_table<Rule>[ops::index(operation)]; }

} // namespace autodiff::passes
