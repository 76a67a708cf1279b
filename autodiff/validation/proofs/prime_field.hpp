#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace autodiff::proofs {

/// An integer modulo the prime of its field, in Montgomery's form: times 2^64.
using Residue = std::uint64_t;

/// Arithmetic modulo a prime p of 62 bits with p = 1 mod 8, so that there are the square roots of -1 and of 2, and with
/// no element of order 3, 5 or 7, so that every residue has exactly one cube root, fifth and seventh root.
class PrimeField {
  public:
    /// p must be as above.
    explicit PrimeField(std::uint64_t prime);
    /// The field of a prime drawn uniformly from those between 2^61 and 2^62.
    static PrimeField random(std::mt19937_64& random);

    /// Lower bounds of the logarithms of p and of the number of primes that `random` draws from: there are 2^55.5
    /// primes of 62 bits, and one in 12.8 of them is as above.
    static constexpr double log2_prime = 61;
    static constexpr double log2_choices = 51;

    [[nodiscard]] std::uint64_t prime() const { return prime_; }
    [[nodiscard]] Residue one() const { return one_; }
    /// r^2 = -1
    [[nodiscard]] Residue imaginary_unit() const { return multiply(eighth_root_, eighth_root_); }
    /// exp(i pi / 4): its square is the imaginary unit.
    [[nodiscard]] Residue eighth_root() const { return eighth_root_; }

    [[nodiscard]] Residue add(Residue x, Residue y) const {
        const Residue sum = x + y;
        return sum >= prime_ ? sum - prime_ : sum;
    }
    [[nodiscard]] Residue subtract(Residue x, Residue y) const { return x >= y ? x - y : x + prime_ - y; }
    [[nodiscard]] Residue negate(Residue x) const { return x == 0 ? 0 : prime_ - x; }
    [[nodiscard]] Residue multiply(Residue x, Residue y) const {
        const Wide product = static_cast<Wide>(x) * y;
        const auto multiple = static_cast<std::uint64_t>(product) * negative_inverse_;
        const auto reduced = static_cast<Residue>((product + static_cast<Wide>(multiple) * prime_) >> 64);
        return reduced >= prime_ ? reduced - prime_ : reduced;
    }
    [[nodiscard]] Residue power(Residue x, std::uint64_t exponent) const;
    /// 0 for 0.
    [[nodiscard]] Residue inverse(Residue x) const { return power(x, prime_ - 2); }
    /// An r with r^2 = x, if x is a square.
    [[nodiscard]] std::optional<Residue> square_root(Residue x) const;
    /// The only r with r^n = x, for n = 3, 5, 7.
    [[nodiscard]] Residue odd_root(Residue x, std::uint64_t n) const;

    [[nodiscard]] Residue number(std::int64_t integer) const;
    /// mantissa * 2^exponent
    [[nodiscard]] Residue number(std::int64_t mantissa, int exponent) const;
    [[nodiscard]] Residue random_residue(std::mt19937_64& random) const;
    /// Out of Montgomery's form: between 0 and p - 1.
    [[nodiscard]] std::uint64_t integer(Residue x) const { return multiply(x, 1); }

  private:
    __extension__ using Wide = unsigned __int128;

    std::uint64_t prime_;
    std::uint64_t negative_inverse_; // of p, modulo 2^64
    Residue one_;
    Residue square_of_two_to_64_; // as a plain integer: brings integers into Montgomery's form
    Residue eighth_root_ = 0;
};

} // namespace autodiff::proofs
