#include <autodiff/validation/proofs/linear_relations.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::proofs {

std::vector<Residue> LinearRelations::entries_of(const Element& x) const {
    const std::size_t points = ring_.points_in_first_field();
    const std::size_t width = std::size_t{1} << x.depth;
    std::vector<Residue> entries(points << Ring::most_roots);
    for (std::size_t point = 0; point < points; ++point)
        for (std::size_t k = 0; k < width; ++k) entries[k * points + point] = x.coefficients[point * width + k];
    return entries;
}

void LinearRelations::reduce(std::vector<Residue>& entries, std::vector<Residue>& combination) const {
    const PrimeField& p = ring_.field(0);
    for (const Row& row : rows_) {
        const Residue factor = entries[row.pivot];
        if (factor == 0) continue;
        for (std::size_t k = 0; k < entries.size(); ++k)
            if (row.entries[k] != 0) entries[k] = p.subtract(entries[k], p.multiply(factor, row.entries[k]));
        for (std::size_t k = 0; k < row.sources.size(); ++k)
            combination[k] = p.add(combination[k], p.multiply(factor, row.sources[k]));
    }
}

std::optional<std::vector<Rational>> LinearRelations::small(const std::vector<Residue>& coefficients) const {
    std::vector<Rational> result;
    for (const Residue c : coefficients) {
        const auto rational = reconstruct(ring_.field(0), c);
        if (!rational) return std::nullopt;
        result.push_back(*rational);
    }
    return result;
}

std::optional<std::vector<Rational>> LinearRelations::solve(const Element& x) const {
    std::vector<Residue> entries = entries_of(x), coefficients(count_);
    reduce(entries, coefficients);
    if (std::ranges::any_of(entries, [](Residue e) { return e != 0; })) return std::nullopt;
    if (auto found = small(coefficients)) return found;
    // x = q extra + small ones: q is the ratio of a coefficient that is not small to the extra's
    const PrimeField& p = ring_.field(0);
    for (const Extra& extra : extras_) {
        for (std::size_t k = 0; k < extra.coefficients.size(); ++k) {
            if (extra.coefficients[k] == 0 || reconstruct(p, extra.coefficients[k])) continue;
            const Residue ratio = p.multiply(coefficients[k], p.inverse(extra.coefficients[k]));
            std::vector<Residue> rest = coefficients;
            for (std::size_t j = 0; j < extra.coefficients.size(); ++j)
                rest[j] = p.subtract(rest[j], p.multiply(ratio, extra.coefficients[j]));
            rest[extra.element] = ratio;
            if (auto found = small(rest)) return found;
            break;
        }
    }
    return std::nullopt;
}

void LinearRelations::add(const Element& x) {
    Row row{entries_of(x), std::vector<Residue>(count_ + 1), 0};
    const PrimeField& p = ring_.field(0);
    std::vector<Residue> combination(count_ + 1);
    reduce(row.entries, combination);
    const auto pivot = std::ranges::find_if(row.entries, [](Residue e) { return e != 0; });
    if (pivot == row.entries.end()) {
        combination.resize(count_);
        extras_.push_back({count_, std::move(combination)});
    } else {
        row.pivot = static_cast<std::size_t>(pivot - row.entries.begin());
        const Residue scale = p.inverse(*pivot);
        for (Residue& e : row.entries) e = p.multiply(e, scale);
        for (std::size_t k = 0; k < count_; ++k) row.sources[k] = p.multiply(p.negate(combination[k]), scale);
        row.sources[count_] = scale;
        rows_.push_back(std::move(row));
    }
    ++count_;
}

} // namespace autodiff::proofs
