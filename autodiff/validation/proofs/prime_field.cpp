#include <autodiff/validation/proofs/prime_field.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace autodiff::proofs {

namespace {

/// Miller's test to the bases that decide it for all numbers of 64 bits (Sorenson, Webster: Strong pseudoprimes to
/// twelve prime bases, 2017). The arithmetic needs an odd modulus only.
bool is_prime(const PrimeField& integers) {
    const std::uint64_t n = integers.prime();
    int twos = 0;
    std::uint64_t odd = n - 1;
    for (; odd % 2 == 0; odd /= 2) ++twos;
    const Residue minus_one = integers.negate(integers.one());
    return std::ranges::all_of(std::array{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}, [&](std::int64_t base) {
        Residue x = integers.power(integers.number(base), odd);
        if (x == integers.one() || x == minus_one) return true;
        for (int k = 1; k < twos; ++k) {
            x = integers.multiply(x, x);
            if (x == minus_one) return true;
        }
        return false;
    });
}

bool fits(std::uint64_t n) {
    if (n % 8 != 1 || n % 3 != 2 || n % 5 <= 1 || n % 7 <= 1) return false;
    return std::ranges::none_of(std::array{11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79},
                                [&](auto small) { return n % static_cast<std::uint64_t>(small) == 0; });
}

std::uint64_t modulo_two_to_64_inverse(std::uint64_t odd) {
    std::uint64_t inverse = odd; // right to 3 bits; each step of Newton's method doubles them
    for (int step = 0; step < 5; ++step) inverse *= 2 - odd * inverse;
    return inverse;
}

} // namespace

PrimeField::PrimeField(std::uint64_t prime)
    : prime_(prime), negative_inverse_(~modulo_two_to_64_inverse(prime) + 1), one_((~prime + 1) % prime),
      square_of_two_to_64_(one_) {
    for (int k = 0; k < 64; ++k) square_of_two_to_64_ = add(square_of_two_to_64_, square_of_two_to_64_);
}

PrimeField PrimeField::random(std::mt19937_64& random) {
    for (;;) {
        const std::uint64_t candidate = (random() >> 3) | (std::uint64_t{1} << 61) | 1;
        if (!fits(candidate)) continue;
        PrimeField field(candidate);
        if (!is_prime(field)) continue;
        for (std::int64_t base = 3; field.eighth_root_ == 0; ++base) {
            // x^((p - 1) / 8) has order 8 if x is not a square
            const Residue root = field.power(field.number(base), (candidate - 1) / 8);
            if (field.power(root, 4) == field.negate(field.one_)) field.eighth_root_ = root;
        }
        return field;
    }
}

Residue PrimeField::power(Residue x, std::uint64_t exponent) const {
    Residue result = one_;
    for (; exponent != 0; exponent /= 2) {
        if (exponent % 2 == 1) result = multiply(result, x);
        x = multiply(x, x);
    }
    return result;
}

// After Tonelli and Shanks. The element of order 2^k that it needs comes from any that is no square.
std::optional<Residue> PrimeField::square_root(Residue x) const {
    if (x == 0) return x;
    if (power(x, (prime_ - 1) / 2) != one_) return std::nullopt;
    int twos = 0;
    std::uint64_t odd = prime_ - 1;
    for (; odd % 2 == 0; odd /= 2) ++twos;
    Residue generator = one_;
    for (std::int64_t base = 3; generator == one_; ++base)
        if (power(number(base), (prime_ - 1) / 2) != one_) generator = power(number(base), odd);
    Residue root = power(x, (odd + 1) / 2), rest = power(x, odd); // root^2 = x rest, and rest has an order 2^k
    while (rest != one_) {
        int order = 0;
        for (Residue y = rest; y != one_; y = multiply(y, y)) ++order;
        Residue factor = generator;
        for (int k = order + 1; k < twos; ++k) factor = multiply(factor, factor);
        root = multiply(root, factor);
        generator = multiply(factor, factor);
        rest = multiply(rest, generator);
        twos = order;
    }
    return root;
}

Residue PrimeField::odd_root(Residue x, std::uint64_t n) const {
    // the exponent is the inverse of n modulo p - 1: (k (p - 1) + 1) / n for the k that makes it an integer
    std::uint64_t k = 1;
    while ((k * ((prime_ - 1) % n) + 1) % n != 0) ++k;
    const auto exponent = static_cast<std::uint64_t>((static_cast<Wide>(k) * (prime_ - 1) + 1) / n);
    return power(x, exponent);
}

Residue PrimeField::number(std::int64_t integer) const {
    const auto size = integer < 0 ? ~static_cast<std::uint64_t>(integer) + 1 : static_cast<std::uint64_t>(integer);
    const Residue x = multiply(size % prime_, square_of_two_to_64_);
    return integer < 0 ? negate(x) : x;
}

Residue PrimeField::number(std::int64_t mantissa, int exponent) const {
    const Residue two_power = power(add(one_, one_), static_cast<std::uint64_t>(std::abs(exponent)));
    return multiply(number(mantissa), exponent < 0 ? inverse(two_power) : two_power);
}

Residue PrimeField::random_residue(std::mt19937_64& random) const {
    for (;;)
        if (const Residue x = random() >> 2; x < prime_) return x;
}

} // namespace autodiff::proofs
