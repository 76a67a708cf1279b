#pragma once

// Directions side by side: sums of products, in the processor's vectors where the compiler has them.

#include <autodiff/base/inline.hpp>
#include <autodiff/ops/chain.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace autodiff::ops {

/// sum += rate * partial. A zero partial wins over an infinite or undefined rate (behind an untaken branch, or where a
/// function saturates), a zero rate over an infinite or undefined partial.
template <class T, class Partial>
constexpr void add_product(T& sum, const T& rate, const Partial& partial) {
    if constexpr (std::is_same_v<Partial, One>)
        sum += rate;
    else if constexpr (std::is_same_v<Partial, MinusOne>)
        sum -= rate;
    else if constexpr (!std::is_same_v<Partial, Zero>)
        if (!is_zero(partial) && !is_zero(rate)) sum += rate * partial;
}

/// One argument of a linear combination: what its directions' rates are multiplied by. Constants have the partial Zero.
template <class T, std::size_t N, class Partial>
struct Term {
    const std::array<T, N>* rates;
    Partial partial;
};
template <class T, std::size_t N, class Partial>
Term(const std::array<T, N>*, Partial) -> Term<T, N, Partial>;

#if defined(__GNUC__)
#define AUTODIFF_HAS_VECTORS 1

#if defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32;
#else
inline constexpr std::size_t vector_bytes = 16; // wider ones would go through memory
#endif

template <class T, std::size_t N>
inline constexpr bool in_vectors = std::is_floating_point_v<T> && sizeof(T) <= sizeof(double) && N > 1;

template <class Vector, class T, std::size_t N, class Partial>
AUTODIFF_INLINE void add_lanes(Vector& sum, const Term<T, N, Partial>& term, std::size_t first) {
    if constexpr (!std::is_same_v<Partial, Zero>) {
        Vector rate;
        std::memcpy(&rate, term.rates->data() + first, sizeof rate);
        if constexpr (std::is_same_v<Partial, One>)
            sum += rate;
        else if constexpr (std::is_same_v<Partial, MinusOne>)
            sum -= rate;
        else if (!is_zero(term.partial))
            sum += rate == 0 ? rate : rate * term.partial;
    }
}

/// As many numbers from `First` on as one vector takes.
template <std::size_t First, class T, std::size_t N>
inline constexpr std::size_t lanes_at = std::min(std::bit_floor(N - First), vector_bytes / sizeof(T));

template <std::size_t First, class T, std::size_t N, class... Partial>
AUTODIFF_INLINE void combine_in_vectors(std::array<T, N>& sums, const Term<T, N, Partial>&... terms) {
    if constexpr (First < N) {
        constexpr std::size_t lanes = lanes_at<First, T, N>;
        using Vector [[gnu::vector_size(lanes * sizeof(T))]] = T;
        Vector sum{};
        (add_lanes(sum, terms, First), ...);
        std::memcpy(sums.data() + First, &sum, sizeof sum);
        combine_in_vectors<First + lanes>(sums, terms...);
    }
}

template <std::size_t First, class T, std::size_t N>
AUTODIFF_INLINE void add_in_vectors(std::array<T, N>& sums, const std::array<T, N>& rates, T factor) {
    if constexpr (First < N) {
        constexpr std::size_t lanes = lanes_at<First, T, N>;
        using Vector [[gnu::vector_size(lanes * sizeof(T))]] = T;
        Vector sum;
        Vector rate;
        std::memcpy(&sum, sums.data() + First, sizeof sum);
        std::memcpy(&rate, rates.data() + First, sizeof rate);
        sum += rate == 0 ? rate : rate * factor;
        std::memcpy(sums.data() + First, &sum, sizeof sum);
        add_in_vectors<First + lanes>(sums, rates, factor);
    }
}

#endif

/// sums[k] = the terms' sum of rate[k] * partial, as add_product has it.
template <class T, std::size_t N, class... Partial>
constexpr void combine(std::array<T, N>& sums, const Term<T, N, Partial>&... terms) {
#if defined(AUTODIFF_HAS_VECTORS)
    if constexpr (in_vectors<T, N>)
        if (!std::is_constant_evaluated()) return combine_in_vectors<0>(sums, terms...);
#endif
    for (std::size_t k = 0; k < N; ++k) {
        sums[k] = T(0);
        const auto add = [&]<class P>(const Term<T, N, P>& term) {
            if constexpr (!std::is_same_v<P, Zero>) add_product(sums[k], (*term.rates)[k], term.partial);
        };
        (add(terms), ...);
    }
}

/// sums[k] += rates[k] * factor. A zero rate wins over an infinite or undefined factor.
template <class T, std::size_t N>
constexpr void add_scaled(std::array<T, N>& sums, const std::array<T, N>& rates, const T& factor) {
#if defined(AUTODIFF_HAS_VECTORS)
    if constexpr (in_vectors<T, N>)
        if (!std::is_constant_evaluated()) return add_in_vectors<0>(sums, rates, factor);
#endif
    for (std::size_t k = 0; k < N; ++k)
        if (!is_zero(rates[k])) sums[k] += rates[k] * factor;
}

} // namespace autodiff::ops
