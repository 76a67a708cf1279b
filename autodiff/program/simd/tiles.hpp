#pragma once

// Kernels of tiles: several sums that share operands. A shared operand is loaded once for all rows, so that the
// multiply-adds, not the loads, set the pace.

#include <autodiff/program/instruction.hpp>
#include <autodiff/program/simd/sums.hpp>

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

/// Rows times columns of sums in registers, with room for what is multiplied: of 32 registers, or of 16.
inline constexpr std::size_t tile_columns = lanes == 8 ? 4 : 2;
inline constexpr unsigned any_kind = (1U << term_kinds) - 1;

/// What a row does not share, and its end. A row at a time by the compiler: a loop would keep the sums in memory.
template <std::size_t R, std::size_t Rows, std::size_t N>
[[gnu::always_inline]] inline void finish_rows(Lanes (&sums)[Rows][N], const Tile& tile, const Frame& frame,
                                               std::size_t lane) {
    if constexpr (R < Rows) {
        const Instruction& row = tile.rows[R];
        add_kinds<any_kind, 0>(sums[R], row, row.terms, frame, lane);
        for (std::size_t j = 0; j < N; ++j) sums[R][j].store(frame.slots + row.result + lane + j * lanes);
        finish_rows<R + 1>(sums, tile, frame, lane);
    }
}

/// Rows of scaled slots.
template <std::size_t Rows, std::size_t N>
[[gnu::always_inline]] inline void sum_tile_block(const Tile& tile, const Frame& frame, std::size_t lane) {
    Lanes sums[Rows][N];
    for (std::size_t r = 0; r < Rows; ++r)
        for (Lanes& sum : sums[r]) sum = Lanes(frame.uniforms[tile.rows[r].constant]);
    const std::uint32_t* entry = tile.table.data();
    for (std::uint32_t k = 0; k < tile.shared; ++k, entry += Rows + 1) {
        const double* b = frame.slots + entry[0] + lane;
        Lanes x[N];
        for (std::size_t j = 0; j < N; ++j) x[j] = Lanes::load(b + j * lanes);
        for (std::size_t r = 0; r < Rows; ++r) {
            const Lanes factor(frame.uniforms[entry[1 + r]]);
            for (std::size_t j = 0; j < N; ++j) sums[r][j] = multiply_add(factor, x[j], sums[r][j]);
        }
    }
    finish_rows<0>(sums, tile, frame, lane);
}

template <std::size_t Rows>
void sum_tile(const Instruction& instruction, const Frame& frame) {
    std::size_t vector = 0;
    for (; vector + tile_columns <= frame.vectors; vector += tile_columns)
        sum_tile_block<Rows, tile_columns>(*instruction.tile, frame, vector * lanes);
    for (; vector < frame.vectors; ++vector) sum_tile_block<Rows, 1>(*instruction.tile, frame, vector * lanes);
}

/// N shared operands times all rows, to their running sums.
template <std::size_t Rows, std::size_t N>
[[gnu::always_inline]] inline void product_tile_block(const Tile& tile, const Frame& frame,
                                                      const std::uint32_t* entry) {
    Lanes sums[Rows][N];
    const double* a[Rows];
    const double* b[N];
    for (std::size_t r = 0; r < Rows; ++r) a[r] = frame.slots + tile.rows[r].operands[0];
    for (std::size_t c = 0; c < N; ++c) {
        b[c] = frame.slots + entry[c * (Rows + 1)];
        for (std::size_t r = 0; r < Rows; ++r)
            sums[r][c] = Lanes::load(frame.sums + entry[c * (Rows + 1) + 1 + r] * lanes);
    }
    for (std::size_t lane = 0; lane < frame.vectors * lanes; lane += lanes) {
        Lanes x[N];
        for (std::size_t c = 0; c < N; ++c) x[c] = Lanes::load(b[c] + lane);
        for (std::size_t r = 0; r < Rows; ++r) {
            const Lanes y = Lanes::load(a[r] + lane);
            for (std::size_t c = 0; c < N; ++c) sums[r][c] = multiply_add(y, x[c], sums[r][c]);
        }
    }
    for (std::size_t c = 0; c < N; ++c)
        for (std::size_t r = 0; r < Rows; ++r) sums[r][c].store(frame.sums + entry[c * (Rows + 1) + 1 + r] * lanes);
}

template <std::size_t Rows>
void product_tile(const Instruction& instruction, const Frame& frame) {
    const Tile& tile = *instruction.tile;
    const std::uint32_t* entry = tile.table.data();
    std::size_t left = tile.shared;
    for (; left >= tile_columns; left -= tile_columns, entry += tile_columns * (Rows + 1))
        product_tile_block<Rows, tile_columns>(tile, frame, entry);
    if (left >= 2) {
        product_tile_block<Rows, 2>(tile, frame, entry);
        left -= 2;
        entry += 2 * (Rows + 1);
    }
    if (left == 1) product_tile_block<Rows, 1>(tile, frame, entry);
    for (const Instruction& row : tile.rows) add_products(row, frame);
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
