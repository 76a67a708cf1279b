#include <autodiff/validation/proofs/arithmetic.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace autodiff::proofs {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t most_factors = 16;

double bits_of(std::int64_t x) { return std::log2(std::abs(static_cast<double>(x)) + 1) + 1; }

std::vector<Factor> factors_of(const Ref& x) {
    return x->factors.empty() ? std::vector<Factor>{{x, {1, 1}}} : x->factors;
}

/// Multiplies a product by one more power; false where the exponents do not fit.
bool multiply_by(std::vector<Factor>& product, const Factor& factor) {
    for (std::size_t i = 0; i < product.size(); ++i) {
        if (product[i].base != factor.base) continue;
        const auto sum = add(product[i].exponent, factor.exponent);
        if (!sum) return false;
        product[i].exponent = *sum;
        if (sum->n == 0) product.erase(product.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
    }
    product.push_back(factor);
    return product.size() <= most_factors;
}

Signs signs_of_power(Signs base, Rational exponent) {
    if (exponent.n < 0) base = base & Signs::not_zero;
    if (exponent.n % 2 != 0 || exponent.d != 1) return base;
    return base.subset_of(Signs::not_zero) ? Signs::positive : Signs::not_negative;
}

} // namespace

Arithmetic::Arithmetic(std::size_t points_in_first_field, std::uint64_t seed, validation::Patience& patience)
    : patience_(patience), random_(seed), ring_(points_in_first_field, random_) {}

Ref Arithmetic::make(Element element, Size size, Signs signs, Interval range) {
    auto value = std::make_shared<Value>();
    value->element = std::move(element);
    value->size = size;
    value->range = range;
    value->signs = signs & signs_in(range);
    if (!facts_.empty()) value->signs = restricted(value, value->signs, facts_);
    if (value->signs.subset_of(Signs::not_negative)) value->range.low = std::max(range.low, 0.0);
    if (value->signs.subset_of(Signs::not_positive)) value->range.high = std::min(range.high, 0.0);
    if (value->signs.none() || value->range.low > value->range.high) throw Contradiction{};
    return value;
}

Ref Arithmetic::complex(Element element, Size size) {
    auto value = std::make_shared<Value>();
    value->element = std::move(element);
    value->size = size;
    value->real = false;
    return value;
}

Ref Arithmetic::as_real(const Ref& x, Interval range) {
    if (!x->undefined.empty()) return x;
    auto value = std::make_shared<Value>();
    value->element = x->element;
    value->size = x->size;
    value->range = range;
    value->signs = signs_in(range);
    return value;
}

Ref Arithmetic::number(Rational x) {
    const double nearest = static_cast<double>(x.n) / static_cast<double>(x.d);
    const bool exact = x.d == 1 && std::abs(x.n) < std::int64_t{1} << 53;
    auto value = std::make_shared<Value>();
    value->element = ring_.number(x);
    value->size = {0, bits_of(x.n) + bits_of(x.d)};
    value->range = around(nearest, exact);
    value->signs = x.n > 0 ? Signs::positive : x.n < 0 ? Signs::negative : Signs::zero;
    value->rational = x;
    return value;
}

Ref Arithmetic::dyadic(double x) {
    if (std::isnan(x)) return undefined("a constant is NaN");
    if (std::isinf(x)) {
        auto value = std::make_shared<Value>();
        value->infinite = x > 0 ? 1 : -1;
        value->signs = x > 0 ? Signs::positive : Signs::negative;
        return value;
    }
    int exponent = 0;
    auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(x, &exponent), 53));
    exponent -= 53;
    while (mantissa != 0 && mantissa % 2 == 0) {
        mantissa /= 2;
        ++exponent;
    }
    if (mantissa == 0 || (exponent >= 0 && std::abs(x) < 0x1p53)) return number(static_cast<std::int64_t>(x));
    if (exponent < 0 && exponent > -53) return sharpened(number({mantissa, std::int64_t{1} << -exponent}), {}, {x, x});
    return make(ring_.dyadic(x), {0, 54 + std::abs(static_cast<double>(exponent))}, {}, {x, x});
}

Ref Arithmetic::decimal(const std::string& numerator, const std::string& denominator, double nearest) {
    if (numerator.size() <= 17 && denominator.size() <= 17)
        if (const auto small = make_rational(std::stoll(numerator), std::stoll(denominator))) return number(*small);
    const double bits = 4 * static_cast<double>(numerator.size() + denominator.size());
    return make(ring_.decimal(numerator, denominator), {0, bits}, {}, around(nearest, false));
}

Ref Arithmetic::indeterminate(Signs signs, Interval range) {
    return make(ring_.indeterminate(random_), {1, 1}, signs, range);
}

Ref Arithmetic::undefined(std::string why) {
    auto value = std::make_shared<Value>();
    value->undefined = std::move(why);
    return value;
}

Ref Arithmetic::sharpened(const Ref& x, Signs signs, Interval range) {
    auto value = std::make_shared<Value>(*x);
    value->range = intersect(x->range, range);
    value->signs = x->signs & signs & signs_in(value->range);
    if (value->signs.none() || value->range.low > value->range.high) throw Contradiction{};
    return value;
}

Ref Arithmetic::as_product(const Ref& x, std::vector<Factor> factors) {
    auto value = std::make_shared<Value>(*x);
    value->factors = std::move(factors);
    return value;
}

Ref Arithmetic::add(const Ref& a, const Ref& b) {
    Ref x = settled(a), y = settled(b);
    if (!x->undefined.empty()) return x;
    if (!y->undefined.empty()) return y;
    if (x->infinite != 0 || y->infinite != 0) return undefined("arithmetic with infinity");
    if (x->rational && y->rational)
        if (const auto sum = proofs::add(*x->rational, *y->rational)) return number(*sum);
    if (x->rational && x->rational->n == 0) return y;
    if (y->rational && y->rational->n == 0) return x;
    if (!x->real || !y->real) return complex(ring_.add(x->element, y->element), x->size + y->size);
    return make(ring_.add(x->element, y->element), x->size + y->size, x->signs + y->signs,
                proofs::add(x->range, y->range));
}

Ref Arithmetic::negate(const Ref& a) {
    Ref x = settled(a);
    if (!x->undefined.empty()) return x;
    if (x->infinite != 0) return dyadic(-x->infinite * infinity);
    return multiply(number(-1), x);
}

Ref Arithmetic::multiply(const Ref& a, const Ref& b) {
    Ref x = settled(a), y = settled(b);
    if (!x->undefined.empty()) return x;
    if (!y->undefined.empty()) return y;
    if (x->infinite != 0 || y->infinite != 0) return undefined("arithmetic with infinity");
    if (x->rational && y->rational)
        if (const auto product = proofs::multiply(*x->rational, *y->rational)) return number(*product);
    if (x->rational == Rational{1, 1}) return y;
    if (y->rational == Rational{1, 1}) return x;
    if (!x->real || !y->real) return complex(ring_.multiply(x->element, y->element), x->size + y->size);
    Signs product_signs = signs(x) * signs(y);
    std::vector<Factor> factors = factors_of(x);
    const bool fits = std::ranges::all_of(factors_of(y), [&](const Factor& f) { return multiply_by(factors, f); });
    if (fits) {
        Signs by_factors = Signs::positive;
        for (const Factor& f : factors) by_factors = by_factors * signs_of_power(signs(f.base), f.exponent);
        product_signs = product_signs & by_factors;
    }
    Ref product = make(ring_.multiply(x->element, y->element), x->size + y->size, product_signs,
                       proofs::multiply(x->range, y->range));
    if (!fits || (factors.size() == 1 && factors[0].exponent == Rational{1, 1})) return product;
    return as_product(product, std::move(factors));
}

Ref Arithmetic::power(const Ref& a, std::int64_t exponent) {
    Ref x = settled(a);
    if (!x->undefined.empty()) return x;
    if (x->infinite != 0) return undefined("arithmetic with infinity");
    if (exponent == 0) return number(1);
    if (exponent == 1) return x;
    if (std::abs(exponent) > (1 << 20)) throw Outside{"a power with a very large exponent"};
    const auto element = ring_.power(x->element, exponent);
    if (!element) return undefined("division by zero");
    if (x->rational && exponent == -1)
        if (const auto reciprocal = make_rational(x->rational->d, x->rational->n)) return number(*reciprocal);
    const double steps = static_cast<double>(std::abs(exponent)) *
                         (exponent < 0 ? static_cast<double>(std::size_t{1} << x->element.depth) : 1.0);
    if (!x->real) return complex(*element, x->size * steps);
    Signs s = signs(x);
    Interval range = exponent < 0 ? reciprocal(x->range) : x->range;
    if (exponent < 0) s = s & Signs::not_zero;
    Interval product = range;
    Signs product_signs = s;
    for (std::int64_t k = 1; k < std::min<std::int64_t>(std::abs(exponent), 8); ++k)
        product = proofs::multiply(product, range);
    if (std::abs(exponent) > 8) product = {-infinity, infinity};
    if (exponent % 2 == 0) product_signs = s.subset_of(Signs::not_zero) ? Signs::positive : Signs::not_negative;
    std::vector<Factor> factors = factors_of(x);
    bool fits = true;
    for (Factor& f : factors) {
        const auto raised = proofs::multiply(f.exponent, {exponent, 1});
        fits = fits && raised;
        if (raised) f.exponent = *raised;
    }
    const Ref result = make(*element, x->size * steps, product_signs, product);
    return fits ? as_product(result, std::move(factors)) : result;
}

void Arithmetic::count_equality(const Size& size) {
    // A prime that divides all coefficients, or a root at the random point; in each of the independent fields.
    const double bits = std::max(size.bits, 1.0) * conjugates_, degree = std::max(size.degree, 1.0) * conjugates_;
    const double each = bits / PrimeField::log2_prime * std::exp2(-PrimeField::log2_choices) +
                        degree * std::exp2(-PrimeField::log2_prime);
    const double log2 = static_cast<double>(Ring::test_primes) * std::log2(std::min(each, 1.0));
    const double larger = std::max(log2, log2_error_);
    log2_error_ = larger + std::log2(std::exp2(log2 - larger) + std::exp2(log2_error_ - larger));
}

bool Arithmetic::equal(const Ref& x, const Ref& y) {
    if (x == y) return true;
    if (!is_ordinary(x) || !is_ordinary(y)) return false;
    if (!ring_.equal(x->element, y->element)) return false;
    count_equality(x->size + y->size);
    return true;
}

bool Arithmetic::is_zero(const Ref& x) {
    if (x->rational) return x->rational->n == 0;
    if (!is_ordinary(x)) return false;
    if (x->signs.subset_of(Signs::not_zero) || !ring_.is_zero(x->element)) return false;
    count_equality(x->size);
    return true;
}

std::optional<Rational> Arithmetic::constant(const Ref& x) {
    if (x->rational) return x->rational;
    if (!is_ordinary(x)) return std::nullopt;
    const auto found = ring_.constant(x->element);
    if (found) count_equality(x->size + Size{0, bits_of(found->n) + bits_of(found->d)});
    return found;
}

std::optional<Rational> Arithmetic::ratio(const Ref& x, const Ref& y) {
    if (!is_ordinary(x) || !is_ordinary(y)) return std::nullopt;
    patience_.ask();
    if (!ring_.may_be_proportional(x->element, y->element)) return std::nullopt;
    const auto inverse = ring_.inverse(y->element);
    if (!inverse) return std::nullopt;
    const auto found = ring_.constant(ring_.multiply(x->element, *inverse));
    if (found) count_equality(x->size + y->size + Size{0, bits_of(found->n) + bits_of(found->d)});
    return found;
}

} // namespace autodiff::proofs
