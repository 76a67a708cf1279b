#pragma once

// Kernels of sums of products: what most of a gradient is made of. They keep their sums in registers, so that a term
// costs one or two loads and a multiply-add.

#include <autodiff/program/instruction.hpp>
#include <autodiff/program/simd/lane_functions.hpp>

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

inline constexpr std::size_t vectors_at_once = 8;

/// The terms of one kind, added to N vectors of sums.
template <TermKind Kind, std::size_t N>
[[gnu::always_inline]] inline void add_terms(Lanes (&sums)[N], const Frame& frame, const Factors* terms,
                                             std::uint32_t count, std::size_t lane) {
    constexpr bool minus =
        Kind == TermKind::minus_product || Kind == TermKind::minus_scaled || Kind == TermKind::minus_slot;
    constexpr bool product = Kind == TermKind::product || Kind == TermKind::minus_product;
    constexpr bool scaled = Kind == TermKind::scaled || Kind == TermKind::minus_scaled;
    for (std::uint32_t k = 0; k < count; ++k) {
        const double* b = frame.slots + terms[k].b + lane;
        if constexpr (product) {
            const double* a = frame.slots + terms[k].a + lane;
            if (a == b) { // a square is loaded once
                for (std::size_t j = 0; j < N; ++j) {
                    const Lanes x = Lanes::load(b + j * lanes);
                    sums[j] = multiply_add(minus ? -x : x, x, sums[j]);
                }
                continue;
            }
            for (std::size_t j = 0; j < N; ++j) {
                const Lanes x = Lanes::load(a + j * lanes);
                sums[j] = multiply_add(minus ? -x : x, Lanes::load(b + j * lanes), sums[j]);
            }
        } else if constexpr (scaled) {
            const double factor = frame.uniforms[terms[k].a];
            const Lanes x(minus ? -factor : factor);
            for (std::size_t j = 0; j < N; ++j) sums[j] = multiply_add(x, Lanes::load(b + j * lanes), sums[j]);
        } else {
            for (std::size_t j = 0; j < N; ++j) {
                const Lanes x = Lanes::load(b + j * lanes);
                sums[j] = minus ? sums[j] - x : sums[j] + x;
            }
        }
    }
}

/// The terms of the kinds from K on, of those that can be there at all.
template <unsigned Present, std::size_t K, std::size_t N>
[[gnu::always_inline]] inline void add_kinds(Lanes (&sums)[N], const Instruction& instruction, const Factors* terms,
                                             const Frame& frame, std::size_t lane) {
    if constexpr (K < term_kinds) {
        if constexpr ((Present >> K & 1U) != 0) {
            add_terms<static_cast<TermKind>(K)>(sums, frame, terms, instruction.counts[K], lane);
            terms += instruction.counts[K];
        }
        add_kinds<Present, K + 1>(sums, instruction, terms, frame, lane);
    }
}

template <unsigned Present, std::size_t N>
[[gnu::always_inline]] inline void sum_block(const Instruction& instruction, const Frame& frame, std::size_t lane) {
    Lanes sums[N];
    for (Lanes& sum : sums) sum = Lanes(frame.uniforms[instruction.constant]);
    add_kinds<Present, 0>(sums, instruction, instruction.terms, frame, lane);
    for (std::size_t j = 0; j < N; ++j) sums[j].store(frame.slots + instruction.result + lane + j * lanes);
}

/// result = constant + the terms; Present is the set of their kinds.
template <unsigned Present>
void sum_of_products(const Instruction& instruction, const Frame& frame) {
    std::size_t vector = 0;
    for (; vector + vectors_at_once <= frame.vectors; vector += vectors_at_once)
        sum_block<Present, vectors_at_once>(instruction, frame, vector * lanes);
    for (; vector < frame.vectors; ++vector) sum_block<Present, 1>(instruction, frame, vector * lanes);
}

template <std::size_t... Present>
constexpr auto all_sums(std::index_sequence<Present...>) {
    return std::array<Kernel, sizeof...(Present)>{sum_of_products<Present>...};
}

/// The common factor of products that go to running sums: a slot, or with a weight the product of two.
template <bool Weighted>
struct Common {
    const double* slot;
    const double* weight;
    Common(const Instruction& instruction, const Frame& frame)
        : slot(frame.slots + instruction.operands[0]), weight(frame.slots + instruction.operands[1]) {}
    Lanes operator[](std::size_t lane) const {
        if constexpr (Weighted) return Lanes::load(slot + lane) * Lanes::load(weight + lane);
        return Lanes::load(slot + lane);
    }
};

/// sums[terms[g].a] += common * terms[g].b, over all lanes, for N terms.
template <std::size_t N, class Factor>
[[gnu::always_inline]] inline void add_products_of(const Frame& frame, const Factor& common, const Factors* terms) {
    Lanes sums[N];
    const double* factors[N];
    for (std::size_t g = 0; g < N; ++g) {
        sums[g] = Lanes::load(frame.sums + terms[g].a * lanes);
        factors[g] = frame.slots + terms[g].b;
    }
    for (std::size_t lane = 0; lane < frame.vectors * lanes; lane += lanes) {
        const Lanes x = common[lane];
        for (std::size_t g = 0; g < N; ++g) sums[g] = multiply_add(x, Lanes::load(factors[g] + lane), sums[g]);
    }
    for (std::size_t g = 0; g < N; ++g) sums[g].store(frame.sums + terms[g].a * lanes);
}

template <class Factor>
[[gnu::always_inline]] inline void add_all_products(const Instruction& instruction, const Frame& frame,
                                                    const Factor& common) {
    const Factors* terms = instruction.terms;
    std::size_t left = instruction.counts[0];
    for (; left >= 8; left -= 8, terms += 8) add_products_of<8>(frame, common, terms);
    if (left >= 4) {
        add_products_of<4>(frame, common, terms);
        left -= 4;
        terms += 4;
    }
    if (left >= 2) {
        add_products_of<2>(frame, common, terms);
        left -= 2;
        terms += 2;
    }
    if (left == 1) add_products_of<1>(frame, common, terms);
}

template <class Factor>
[[gnu::always_inline]] inline void add_common(double* sum, const Frame& frame, const Factor& common) {
    Lanes even = Lanes::load(sum);
    Lanes odd(0.0);
    std::size_t vector = 0;
    for (; vector + 2 <= frame.vectors; vector += 2) {
        even += common[vector * lanes];
        odd += common[(vector + 1) * lanes];
    }
    if (vector < frame.vectors) even += common[vector * lanes];
    (even + odd).store(sum);
}

template <bool Weighted>
void add_products(const Instruction& instruction, const Frame& frame) {
    const Common<Weighted> common(instruction, frame);
    add_all_products(instruction, frame, common);
    if (instruction.result != none) add_common(frame.sums + instruction.result * lanes, frame, common);
}

inline void add_slot(const Instruction& instruction, const Frame& frame) {
    add_common(frame.sums + instruction.result * lanes, frame, Common<false>(instruction, frame));
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
