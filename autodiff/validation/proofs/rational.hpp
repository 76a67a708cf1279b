#pragma once

#include <autodiff/validation/proofs/prime_field.hpp>

#include <cstdint>
#include <optional>

namespace autodiff::proofs {

/// n / d in lowest terms, d > 0. Exponents and coefficients of relations are such numbers, and small.
struct Rational {
    std::int64_t n = 0;
    std::int64_t d = 1;
    friend bool operator==(const Rational&, const Rational&) = default;
};

/// In lowest terms, or nothing where an intermediate result would not fit 64 bits or d is 0.
std::optional<Rational> make_rational(std::int64_t n, std::int64_t d);
std::optional<Rational> add(Rational x, Rational y);
std::optional<Rational> multiply(Rational x, Rational y);

Residue residue(const PrimeField& field, Rational x);

/// The only n / d with |n|, d <= 2^20 that is x modulo the prime, if there is one (Wang: A p-adic algorithm for
/// univariate partial fractions, 1981).
std::optional<Rational> reconstruct(const PrimeField& field, Residue x);

} // namespace autodiff::proofs
