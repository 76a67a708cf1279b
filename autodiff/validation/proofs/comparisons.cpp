// What is known of signs, and what follows from it for comparisons.
#include <autodiff/validation/proofs/arithmetic.hpp>

#include <limits>
#include <utility>

namespace autodiff::proofs {

Signs Arithmetic::restricted(const Ref& x, Signs signs, const std::vector<KnownSigns>& by) {
    if (!x->real || !is_ordinary(x)) return signs;
    for (const KnownSigns& fact : by) {
        if (signs.subset_of(fact.signs) && signs.subset_of(-fact.signs)) continue;
        if (fact.of == x) {
            signs = signs & fact.signs;
        } else if (const auto c = ratio(x, fact.of); c && c->n != 0) {
            signs = signs & (c->n > 0 ? fact.signs : -fact.signs);
        }
    }
    if (signs.none()) throw Contradiction{};
    return signs;
}

Signs Arithmetic::signs(const Ref& x) { return restricted(x, x->signs, facts_); }

Ref Arithmetic::absolute(const Ref& a) {
    Ref x = settled(a);
    if (!x->undefined.empty()) return x;
    if (x->infinite != 0) return dyadic(std::numeric_limits<double>::infinity());
    auto value = std::make_shared<Value>();
    value->absolute_of = x;
    return value;
}

Ref Arithmetic::compare(const Ref& a, const Ref& b, Signs holds) {
    // a real number is below infinity, whatever sign its absolute value hides
    if (a->absolute_of && b->infinite != 0) return compare(a->absolute_of, b, holds);
    Ref x = settled(a), y = settled(b);
    if (!x->undefined.empty()) return x;
    if (!y->undefined.empty()) return y;
    if (x->infinite != 0 || y->infinite != 0) {
        const int difference = x->infinite - y->infinite;
        const Signs sign = difference > 0 ? Signs::positive : difference < 0 ? Signs::negative : Signs::zero;
        return number(sign.subset_of(holds) ? 1 : 0);
    }
    auto value = std::make_shared<Value>();
    value->comparison = Comparison{x, y, subtract(x, y), holds};
    return value;
}

bool Arithmetic::decide(const Comparison& comparison) {
    Signs known = restricted(comparison.difference, signs(comparison.difference), suppositions_);
    if (known.subset_of(comparison.holds)) return true;
    if ((known & comparison.holds).none()) return false;
    if (is_zero(comparison.difference)) return Signs::zero.subset_of(comparison.holds);
    known = known & Signs::not_zero;
    const bool holds = known.subset_of(comparison.holds);
    if (!holds && !(known & comparison.holds).none()) throw SignNeeded{comparison.left, comparison.right};
    assumptions_.push_back({comparison.left, "!=", comparison.right});
    return holds;
}

Ref Arithmetic::settled(const Ref& x) {
    patience_.ask();
    if (x->comparison) return number(decide(*x->comparison) ? 1 : 0);
    if (!x->absolute_of) return x;
    const Ref& y = x->absolute_of;
    if (!decide({y, number(0), y, Signs::negative})) return y;
    Ref size = negate(y);
    if (!size->node) size->node = x->node; // so that it can be said what a further sign depends on
    return size;
}

} // namespace autodiff::proofs
