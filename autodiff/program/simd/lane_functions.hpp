#pragma once

// The functions of ops/math.hpp on lanes: SLEEF's vector functions of 1.0 ulp where it is installed, else the C library
// lane by lane.

#include <autodiff/program/simd/lanes.hpp>

#include <cmath>

#if defined(__SSE2__)
#include <immintrin.h>
#endif
#if defined(AUTODIFF_SLEEF)
#include <sleef.h>
#endif

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

/// f of each lane.
template <class F, class... A>
Lanes each_lane(F f, A... x) {
    Lanes result;
    for (std::size_t i = 0; i < lanes; ++i) result.v[i] = f(x.v[i]...);
    return result;
}

inline bool any(Mask x) {
#if defined(__AVX512F__)
    return _mm512_test_epi64_mask(__m512i(x.bits), __m512i(x.bits)) != 0;
#elif defined(__AVX2__)
    return _mm256_movemask_pd(__m256d(x.bits)) != 0;
#elif defined(__SSE2__)
    return _mm_movemask_pd(__m128d(x.bits)) != 0;
#else
    return (x.bits[0] | x.bits[1]) != 0;
#endif
}

/// The result, where the condition holds by f instead: at the few arguments where a vector function falls short.
template <class F, class... A>
Lanes mended(Lanes result, Mask where, F f, A... x) {
    if (any(where))
        for (std::size_t i = 0; i < lanes; ++i)
            if (where.bits[i] != 0) result.v[i] = f(x.v[i]...);
    return result;
}

// Two lists of functions follow, one a way of computing them; the only macros of this floor, since what differs is the
// names of SLEEF's functions.
#if defined(AUTODIFF_SLEEF) && defined(__AVX512F__)
#define AUTODIFF_VECTOR_FUNCTION(name, ulp) Sleef_##name##d8_##ulp##avx512f
#elif defined(AUTODIFF_SLEEF) && defined(__AVX2__)
#define AUTODIFF_VECTOR_FUNCTION(name, ulp) Sleef_##name##d4_##ulp##avx2
#elif defined(AUTODIFF_SLEEF) && defined(__SSE2__)
#define AUTODIFF_VECTOR_FUNCTION(name, ulp) Sleef_##name##d2_##ulp##sse2
#elif defined(AUTODIFF_SLEEF) && defined(__ARM_NEON)
#define AUTODIFF_VECTOR_FUNCTION(name, ulp) Sleef_##name##d2_##ulp##advsimd
#endif

#if defined(AUTODIFF_VECTOR_FUNCTION)
#define AUTODIFF_UNARY(name, ulp)                                                                                      \
    inline Lanes name(Lanes x) { return Lanes(Vector(AUTODIFF_VECTOR_FUNCTION(name, ulp)(x.v))); }
#define AUTODIFF_BINARY(name, ulp)                                                                                     \
    inline Lanes name(Lanes x, Lanes y) { return Lanes(Vector(AUTODIFF_VECTOR_FUNCTION(name, ulp)(x.v, y.v))); }
#else
#define AUTODIFF_UNARY(name, ulp)                                                                                      \
    inline Lanes name(Lanes x) {                                                                                       \
        return each_lane([](double a) { return std::name(a); }, x);                                                    \
    }
#define AUTODIFF_BINARY(name, ulp)                                                                                     \
    inline Lanes name(Lanes x, Lanes y) {                                                                              \
        return each_lane([](double a, double b) { return std::name(a, b); }, x, y);                                    \
    }
#endif

AUTODIFF_UNARY(exp2, u10)
AUTODIFF_UNARY(expm1, u10)
AUTODIFF_UNARY(log, u10)
AUTODIFF_UNARY(log2, u10)
AUTODIFF_UNARY(log10, u10)
AUTODIFF_UNARY(cbrt, u10)
AUTODIFF_UNARY(sin, u10)
AUTODIFF_UNARY(cos, u10)
AUTODIFF_UNARY(tan, u10)
AUTODIFF_UNARY(asin, u10)
AUTODIFF_UNARY(acos, u10)
AUTODIFF_UNARY(atan, u10)
AUTODIFF_UNARY(tanh, u10)
AUTODIFF_UNARY(atanh, u10)
AUTODIFF_UNARY(erf, u10)
AUTODIFF_UNARY(erfc, u15)
AUTODIFF_BINARY(atan2, u10)
AUTODIFF_BINARY(hypot, u05)

// SLEEF's overflow too early, by up to the square root of the range, and its exp flushes what is denormal.
namespace rough {
AUTODIFF_UNARY(exp, u10)
AUTODIFF_UNARY(log1p, u10)
AUTODIFF_UNARY(sinh, u10)
AUTODIFF_UNARY(cosh, u10)
AUTODIFF_UNARY(asinh, u10)
AUTODIFF_UNARY(acosh, u10)
AUTODIFF_BINARY(pow, u10)
} // namespace rough

#undef AUTODIFF_UNARY
#undef AUTODIFF_BINARY
#undef AUTODIFF_VECTOR_FUNCTION

inline Lanes abs(Lanes x) {
    const Bits magnitude = Bits{} + 0x7FFFFFFFFFFFFFFFLL;
    return Lanes(Vector(Bits(x.v) & magnitude));
}
inline Lanes copysign(Lanes x, Lanes y) {
    const Bits magnitude = Bits{} + 0x7FFFFFFFFFFFFFFFLL;
    return Lanes(Vector((Bits(x.v) & magnitude) | (Bits(y.v) & ~magnitude)));
}

inline Lanes exp(Lanes x) {
    const Mask edge = ((x > 709.78) & (x < 709.79)) | ((x < -708) & (x > -745.2));
    return mended(
        rough::exp(x), edge, [](double a) { return std::exp(a); }, x);
}
inline Lanes log1p(Lanes x) {
    return mended(
        rough::log1p(x), x > 1e300, [](double a) { return std::log1p(a); }, x);
}
inline Lanes sinh(Lanes x) {
    return mended(
        rough::sinh(x), abs(x) > 709, [](double a) { return std::sinh(a); }, x);
}
inline Lanes cosh(Lanes x) {
    return mended(
        rough::cosh(x), abs(x) > 709, [](double a) { return std::cosh(a); }, x);
}
inline Lanes asinh(Lanes x) {
    return mended(
        rough::asinh(x), abs(x) > 1e150, [](double a) { return std::asinh(a); }, x);
}
inline Lanes acosh(Lanes x) {
    return mended(
        rough::acosh(x), x > 1e150, [](double a) { return std::acosh(a); }, x);
}
inline Lanes pow(Lanes x, Lanes y) {
    const Lanes result = rough::pow(x, y);
    return mended(
        result, abs(result) > 1e300, [](double a, double b) { return std::pow(a, b); }, x, y);
}

#if defined(__AVX512F__)
inline Lanes sqrt(Lanes x) { return Lanes(Vector(_mm512_sqrt_pd(x.v))); }
inline Lanes fma(Lanes x, Lanes y, Lanes z) { return Lanes(Vector(_mm512_fmadd_pd(x.v, y.v, z.v))); }
inline Lanes floor(Lanes x) { return Lanes(Vector(_mm512_floor_pd(x.v))); }
inline Lanes ceil(Lanes x) { return Lanes(Vector(_mm512_ceil_pd(x.v))); }
inline Lanes trunc(Lanes x) { return Lanes(Vector(_mm512_roundscale_pd(x.v, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC))); }
#elif defined(__AVX2__)
inline Lanes sqrt(Lanes x) { return Lanes(Vector(_mm256_sqrt_pd(x.v))); }
inline Lanes fma(Lanes x, Lanes y, Lanes z) { return Lanes(Vector(_mm256_fmadd_pd(x.v, y.v, z.v))); }
inline Lanes floor(Lanes x) { return Lanes(Vector(_mm256_floor_pd(x.v))); }
inline Lanes ceil(Lanes x) { return Lanes(Vector(_mm256_ceil_pd(x.v))); }
inline Lanes trunc(Lanes x) { return Lanes(Vector(_mm256_round_pd(x.v, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC))); }
#else
inline Lanes sqrt(Lanes x) {
    return each_lane([](double a) { return std::sqrt(a); }, x);
}
inline Lanes fma(Lanes x, Lanes y, Lanes z) {
    return each_lane([](double a, double b, double c) { return std::fma(a, b, c); }, x, y, z);
}
inline Lanes floor(Lanes x) {
    return each_lane([](double a) { return std::floor(a); }, x);
}
inline Lanes ceil(Lanes x) {
    return each_lane([](double a) { return std::ceil(a); }, x);
}
inline Lanes trunc(Lanes x) {
    return each_lane([](double a) { return std::trunc(a); }, x);
}
#endif

/// Halves go away from zero; numbers of 2^52 and more are whole.
inline Lanes round(Lanes x) {
    const Lanes whole = trunc(x);
    const Lanes away = whole + copysign(Lanes(1.0), x);
    return copysign(select(abs(x - whole) >= Lanes(0.5), away, whole), x);
}

/// x * y + z in one instruction where there is one, else rounded twice: for sums of products, whose terms may be
/// rounded either way.
inline Lanes multiply_add(Lanes x, Lanes y, Lanes z) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
    return fma(x, y, z);
#else
    return x * y + z;
#endif
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
