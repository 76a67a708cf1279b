// How an expression is recognised as a product of atoms, or as a square.
#include <autodiff/validation/proofs/atoms.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::proofs {

/// Whether x = constant * powers implies that every atom is positive, given that x is.
bool Atoms::reliable(const std::vector<Power>& powers, const Rational& constant) {
    std::size_t unsure = 0;
    bool odd = true;
    for (const Power& power : powers) {
        if (arithmetic_.signs(atoms_[power.atom].value).subset_of(Signs::not_negative)) continue;
        ++unsure;
        odd = odd && (power.exponent == Rational{1, 1} || power.exponent == Rational{-1, 1});
    }
    return unsure == 0 || (unsure == 1 && odd && constant.n > 0);
}

std::optional<Atoms::Match> Atoms::find(const Ref& x) {
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
        const Atom& atom = atoms_[i];
        if (x == atom.root) return Match{{1, 1}, {{i, {1, atom.order}}}};
        if (x == atom.value) return Match{{1, 1}, {{i, {1, 1}}}};
    }
    for (std::size_t i = 0; i < atoms_.size(); ++i)
        for (const auto& [power, order] :
             {std::pair{atoms_[i].value, std::int64_t{1}}, std::pair{atoms_[i].root, atoms_[i].order}})
            if (const auto c = arithmetic_.ratio(x, power)) return Match{*c, {{i, {1, order}}}};
    return find_product(x);
}

// x = c a^k b^l c^m d^n with small exponents: what makes log(1 - x^2) = log(1 - x) + log(1 + x) visible. Products of
// two are found by their signatures, products of more as a product of two over another.
Atoms::Products Atoms::small_products() const {
    constexpr std::size_t most_atoms = 16;
    const Ring& ring = arithmetic_.ring();
    const PrimeField& field = ring.field(0);
    std::vector<std::pair<Power, Residue>> powers;
    for (std::size_t i = atoms_.size() - std::min(atoms_.size(), most_atoms); i < atoms_.size(); ++i) {
        const Residue signature = ring.signature(atoms_[i].value->element);
        if (signature == 0 || atoms_[i].value->rational) continue;
        const Residue inverse = field.inverse(signature);
        powers.push_back({{i, {1, 1}}, signature});
        powers.push_back({{i, {-1, 1}}, inverse});
        powers.push_back({{i, {2, 1}}, field.multiply(signature, signature)});
        powers.push_back({{i, {-2, 1}}, field.multiply(inverse, inverse)});
    }
    Products products{{field.one(), {}}};
    for (const auto& [power, signature] : powers) products.try_emplace(signature, std::vector{power});
    for (const auto& [p, p_signature] : powers)
        for (const auto& [q, q_signature] : powers)
            if (p.atom < q.atom) products.try_emplace(field.multiply(p_signature, q_signature), std::vector{p, q});
    return products;
}

std::optional<Atoms::Match> Atoms::find_product(const Ref& x) {
    constexpr std::size_t most_candidates = 4;
    const Products products = small_products();
    const Residue wanted = arithmetic_.ring().signature(x->element);
    std::vector<Match> candidates;
    for (const auto& [signature, product] : products) {
        const auto other = products.find(arithmetic_.ring().field(0).multiply(wanted, signature));
        if (other == products.end()) continue;
        Match match{{1, 1}, other->second};
        for (const Power& power : product) match.powers.push_back({power.atom, {-power.exponent.n, 1}});
        candidates.push_back(std::move(match));
    }
    std::ranges::sort(candidates, {}, [](const Match& m) { return m.powers.size(); });
    if (candidates.size() > most_candidates) candidates.resize(most_candidates);
    for (Match& match : candidates) {
        Ref product = arithmetic_.number(1);
        for (const Power& p : match.powers)
            product = arithmetic_.multiply(product, arithmetic_.power(atoms_[p.atom].value, p.exponent.n));
        const auto c = arithmetic_.ratio(x, product);
        if (!c) continue;
        match.constant = *c;
        return match;
    }
    return std::nullopt;
}

void Atoms::note(const Ref& x) {
    constexpr std::size_t most = 32;
    if (Arithmetic::is_ordinary(x) && x->real && noted_.size() < most) noted_.push_back(x);
}

/// x = c w^2 with c > 0 and a w that was noted, and whose sign is known: else it is asked for.
std::optional<Atoms::Square> Atoms::as_square(const Ref& x) {
    const Ring& ring = arithmetic_.ring();
    const Residue wanted = ring.signature(x->element);
    for (const Ref& w : noted_) {
        const Residue signature = ring.signature(w->element);
        if (signature == 0 || ring.field(0).multiply(signature, signature) != wanted) continue;
        const auto c = arithmetic_.ratio(x, arithmetic_.power(w, 2));
        if (!c || c->n <= 0) continue;
        const Signs signs = arithmetic_.signs(w);
        if (signs.subset_of(Signs::not_negative) || signs.subset_of(Signs::not_positive)) return Square{*c, w};
        if (w->node) throw SignNeeded{w, arithmetic_.number(0)};
    }
    return std::nullopt;
}

} // namespace autodiff::proofs
