#include <autodiff/validation/proofs/exponentials.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace autodiff::proofs {

bool is_combination(Arithmetic& arithmetic, const Ref& x, const std::vector<Rational>& coefficients,
                    const std::vector<Ref>& values) {
    Ref sum = arithmetic.number(0);
    for (std::size_t i = 0; i < coefficients.size(); ++i)
        if (coefficients[i].n != 0)
            sum = arithmetic.add(sum, arithmetic.multiply(arithmetic.number(coefficients[i]), values[i]));
    return arithmetic.equal(x, sum);
}

namespace {

template <class Entries, class Project>
std::vector<Ref> values_of(const Entries& entries, Project project) {
    std::vector<Ref> values;
    values.reserve(entries.size());
    for (const auto& entry : entries) values.push_back(project(entry));
    return values;
}

} // namespace

Ref Exponentials::exp(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty()) return x;
    if (x->infinite != 0) return arithmetic_.undefined("the exponential of infinity");
    const Interval range = increasing([](double v) { return std::exp(v); }, x->range);
    const auto known = [&](const Ref& y) { return arithmetic_.sharpened(y, Signs::positive, range); };
    if (const auto found = relations_.solve(x->element);
        found &&
        is_combination(arithmetic_, x, *found, values_of(exponents_, [](const Exponent& e) { return e.exponent; }))) {
        Atoms::Product product;
        for (std::size_t i = 0; i < found->size(); ++i)
            if ((*found)[i].n != 0) product.powers.push_back({exponents_[i].atom, (*found)[i]});
        return known(atoms_.power(product, {1, 1}));
    }
    const std::size_t atom = atoms_.positive_indeterminate({0, std::numeric_limits<double>::infinity()});
    exponents_.push_back({x, atom});
    relations_.add(x->element);
    return known(atoms_.power(atom, {1, 1}));
}

Ref Exponentials::log_of_atom(std::size_t atom) {
    for (const Exponent& e : exponents_)
        if (e.atom == atom) return e.exponent;
    const Ref value = atoms_.value(atom);
    Interval range = value->range;
    if (range.low < 0) range.low = 0;
    Ref logarithm = arithmetic_.indeterminate({}, increasing([](double v) { return std::log(v); }, range));
    exponents_.push_back({logarithm, atom});
    relations_.add(logarithm->element);
    return logarithm;
}

Ref Exponentials::log(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty()) return x;
    if (x->infinite != 0) return arithmetic_.undefined("the logarithm of infinity");
    if (arithmetic_.is_zero(x)) return arithmetic_.undefined("the logarithm of zero");
    const Atoms::Product product = atoms_.split(x, Atoms::For::positive_power);
    if (product.sign < 0) return arithmetic_.undefined("the logarithm of a negative number");
    Ref sum = arithmetic_.number(0);
    for (const Atoms::Power& power : product.powers)
        sum = arithmetic_.add(sum, arithmetic_.multiply(arithmetic_.number(power.exponent), log_of_atom(power.atom)));
    Interval range = x->range;
    if (range.low < 0) range.low = 0;
    return arithmetic_.sharpened(sum, {}, increasing([](double v) { return std::log(v); }, range));
}

Ref Exponentials::pi() {
    if (!pi_) pi_ = atoms_.positive_indeterminate({3.141592653589793, 3.1415926535897936});
    return atoms_.value(*pi_);
}

} // namespace autodiff::proofs
