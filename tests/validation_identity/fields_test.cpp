#include "../seed.hpp"
#include "catch.hpp"
#include <autodiff/validation/proofs/linear_relations.hpp>
#include <autodiff/validation/proofs/ring.hpp>
#include <autodiff/validation/proofs/signs.hpp>
#include <vector>

#include <array>
#include <flint/ulong_extras.h>

using namespace autodiff;
using namespace autodiff::proofs;

TEST_CASE("random fields are prime, of 62 bits, with the roots of 1 that proofs need and no others of small order") {
    std::mt19937_64 random(test_seed());
    for (int k = 0; k < 50; ++k) {
        const PrimeField field = PrimeField::random(random);
        const std::uint64_t p = field.prime();
        CAPTURE(p, test_seed());
        CHECK(n_is_prime(p) != 0);
        CHECK((p >> 61) == 1);
        CHECK(field.multiply(field.imaginary_unit(), field.imaginary_unit()) == field.negate(field.one()));
        CHECK(field.power(field.eighth_root(), 4) == field.negate(field.one()));
        CHECK((p - 1) % 3 * ((p - 1) % 5) * ((p - 1) % 7) != 0);
    }
}

TEST_CASE("arithmetic of a field is that of FLINT") {
    std::mt19937_64 random(test_seed());
    for (int k = 0; k < 200; ++k) {
        const PrimeField field = PrimeField::random(random);
        const std::uint64_t p = field.prime();
        const Residue x = field.random_residue(random), y = field.random_residue(random);
        const std::uint64_t a = field.integer(x), b = field.integer(y);
        CAPTURE(p, a, b, test_seed());
        CHECK(field.integer(field.multiply(x, y)) == n_mulmod2(a, b, p));
        CHECK(field.integer(field.add(x, y)) == n_addmod(a, b, p));
        CHECK(field.integer(field.subtract(x, y)) == n_submod(a, b, p));
        CHECK(field.integer(field.inverse(x)) == n_invmod(a, p));
        CHECK(field.integer(field.power(x, b)) == n_powmod2(a, static_cast<slong>(b), p));
        for (const std::uint64_t n : std::vector<std::uint64_t>{3, 5, 7})
            CHECK(field.power(field.odd_root(x, n), n) == x);
        const auto root = field.square_root(field.multiply(x, x));
        REQUIRE(root);
        CHECK((*root == x || *root == field.negate(x)));
        CHECK(field.square_root(x).has_value() == (n_jacobi_unsigned(a, p) == 1));
        CHECK(field.number(-3, -2) == residue(field, {-3, 4}));
    }
}

TEST_CASE("small rational numbers are read off their residues, others are not") {
    std::mt19937_64 random(test_seed());
    const PrimeField field = PrimeField::random(random);
    for (const Rational x : {Rational{0, 1}, {1, 1}, {-1, 1}, {22, 7}, {-355, 113}, {1 << 20, 3}, {3, 1 << 20}})
        CHECK(reconstruct(field, residue(field, x)) == x);
    CHECK_FALSE(reconstruct(field, residue(field, {(std::int64_t{1} << 40) + 1, 3})));
    for (int k = 0; k < 1000; ++k) CHECK_FALSE(reconstruct(field, field.random_residue(random)));
    CHECK_FALSE(make_rational(1, 0));
    CHECK_FALSE(multiply(Rational{INT64_MAX, 1}, Rational{2, 1}));
    CHECK(add(Rational{1, 6}, Rational{1, 3}) == Rational{1, 2});
}

TEST_CASE("adjoined square roots square to their radicands and know nothing else") {
    std::mt19937_64 random(test_seed());
    Ring ring(4, random);
    const Element x = ring.indeterminate(random), one = ring.number({1, 1});
    const Element root = *ring.adjoin_square_root(ring.add(x, one));
    const Element outer = *ring.adjoin_square_root(ring.add(root, one)); // sqrt(1 + sqrt(1 + x))
    CHECK(ring.equal(ring.multiply(root, root), ring.add(x, one)));
    CHECK(ring.equal(ring.multiply(outer, outer), ring.add(root, one)));
    const Element sum = ring.add(outer, ring.add(root, x));
    CHECK(ring.equal(ring.multiply(sum, *ring.inverse(sum)), one));
    CHECK(ring.constant(ring.multiply(sum, *ring.inverse(sum))) == Rational{1, 1});
    CHECK_FALSE(ring.equal(root, ring.negate(root)));
    // the root of a square is neither of the two: their difference has no inverse and is not zero
    const Element of_square = *ring.adjoin_square_root(ring.multiply(x, x));
    const Element difference = ring.subtract(of_square, x);
    CHECK_FALSE(ring.is_zero(difference));
    CHECK_FALSE(ring.inverse(difference));
    CHECK(ring.is_zero(ring.multiply(difference, ring.add(of_square, x))));
}

TEST_CASE("linear relations with small coefficients are found, those with others are not") {
    std::mt19937_64 random(test_seed());
    Ring ring(12, random);
    LinearRelations relations(ring);
    const Element x = ring.indeterminate(random), y = ring.indeterminate(random), one = ring.number({1, 1});
    const auto times = [&](Rational q, const Element& e) { return ring.multiply(ring.number(q), e); };
    for (const Element& e : {x, ring.multiply(x, y), one}) relations.add(e);
    CHECK_FALSE(relations.solve(y));
    const Element sum = ring.add(times({2, 3}, ring.multiply(x, y)), ring.subtract(times({5, 1}, one), x));
    CHECK(relations.solve(sum) == std::vector<Rational>{{-1, 1}, {2, 3}, {5, 1}});
    // sqrt(2) x depends on x, but not by a rational number; twice it is twice the new element
    const Element root_two = ring.add(ring.eighth_root(), *ring.inverse(ring.eighth_root()));
    const Element scaled = ring.multiply(root_two, x);
    CHECK_FALSE(relations.solve(scaled));
    relations.add(scaled);
    CHECK(relations.solve(ring.add(times({2, 1}, scaled), one)) ==
          std::vector<Rational>{{0, 1}, {0, 1}, {1, 1}, {2, 1}});
}

TEST_CASE("intervals and signs hold every value of an operation") {
    std::mt19937_64 random(test_seed());
    std::uniform_real_distribution<double> ends(-3, 3), unit(0, 1);
    for (int k = 0; k < 20'000; ++k) {
        const auto draw = [&](int kind) {
            const double a = kind % 4 == 0 ? 0 : ends(random), b = kind % 5 == 0 ? 0 : ends(random);
            return Interval{std::min(a, b), std::max(a, b)};
        };
        const Interval x = draw(k), y = draw(k / 3);
        const double a = x.low + unit(random) * (x.high - x.low), b = y.low + unit(random) * (y.high - y.low);
        const auto holds = [](const Interval& range, long double value) {
            return value >= range.low && value <= range.high &&
                   signs_in({double(value), double(value)}).subset_of(signs_in(range));
        };
        CAPTURE(x.low, x.high, y.low, y.high, a, b);
        REQUIRE(holds(proofs::add(x, y), static_cast<long double>(a) + b));
        REQUIRE(holds(proofs::multiply(x, y), static_cast<long double>(a) * b));
        if (a != 0) REQUIRE(holds(reciprocal(x), 1 / static_cast<long double>(a)));
        const auto sign = [](double v) { return signs_in({v, v}); };
        REQUIRE(sign(a + b).subset_of(sign(a) + sign(b)));
        REQUIRE(sign(-a) == -sign(a));
    }
}
