#include <autodiff/validation/proofs/rational.hpp>

#include <numeric>
#include <utility>

namespace autodiff::proofs {

namespace {

constexpr std::int64_t largest = std::int64_t{1} << 20; // twice its square is below every prime

bool product(std::int64_t x, std::int64_t y, std::int64_t& result) { return !__builtin_mul_overflow(x, y, &result); }

} // namespace

std::optional<Rational> make_rational(std::int64_t n, std::int64_t d) {
    if (d == 0 || n == INT64_MIN || d == INT64_MIN) return std::nullopt;
    const std::int64_t g = std::gcd(n, d);
    return d < 0 ? Rational{-n / g, -d / g} : Rational{n / g, d / g};
}

std::optional<Rational> add(Rational x, Rational y) {
    std::int64_t a = 0, b = 0, n = 0, d = 0;
    if (!product(x.n, y.d, a) || !product(y.n, x.d, b) || !product(x.d, y.d, d) || __builtin_add_overflow(a, b, &n))
        return std::nullopt;
    return make_rational(n, d);
}

std::optional<Rational> multiply(Rational x, Rational y) {
    std::int64_t n = 0, d = 0;
    if (!product(x.n, y.n, n) || !product(x.d, y.d, d)) return std::nullopt;
    return make_rational(n, d);
}

Residue residue(const PrimeField& field, Rational x) {
    const Residue n = field.number(x.n);
    return x.d == 1 ? n : field.multiply(n, field.inverse(field.number(x.d)));
}

std::optional<Rational> reconstruct(const PrimeField& field, Residue x) {
    // Euclid's algorithm on p and x, stopped halfway: every remainder r has a t with r = t x mod p
    auto before = static_cast<std::int64_t>(field.prime());
    auto remainder = static_cast<std::int64_t>(field.integer(x));
    std::int64_t t_before = 0, t = 1;
    while (remainder > largest) {
        const std::int64_t quotient = before / remainder;
        before = std::exchange(remainder, before - quotient * remainder);
        t_before = std::exchange(t, t_before - quotient * t);
    }
    if (t > largest || t < -largest || std::gcd(remainder, t) != 1) return std::nullopt;
    return make_rational(remainder, t);
}

} // namespace autodiff::proofs
