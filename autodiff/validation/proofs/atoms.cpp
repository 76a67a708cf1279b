#include <autodiff/validation/proofs/atoms.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <utility>

namespace autodiff::proofs {

namespace {

Rational checked(std::optional<Rational> x) {
    if (!x) throw Outside{"exponents with very large numerators or denominators"};
    return *x;
}

bool is_even(Rational x) { return x.d == 1 && x.n % 2 == 0; }

} // namespace

std::int64_t Atoms::order_of(std::size_t atom) const {
    const auto found = orders_.find(atom);
    return found == orders_.end() ? 1 : found->second;
}

Ref Atoms::indeterminate(Signs signs, Interval range) {
    const std::int64_t order = order_of(atoms_.size());
    const bool negative = signs.subset_of(Signs::not_positive);
    const Signs root_signs = negative ? -signs : signs;
    if (order == 1 || (order % 2 == 0 && !root_signs.subset_of(Signs::not_negative))) {
        const Ref x = arithmetic_.indeterminate(root_signs, negative ? proofs::negate(range) : range);
        atoms_.push_back({x, order == 1 ? x : nullptr, order});
        if (order != 1) atoms_.back().root = root_of(x, order);
        return negative ? arithmetic_.negate(x) : x;
    }
    const Ref root = arithmetic_.indeterminate(
        root_signs, {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()});
    const Ref x =
        arithmetic_.sharpened(arithmetic_.power(root, order), root_signs, negative ? proofs::negate(range) : range);
    atoms_.push_back({x, root, order});
    return negative ? arithmetic_.negate(x) : x;
}

std::size_t Atoms::positive_indeterminate(Interval range) {
    indeterminate(Signs::positive, range);
    return atoms_.size() - 1;
}

std::size_t Atoms::add(const Ref& value) {
    const std::int64_t order = order_of(atoms_.size());
    atoms_.push_back({value, value, order});
    const std::size_t atom = atoms_.size() - 1;
    if (order != 1) atoms_[atom].root = root_of(value, order);
    return atom;
}

std::size_t Atoms::integer(std::int64_t n) {
    for (std::size_t i = 0; i < atoms_.size(); ++i)
        if (atoms_[i].value->rational == Rational{n, 1}) return i;
    return add(arithmetic_.number(n));
}

// Odd roots exist once in the field, as they do on the real line; a square root of 2 must fit to the eighth root of 1;
// other square roots are adjoined.
Ref Atoms::root_of(const Ref& value, std::int64_t order) {
    Ref root = value;
    for (const std::int64_t prime : {3, 5, 7})
        for (; order % prime == 0; order /= prime) {
            auto element = arithmetic_.ring().odd_root(root->element, static_cast<std::uint64_t>(prime));
            if (!element) throw Outside{"an odd root of an expression with square roots"};
            arithmetic_.choose_conjugate(static_cast<int>(prime));
            root =
                arithmetic_.make(std::move(*element), root->size, arithmetic_.signs(root),
                                 {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()});
        }
    for (; order % 2 == 0; order /= 2) root = square_root_of(root);
    if (order != 1) throw Outside{"a root of an order with a prime factor above 7"};
    return root;
}

Ref Atoms::square_root_of(const Ref& value) {
    Ring& ring = arithmetic_.ring();
    if (value->rational == Rational{2, 1}) {
        const Element eighth = ring.eighth_root();
        return arithmetic_.make(ring.add(eighth, *ring.inverse(eighth)), {1, 2}, Signs::positive, {1.4, 1.5});
    }
    auto element = ring.adjoin_square_root(value->element);
    if (!element) throw Outside{"more than five independent square roots"};
    const Signs signs = arithmetic_.signs(value).subset_of(Signs::positive) ? Signs::positive : Signs::not_negative;
    Interval range = value->range;
    if (range.low < 0) range.low = 0;
    return arithmetic_.make(std::move(*element), value->size, signs,
                            increasing([](double x) { return std::sqrt(x); }, range));
}

void Atoms::multiply(Product& product, std::size_t atom, Rational exponent) {
    for (Power& power : product.powers) {
        if (power.atom != atom) continue;
        power.exponent = checked(proofs::add(power.exponent, exponent));
        return;
    }
    product.powers.push_back({atom, exponent});
}

void Atoms::split_constant(Product& product, Rational constant, Rational exponent) {
    if (constant.n < 0) {
        constant.n = -constant.n;
        if (exponent.d != 1) throw Outside{"a fractional power of a negative number"};
        if (exponent.n % 2 != 0) product.sign = -product.sign;
    }
    const Rational inverse{-exponent.n, exponent.d};
    for (const auto& [number, e] : {std::pair{constant.n, exponent}, std::pair{constant.d, inverse}}) {
        std::int64_t rest = number;
        for (std::int64_t p = 2; p < 1000 && p * p <= rest; ++p)
            for (; rest % p == 0; rest /= p) multiply(product, integer(p), e);
        if (rest != 1) multiply(product, integer(rest), e);
    }
}

void Atoms::take(Product& product, const Match& match, Rational exponent) {
    split_constant(product, match.constant, exponent);
    for (const Power& power : match.powers)
        multiply(product, power.atom, checked(proofs::multiply(power.exponent, exponent)));
}

void Atoms::split_factor(Product& product, const Ref& base, Rational exponent, For use, std::vector<Factor>& rest) {
    if (const auto constant = arithmetic_.constant(base)) {
        if (constant->n == 0) throw Outside{"a power of zero"};
        split_constant(product, *constant, exponent);
        return;
    }
    const Signs signs = arithmetic_.signs(base);
    if (signs.subset_of(Signs::zero)) throw Outside{"a power of what can only be zero"};
    if (signs.subset_of(Signs::not_positive)) {
        if (exponent.d != 1) throw Outside{"a fractional power of a negative number"};
        if (exponent.n % 2 != 0) product.sign = -product.sign;
        split_factor(product, arithmetic_.negate(base), exponent, use, rest);
        return;
    }
    const bool known = signs.subset_of(Signs::not_negative);
    if (!known && use == For::positive_power) {
        rest.push_back({base, exponent});
        return;
    }
    const auto match = find(base);
    if (!match && use == For::positive_power)
        if (const auto square = as_square(base)) {
            split_constant(product, square->constant, exponent);
            split_factor(product, square->root, checked(proofs::multiply(exponent, {2, 1})), use, rest);
            return;
        }
    if (match && (use == For::odd_root || reliable(match->powers, match->constant)))
        take(product, *match, exponent);
    else
        multiply(product, add(base), exponent);
}

/// Factors that may have either sign: their product is one atom, which has the sign that makes the whole positive.
void Atoms::split_rest(Product& product, const std::vector<Factor>& rest) {
    Ref together = arithmetic_.number(product.sign);
    for (const Factor& factor : rest) {
        if (factor.exponent.d != 1) throw Outside{"a fractional power of what may be negative"};
        together = arithmetic_.multiply(together, arithmetic_.power(factor.base, factor.exponent.n));
    }
    product.sign = 1;
    const auto match = find(together);
    if (match && reliable(match->powers, match->constant))
        take(product, *match, {1, 1});
    else
        multiply(product, add(together), {1, 1});
}

Atoms::Product Atoms::split(const Ref& x, For use) {
    Product product;
    std::vector<Factor> rest;
    if (x->factors.empty())
        split_factor(product, x, {1, 1}, use, rest);
    else
        for (const Factor& factor : x->factors) split_factor(product, factor.base, factor.exponent, use, rest);
    if (!rest.empty()) split_rest(product, rest);
    return product;
}

Ref Atoms::power(std::size_t atom, Rational exponent) {
    const Atom& a = atoms_[atom];
    const Rational of_root = checked(proofs::multiply(exponent, {a.order, 1}));
    if (of_root.d != 1) throw RootNeeded{atom, std::lcm(a.order, exponent.d)};
    return arithmetic_.power(a.root, of_root.n);
}

Ref Atoms::power(const Product& product, Rational exponent) {
    Ref result = arithmetic_.number(product.sign);
    for (const Power& p : product.powers)
        result = arithmetic_.multiply(result, power(p.atom, checked(proofs::multiply(p.exponent, exponent))));
    return result;
}

Ref Atoms::power(const Ref& x, Rational exponent) {
    if (!Arithmetic::is_ordinary(x)) return x;
    if (exponent.d == 1) return arithmetic_.power(x, exponent.n);
    if (arithmetic_.is_zero(x))
        return exponent.n > 0 ? arithmetic_.number(0) : arithmetic_.undefined("a negative power of zero");
    // a square inside, of what may have either sign: the root depends on which
    for (const Factor& factor : x->factors)
        if (is_even(factor.exponent) && !arithmetic_.signs(factor.base).subset_of(Signs::not_negative) &&
            !arithmetic_.signs(factor.base).subset_of(Signs::not_positive))
            throw SignNeeded{factor.base, arithmetic_.number(0)};
    const Product product = split(x, For::positive_power);
    if (product.sign < 0) return arithmetic_.undefined("a fractional power of a negative number");
    const Ref result = power(product, exponent);
    return arithmetic_.sharpened(result, Signs::not_negative,
                                 {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()});
}

Ref Atoms::cube_root(const Ref& x) {
    if (!Arithmetic::is_ordinary(x)) return x;
    if (arithmetic_.is_zero(x)) return x;
    Product product = split(x, For::odd_root);
    for (const Power& p : product.powers) // a square root that was adjoined says that the atom is not negative
        if (atoms_[p.atom].order % 2 == 0 && !arithmetic_.signs(value(p.atom)).subset_of(Signs::not_negative))
            throw Outside{"a cube root and a square root of what may be negative"};
    const int sign = std::exchange(product.sign, 1);
    const Ref root = power(product, {1, 3});
    return sign < 0 ? arithmetic_.negate(root) : root;
}

} // namespace autodiff::proofs
