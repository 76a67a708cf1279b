#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace autodiff::program {

/// Numbers of the points that come next. Memory is asked for them, a few lines of a cache at a time, while something
/// else is computed; many lines at once would fill the queue of what is awaited, and the computation would wait, too.
struct Ahead {
    const double* next = nullptr;
    const double* end = nullptr;
    std::ptrdiff_t portion = 0; ///< asked for at a time
    std::size_t asked = 0;      ///< how often so far

    /// Never a function of its own: it would be compiled for one of several instruction sets.
    [[gnu::always_inline]] void ask() {
        constexpr std::ptrdiff_t cache_line = 64 / sizeof(double);
        ++asked;
        for (const double* const last = next + std::min(portion, end - next); next < last;
             next += std::min(cache_line, last - next))
            __builtin_prefetch(next, 0, 2);
    }
};

/// Where the instructions of one block of points find their numbers.
struct Frame {
    double* slots;            ///< a run of lanes for each value that is alive
    const double* uniforms;   ///< numbers that all points share
    double* sums;             ///< one vector for each running sum
    double* scratch;          ///< operands of n-ary operations, a vector each
    std::uint32_t* failed;    ///< of each lane: 0, or 1 + the number of the first guard that failed
    std::size_t vectors;      ///< in use of each slot
    double* nested = nullptr; ///< room for what is called
    Ahead* ahead = nullptr;
};

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct Instruction;
struct Tile;
struct BatchCall;
using Kernel = void (*)(const Instruction&, const Frame&);

/// Two operands of a product: offsets of slots, or a place among the uniforms and the offset of a slot.
struct Factors {
    std::uint32_t a;
    std::uint32_t b;
};

/// Kinds of terms in a sum of products, in the order in which they are stored.
enum class TermKind : std::uint8_t { product, minus_product, scaled, minus_scaled, slot, minus_slot };
inline constexpr std::size_t term_kinds = 6;

/// One operation on all lanes of a block. What the fields mean is the kernel's affair.
struct Instruction {
    Kernel kernel = nullptr;
    std::uint32_t result = 0;                       ///< offset of the result's slot
    std::uint32_t constant = 0;                     ///< a uniform, an opcode, a guard's number
    std::array<std::uint32_t, 3> operands{};        ///< offsets of slots, or places among the uniforms
    std::array<std::uint32_t, term_kinds> counts{}; ///< of each kind of term
    const Factors* terms = nullptr;
    const Tile* tile = nullptr;
    const BatchCall* call = nullptr;
};

/// Up to four sums, or products with running sums, that share operands: each of these is loaded once for all.
inline constexpr std::size_t tile_rows = 4;
struct Tile {
    std::uint32_t shared = 0; ///< operands
    std::uint32_t stairs = 0; ///< operands after these that all rows but the first 1, 2, 3 share
    /// For each shared operand the offset of its slot, the uniform that is subtracted from it, then for each row its
    /// factor among the uniforms, or its running sum.
    std::vector<std::uint32_t> table;
    std::vector<Instruction> rows; ///< where each row ends (or begins), and its terms that are not shared
};

/// Numbers of a block of points as they lie outside.
struct Outside {
    std::ptrdiff_t point_stride;
    std::ptrdiff_t element_stride;
    std::size_t points;
};

/// The kernels of one instruction set.
struct Kernels {
    std::size_t lanes; ///< of one vector
    /// [opcode][which operands are uniform]; of n-ary operations the first one alone. Null where `lane_by_lane` is due.
    std::array<std::array<Kernel, 8>, ops::Catalogue::size> operations;
    Kernel lane_by_lane;                                 ///< any operation, by the rule on double
    std::array<Kernel, 1 << term_kinds> sum_of_products; ///< by the set of kinds of terms that occur
    /// To running sums: products with one common factor, and this factor itself. [whether it is a product of two slots]
    std::array<Kernel, 2> add_products;
    Kernel add_slot; ///< to a running sum
    /// [whether uniforms other than 0 are subtracted][the number of rows]
    std::array<std::array<Kernel, tile_rows + 1>, 2> sum_tile;
    /// [as add_products, where the second factor is shared][as sum_tile]
    std::array<std::array<std::array<Kernel, tile_rows + 1>, 2>, 2> product_tile;
    Kernel guard;
    /// Element slots[k] of points at `data` into slots, and back. Lanes beyond the points repeat the last one.
    void (*gather)(const Frame&, const double* data, const Outside&, const std::uint32_t* offsets, std::size_t count);
    void (*scatter)(const Frame&, double* data, const Outside&, const std::uint32_t* offsets, std::size_t count);
};

/// An instruction set of this kind of processor.
enum class InstructionSet : std::uint8_t { baseline, avx2, avx512 };

/// Null where the compiler did not target it.
const Kernels* baseline_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();

} // namespace autodiff::program
