#pragma once

// Kernels of tiles: several sums that share operands. A shared operand is loaded once for all rows, so that the
// multiply-adds, not the loads, set the pace.

#include <autodiff/program/instruction.hpp>
#include <autodiff/program/simd/sums.hpp>

#include <algorithm>

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
        if (row.terms != nullptr) add_kinds<any_kind, 0>(sums[R], row, row.terms, frame, lane);
        for (std::size_t j = 0; j < N; ++j) sums[R][j].store(frame.slots + row.result + lane + j * lanes);
        finish_rows<R + 1>(sums, tile, frame, lane);
    }
}

/// How a tile's table is read: entry after entry.
inline constexpr std::size_t before_rows = 2;
template <std::size_t Rows>
inline constexpr std::size_t entry_size = before_rows + Rows;

/// An operand that rows share.
template <bool Minus>
struct SharedOperand {
    const double* slot;
    double minus;
    SharedOperand() = default;
    SharedOperand(const std::uint32_t* entry, const Frame& frame)
        : slot(frame.slots + entry[0]), minus(frame.uniforms[entry[1]]) {}
    Lanes operator[](std::size_t lane) const {
        if constexpr (Minus) return Lanes::load(slot + lane) - Lanes(minus);
        return Lanes::load(slot + lane);
    }
};

/// A scaled slot that the rows from First on share.
template <bool Minus, std::size_t First, std::size_t Rows, std::size_t N>
[[gnu::always_inline]] inline void add_scaled(Lanes (&sums)[Rows][N], const std::uint32_t* entry, const Frame& frame,
                                              std::size_t lane) {
    const SharedOperand<Minus> operand(entry, frame);
    Lanes x[N];
    for (std::size_t j = 0; j < N; ++j) x[j] = operand[lane + j * lanes];
    for (std::size_t r = First; r < Rows; ++r) {
        const Lanes factor(frame.uniforms[entry[before_rows + r]]);
        for (std::size_t j = 0; j < N; ++j) sums[r][j] = multiply_add(factor, x[j], sums[r][j]);
    }
}

template <bool Minus, std::size_t First, std::size_t Rows, std::size_t N>
[[gnu::always_inline]] inline void add_stairs(Lanes (&sums)[Rows][N], const Tile& tile, const std::uint32_t* entry,
                                              const Frame& frame, std::size_t lane) {
    if constexpr (First < Rows) {
        if (tile.stairs < First) return;
        add_scaled<Minus, First>(sums, entry, frame, lane);
        add_stairs<Minus, First + 1>(sums, tile, entry + entry_size<Rows>, frame, lane);
    }
}

/// Rows of scaled slots.
template <std::size_t Rows, bool Minus, std::size_t N>
[[gnu::always_inline]] inline void sum_tile_block(const Tile& tile, const Frame& frame, std::size_t lane) {
    Lanes sums[Rows][N];
    for (std::size_t r = 0; r < Rows; ++r)
        for (Lanes& sum : sums[r]) sum = Lanes(frame.uniforms[tile.rows[r].constant]);
    const std::uint32_t* entry = tile.table.data();
    for (std::uint32_t k = 0; k < tile.shared; ++k, entry += entry_size<Rows>)
        add_scaled<Minus, 0>(sums, entry, frame, lane);
    add_stairs<Minus, 1>(sums, tile, entry, frame, lane);
    finish_rows<0>(sums, tile, frame, lane);
}

template <std::size_t Rows, bool Minus>
void sum_tile(const Instruction& instruction, const Frame& frame) {
    std::size_t vector = 0;
    constexpr std::size_t at_once = Rows == 1 ? vectors_at_once : tile_columns;
    for (; vector + at_once <= frame.vectors; vector += at_once)
        sum_tile_block<Rows, Minus, at_once>(*instruction.tile, frame, vector * lanes);
    for (; vector < frame.vectors; ++vector) sum_tile_block<Rows, Minus, 1>(*instruction.tile, frame, vector * lanes);
}

template <bool Minus>
constexpr std::array<Kernel, tile_rows + 1> sum_tiles() {
    return {nullptr, sum_tile<1, Minus>, sum_tile<2, Minus>, sum_tile<3, Minus>, sum_tile<4, Minus>};
}

/// What a block of columns of a product tile is.
enum class Columns : std::uint8_t {
    first,  ///< of all rows, which are also added up themselves
    next,   ///< of all rows
    stairs, ///< of the rows behind the first, behind the second ...
};

/// N operands times the rows that share them, to their running sums.
template <std::size_t Rows, bool Weighted, bool Minus, Columns Which, std::size_t N>
[[gnu::always_inline]] inline void product_tile_block(const Tile& tile, const Frame& frame,
                                                      const std::uint32_t* entry) {
    constexpr auto first_row = [](std::size_t column) { return Which == Columns::stairs ? column + 1 : 0; };
    const auto sum_at = [&](std::size_t row, std::size_t column) {
        return frame.sums + entry[column * entry_size<Rows> + before_rows + row] * lanes;
    };
    Lanes sums[Rows][N];
    Lanes plain[Rows];
    const double* a[Rows];
    SharedOperand<Minus> b[N];
    const double* const weight = frame.slots + tile.rows[0].operands[1];
    for (std::size_t r = 0; r < Rows; ++r) {
        a[r] = frame.slots + tile.rows[r].operands[0];
        plain[r] = Lanes(0.0);
    }
    for (std::size_t c = 0; c < N; ++c) {
        b[c] = SharedOperand<Minus>(entry + c * entry_size<Rows>, frame);
        for (std::size_t r = first_row(c); r < Rows; ++r) sums[r][c] = Lanes::load(sum_at(r, c));
    }
    for (std::size_t lane = 0; lane < frame.vectors * lanes; lane += lanes) {
        Lanes x[N];
        for (std::size_t c = 0; c < N; ++c) x[c] = b[c][lane];
        for (std::size_t r = first_row(0); r < Rows; ++r) {
            Lanes y = Lanes::load(a[r] + lane);
            if constexpr (Weighted) y *= Lanes::load(weight + lane);
            if constexpr (Which == Columns::first) plain[r] += y;
            for (std::size_t c = 0; c < N; ++c)
                if (r >= first_row(c)) sums[r][c] = multiply_add(y, x[c], sums[r][c]);
        }
    }
    for (std::size_t r = 0; r < Rows; ++r) {
        for (std::size_t c = 0; c < N; ++c)
            if (r >= first_row(c)) sums[r][c].store(sum_at(r, c));
        double* const sum = frame.sums + tile.rows[r].result * lanes;
        if (Which == Columns::first && tile.rows[r].result != none) (Lanes::load(sum) + plain[r]).store(sum);
    }
}

/// As many columns as are asked for, N at most.
template <std::size_t Rows, bool Weighted, bool Minus, Columns Which, std::size_t N>
[[gnu::always_inline]] inline void some_columns(std::size_t columns, const Tile& tile, const Frame& frame,
                                                const std::uint32_t* entry) {
    if constexpr (N > 0) {
        if (columns == N)
            product_tile_block<Rows, Weighted, Minus, Which, N>(tile, frame, entry);
        else
            some_columns<Rows, Weighted, Minus, Which, N - 1>(columns, tile, frame, entry);
    }
}

template <std::size_t Rows, bool Weighted, bool Minus>
void product_tile(const Instruction& instruction, const Frame& frame) {
    const Tile& tile = *instruction.tile;
    const std::uint32_t* entry = tile.table.data();
    std::size_t left = tile.shared;
    const auto advance = [&](std::size_t columns) {
        left -= columns;
        entry += columns * entry_size<Rows>;
        return std::min(left, tile_columns);
    };
    std::size_t columns = std::min(left, tile_columns);
    some_columns<Rows, Weighted, Minus, Columns::first, tile_columns>(columns, tile, frame, entry);
    while ((columns = advance(columns)) > 0)
        some_columns<Rows, Weighted, Minus, Columns::next, tile_columns>(columns, tile, frame, entry);
    some_columns<Rows, Weighted, Minus, Columns::stairs, Rows - 1>(tile.stairs, tile, frame, entry);
    for (const Instruction& row : tile.rows) add_all_products(row, frame, Common<Weighted>(row, frame));
}

template <bool Weighted, bool Minus>
constexpr std::array<Kernel, tile_rows + 1> product_tiles() {
    return {nullptr, nullptr, product_tile<2, Weighted, Minus>, product_tile<3, Weighted, Minus>,
            product_tile<4, Weighted, Minus>};
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
