#pragma once

// The scalar of batches: one number of each of several points in one vector register, of the instruction set that the
// file is compiled for. The rules of ops/ run on it as they run on double.
//
// Everything here lies in a namespace named after the instruction set. The linker keeps one copy of an inline function,
// and must never give a processor the copy made for another.

#include <autodiff/ops/scalar.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

#if !defined(AUTODIFF_INSTRUCTION_SET)
#define AUTODIFF_INSTRUCTION_SET baseline
#endif

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {
struct Lanes;
} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET

namespace autodiff {

/// Operations on lanes are computed at once, by the rule.
template <>
struct ScalarTraits<program::AUTODIFF_INSTRUCTION_SET::Lanes> {
    static constexpr int depth = 1;
    using plain = double;

    template <class Op, class... A>
    static auto apply(const A&... arguments) {
        return Op::value(program::AUTODIFF_INSTRUCTION_SET::Lanes(arguments)...);
    }
};

} // namespace autodiff

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

#if defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64;
#elif defined(__AVX2__)
inline constexpr std::size_t vector_bytes = 32;
#else
inline constexpr std::size_t vector_bytes = 16;
#endif
inline constexpr std::size_t lanes = vector_bytes / sizeof(double);

using Vector [[gnu::vector_size(vector_bytes)]] = double;
using Bits [[gnu::vector_size(vector_bytes)]] = long long;

/// Of each lane whether a comparison holds: all bits or none.
struct Mask {
    Bits bits;
    friend Mask operator!(Mask x) { return {~x.bits}; }
    friend Mask operator&(Mask x, Mask y) { return {x.bits & y.bits}; }
    friend Mask operator|(Mask x, Mask y) { return {x.bits | y.bits}; }
};

struct Lanes {
    Vector v;

    Lanes() = default;
    explicit Lanes(Vector x) : v(x) {}
    template <PlainNumber U>
    Lanes(U x) : v(static_cast<double>(x) - Vector{}) {} // x - 0 keeps the sign of a zero; NOLINT

    static Lanes load(const double* from) {
        Lanes x;
        std::memcpy(&x.v, from, sizeof x.v);
        return x;
    }
    void store(double* to) const { std::memcpy(to, &v, sizeof v); }

    friend Lanes operator+(Lanes x, Lanes y) { return Lanes(x.v + y.v); }
    friend Lanes operator-(Lanes x, Lanes y) { return Lanes(x.v - y.v); }
    friend Lanes operator*(Lanes x, Lanes y) { return Lanes(x.v * y.v); }
    friend Lanes operator/(Lanes x, Lanes y) { return Lanes(x.v / y.v); }
    friend Lanes operator-(Lanes x) { return Lanes(-x.v); }
    Lanes& operator+=(Lanes y) { return *this = *this + y; }
    Lanes& operator-=(Lanes y) { return *this = *this - y; }
    Lanes& operator*=(Lanes y) { return *this = *this * y; }

    friend Mask operator<(Lanes x, Lanes y) { return {x.v < y.v}; }
    friend Mask operator<=(Lanes x, Lanes y) { return {x.v <= y.v}; }
    friend Mask operator>(Lanes x, Lanes y) { return {x.v > y.v}; }
    friend Mask operator>=(Lanes x, Lanes y) { return {x.v >= y.v}; }
    friend Mask operator==(Lanes x, Lanes y) { return {x.v == y.v}; }
    friend Mask operator!=(Lanes x, Lanes y) { return {x.v != y.v}; }
    template <PlainNumber U>
    friend Mask operator<(Lanes x, U y) {
        return x < Lanes(y);
    }
    template <PlainNumber U>
    friend Mask operator<=(Lanes x, U y) {
        return x <= Lanes(y);
    }
    template <PlainNumber U>
    friend Mask operator>(Lanes x, U y) {
        return x > Lanes(y);
    }
    template <PlainNumber U>
    friend Mask operator>=(Lanes x, U y) {
        return x >= Lanes(y);
    }
    template <PlainNumber U>
    friend Mask operator==(Lanes x, U y) {
        return x == Lanes(y);
    }
    template <PlainNumber U>
    friend Mask operator!=(Lanes x, U y) {
        return x != Lanes(y);
    }

    friend Lanes select(Mask condition, Lanes x, Lanes y) { return Lanes(condition.bits ? x.v : y.v); }
    friend Lanes select(Lanes condition, Lanes x, Lanes y) { return select(condition != Lanes(0.0), x, y); }
};

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
