#include <autodiff/validation/proofs/ring.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace autodiff::proofs {

namespace {

constexpr std::size_t most_coefficients = std::size_t{1} << Ring::most_roots;

/// A decimal integer, with its sign.
Residue decimal_residue(const PrimeField& field, const std::string& digits) {
    Residue x = 0;
    const Residue ten = field.number(10);
    for (const char c : digits)
        if (c >= '0' && c <= '9') x = field.add(field.multiply(x, ten), field.number(c - '0'));
    return digits.starts_with('-') ? field.negate(x) : x;
}

} // namespace

Ring::Ring(std::size_t points_in_first_field, std::mt19937_64& random) {
    for (std::size_t i = 0; i <= test_primes; ++i) fields_.push_back(PrimeField::random(random));
    field_of_.assign(points_in_first_field, 0);
    for (std::size_t i = 1; i <= test_primes; ++i) field_of_.push_back(i);
}

template <class F>
Element Ring::at_each_point(F f) const {
    Element x;
    for (std::size_t point = 0; point < points(); ++point) x.coefficients.push_back(f(field(point)));
    return x;
}

Element Ring::number(Rational x) const {
    return at_each_point([&](const PrimeField& field) { return residue(field, x); });
}

Element Ring::dyadic(double x) const {
    int exponent = 0;
    const auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(x, &exponent), 53));
    return at_each_point([&](const PrimeField& field) { return field.number(mantissa, exponent - 53); });
}

Element Ring::decimal(const std::string& numerator, const std::string& denominator) const {
    return at_each_point([&](const PrimeField& field) {
        return field.multiply(decimal_residue(field, numerator), field.inverse(decimal_residue(field, denominator)));
    });
}

Element Ring::imaginary_unit() const {
    return at_each_point([](const PrimeField& field) { return field.imaginary_unit(); });
}

Element Ring::eighth_root() const {
    return at_each_point([](const PrimeField& field) { return field.eighth_root(); });
}

Element Ring::indeterminate(std::mt19937_64& random) const {
    return at_each_point([&](const PrimeField& field) { return field.random_residue(random); });
}

Element Ring::raised(const Element& x, unsigned depth) const {
    if (x.depth == depth) return x;
    Element result{depth, std::vector<Residue>(points() << depth)};
    for (std::size_t point = 0; point < points(); ++point)
        std::copy_n(x.coefficients.begin() + static_cast<std::ptrdiff_t>(point << x.depth), std::size_t{1} << x.depth,
                    result.coefficients.begin() + static_cast<std::ptrdiff_t>(point << depth));
    return result;
}

Element Ring::add(const Element& x, const Element& y) const {
    if (x.depth < y.depth) return add(y, x);
    Element sum = x;
    const std::size_t width = std::size_t{1} << y.depth;
    for (std::size_t point = 0; point < points(); ++point)
        for (std::size_t k = 0; k < width; ++k) {
            Residue& c = sum.coefficients[(point << x.depth) + k];
            c = field(point).add(c, y.coefficients[(point << y.depth) + k]);
        }
    return sum;
}

Element Ring::negate(const Element& x) const {
    Element result = x;
    for (std::size_t i = 0; i < result.coefficients.size(); ++i)
        result.coefficients[i] = field(i >> x.depth).negate(result.coefficients[i]);
    return result;
}

Element Ring::subtract(const Element& x, const Element& y) const { return add(x, negate(y)); }

// (a + b s) (c + d s) = (a c + b d u) + (a d + b c) s with s the last square root and u its radicand.
void Ring::multiply(std::size_t point, unsigned depth, const Residue* x, const Residue* y, Residue* result) const {
    const PrimeField& p = field(point);
    if (depth == 0) {
        *result = p.multiply(*x, *y);
        return;
    }
    const std::size_t half = std::size_t{1} << (depth - 1);
    std::array<Residue, most_coefficients / 2> low{}, high{}, cross{};
    multiply(point, depth - 1, x, y, low.data());
    multiply(point, depth - 1, x + half, y + half, cross.data());
    multiply(point, depth - 1, cross.data(), &radicands_[depth - 1].coefficients[point * half], high.data());
    for (std::size_t k = 0; k < half; ++k) result[k] = p.add(low[k], high[k]);
    multiply(point, depth - 1, x, y + half, low.data());
    multiply(point, depth - 1, x + half, y, high.data());
    for (std::size_t k = 0; k < half; ++k) result[half + k] = p.add(low[k], high[k]);
}

Element Ring::multiply(const Element& x, const Element& y) const {
    const unsigned depth = std::max(x.depth, y.depth);
    const Element a = raised(x, depth), b = raised(y, depth);
    Element product{depth, std::vector<Residue>(points() << depth)};
    for (std::size_t point = 0; point < points(); ++point)
        multiply(point, depth, &a.coefficients[point << depth], &b.coefficients[point << depth],
                 &product.coefficients[point << depth]);
    return product;
}

/// The value of x with the roots chosen for this point, if they all exist.
std::optional<Residue> Ring::with_roots(std::size_t point, const Element& x) const {
    const PrimeField& p = field(point);
    std::vector<Residue> values(x.coefficients.begin() + static_cast<std::ptrdiff_t>(point << x.depth),
                                x.coefficients.begin() + static_cast<std::ptrdiff_t>((point + 1) << x.depth));
    for (unsigned k = x.depth; k-- > 0;) {
        const auto root = roots_[k][point];
        if (!root) return std::nullopt;
        const std::size_t half = std::size_t{1} << k;
        for (std::size_t i = 0; i < half; ++i) values[i] = p.add(values[i], p.multiply(values[half + i], *root));
    }
    return values[0];
}

Residue Ring::signature(const Element& x) const {
    std::vector<Residue> found;
    for (std::size_t point = 0; point < points_in_first_field() && found.size() < 2; ++point) {
        const auto exists = [&](const auto& roots) { return roots[point].has_value(); };
        if (std::ranges::all_of(roots_, exists)) found.push_back(*with_roots(point, x));
    }
    if (found.size() < 2) return 0;
    return field(0).multiply(found[0], field(0).inverse(found[1]));
}

// 1 / (a + b s) = (a - b s) / (a^2 - b^2 u)
bool Ring::invert(std::size_t point, unsigned depth, const Residue* x, Residue* result) const {
    const PrimeField& p = field(point);
    if (depth == 0) {
        *result = p.inverse(*x);
        return *x != 0;
    }
    const std::size_t half = std::size_t{1} << (depth - 1);
    std::array<Residue, most_coefficients / 2> square{}, other{}, norm{};
    multiply(point, depth - 1, x + half, x + half, square.data());
    multiply(point, depth - 1, square.data(), &radicands_[depth - 1].coefficients[point * half], other.data());
    multiply(point, depth - 1, x, x, square.data());
    for (std::size_t k = 0; k < half; ++k) square[k] = p.subtract(square[k], other[k]);
    if (!invert(point, depth - 1, square.data(), norm.data())) return false;
    multiply(point, depth - 1, x, norm.data(), result);
    multiply(point, depth - 1, x + half, norm.data(), result + half);
    for (std::size_t k = 0; k < half; ++k) result[half + k] = p.negate(result[half + k]);
    return true;
}

std::optional<Element> Ring::inverse(const Element& x) const {
    Element result{x.depth, std::vector<Residue>(x.coefficients.size())};
    for (std::size_t point = 0; point < points(); ++point)
        if (!invert(point, x.depth, &x.coefficients[point << x.depth], &result.coefficients[point << x.depth]))
            return std::nullopt;
    return result;
}

std::optional<Element> Ring::power(const Element& x, std::int64_t exponent) const {
    std::optional<Element> factor = exponent < 0 ? inverse(x) : x;
    if (!factor) return std::nullopt;
    Element result = number({1, 1});
    for (std::int64_t left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2) {
        if (left % 2 == 1) result = multiply(result, *factor);
        if (left > 1) factor = multiply(*factor, *factor);
    }
    return result;
}

std::optional<Element> Ring::adjoin_square_root(const Element& u) {
    const auto count = static_cast<unsigned>(radicands_.size());
    if (count == most_roots || u.depth > count) return std::nullopt;
    std::vector<std::optional<Residue>> roots(points_in_first_field());
    for (std::size_t point = 0; point < roots.size(); ++point)
        if (const auto value = with_roots(point, u)) roots[point] = field(point).square_root(*value);
    roots_.push_back(std::move(roots));
    radicands_.push_back(raised(u, count));
    Element root{count + 1, std::vector<Residue>(points() << (count + 1))};
    for (std::size_t point = 0; point < points(); ++point)
        root.coefficients[(2 * point + 1) << count] = field(point).one();
    return root;
}

std::optional<Element> Ring::odd_root(const Element& u, std::uint64_t n) const {
    if (u.depth != 0) return std::nullopt;
    Element root = u;
    for (std::size_t point = 0; point < points(); ++point)
        root.coefficients[point] = field(point).odd_root(u.coefficients[point], n);
    return root;
}

bool Ring::equal(const Element& x, const Element& y) const {
    if (x.depth == y.depth) return x.coefficients == y.coefficients;
    return x.depth < y.depth ? raised(x, y.depth).coefficients == y.coefficients
                             : raised(y, x.depth).coefficients == x.coefficients;
}

bool Ring::is_zero(const Element& x) const {
    return std::ranges::all_of(x.coefficients, [](Residue c) { return c == 0; });
}

std::optional<Rational> Ring::constant(const Element& x) const {
    if (x.depth == 0 && x.coefficients[0] != x.coefficients[1]) return std::nullopt;
    const auto number = reconstruct(field(0), x.coefficients[0]);
    return number && equal(x, this->number(*number)) ? number : std::nullopt;
}

bool Ring::may_be_proportional(const Element& x, const Element& y) const {
    if (x.depth != 0 || y.depth != 0) return true;
    return field(0).multiply(x.coefficients[0], y.coefficients[1]) ==
           field(0).multiply(x.coefficients[1], y.coefficients[0]);
}

} // namespace autodiff::proofs
