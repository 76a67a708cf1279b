#pragma once

#include <autodiff/validation/proofs/prime_field.hpp>
#include <autodiff/validation/proofs/rational.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace autodiff::proofs {

/// An element of the ring below: for each point, its coefficients with respect to the products of the first `depth`
/// square roots.
struct Element {
    unsigned depth = 0;
    std::vector<Residue> coefficients; ///< [point][set of square roots, as bits]
};

/// Rational functions of indeterminates and of square roots of such functions, by their values at random points of
/// random prime fields. A square root s of u is adjoined as an element of which nothing is known but s^2 = u: what
/// holds for it holds for either sign, and also where u is a square itself. So nothing is assumed of the roots'
/// independence; what the method cannot see then is a zero divisor, which has no inverse.
///
/// There are several points in the first field, from which linear relations are found, and one in each of the others,
/// whose primes are independent: they test what has been found.
class Ring {
  public:
    static constexpr std::size_t test_primes = 4;
    static constexpr unsigned most_roots = 5;

    Ring(std::size_t points_in_first_field, std::mt19937_64& random);

    [[nodiscard]] std::size_t points() const { return field_of_.size(); }
    [[nodiscard]] std::size_t points_in_first_field() const { return points() - test_primes; }
    [[nodiscard]] const PrimeField& field(std::size_t point) const { return fields_[field_of_[point]]; }

    [[nodiscard]] Element number(Rational x) const;
    [[nodiscard]] Element dyadic(double x) const;
    /// numerator / denominator, decimal integers.
    [[nodiscard]] Element decimal(const std::string& numerator, const std::string& denominator) const;
    [[nodiscard]] Element imaginary_unit() const;
    [[nodiscard]] Element eighth_root() const;
    /// Independent of all others.
    [[nodiscard]] Element indeterminate(std::mt19937_64& random) const;

    [[nodiscard]] Element add(const Element& x, const Element& y) const;
    [[nodiscard]] Element subtract(const Element& x, const Element& y) const;
    [[nodiscard]] Element negate(const Element& x) const;
    [[nodiscard]] Element multiply(const Element& x, const Element& y) const;
    /// Nothing for zero and for a zero divisor.
    [[nodiscard]] std::optional<Element> inverse(const Element& x) const;
    [[nodiscard]] std::optional<Element> power(const Element& x, std::int64_t exponent) const;
    /// Adjoins s with s^2 = u; nothing when there are most_roots already.
    [[nodiscard]] std::optional<Element> adjoin_square_root(const Element& u);
    /// r with r^n = u for n = 3, 5, 7; nothing where u involves square roots.
    [[nodiscard]] std::optional<Element> odd_root(const Element& u, std::uint64_t n) const;

    [[nodiscard]] bool equal(const Element& x, const Element& y) const;
    [[nodiscard]] bool is_zero(const Element& x) const;
    /// The rational number that x is at every point, if it is one and small.
    [[nodiscard]] std::optional<Rational> constant(const Element& x) const;
    /// A quick test that finds most pairs whose quotient is no constant.
    [[nodiscard]] bool may_be_proportional(const Element& x, const Element& y) const;

    /// The quotient of x at two points of the first field at which all radicands are squares, with one choice of the
    /// roots: multiplicative, and 1 for rational constants. 0 where x is, and where there are no two such points.
    [[nodiscard]] Residue signature(const Element& x) const;

  private:
    [[nodiscard]] std::optional<Residue> with_roots(std::size_t point, const Element& x) const;
    template <class F>
    Element at_each_point(F f) const;
    [[nodiscard]] Element raised(const Element& x, unsigned depth) const;
    void multiply(std::size_t point, unsigned depth, const Residue* x, const Residue* y, Residue* result) const;
    bool invert(std::size_t point, unsigned depth, const Residue* x, Residue* result) const;

    std::vector<PrimeField> fields_;
    std::vector<std::size_t> field_of_;                      // [point]
    std::vector<Element> radicands_;                         // number k has depth k
    std::vector<std::vector<std::optional<Residue>>> roots_; // of radicand k at each point of the first field
};

} // namespace autodiff::proofs
