#pragma once

// Points come one after the other, slots hold one element of many points: squares of as many points and elements as a
// vector has lanes are turned in registers.

#include <autodiff/program/instruction.hpp>
#include <autodiff/program/simd/lanes.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::program::AUTODIFF_INSTRUCTION_SET {

/// One round of the butterfly: exchanges the off-diagonal squares of size `Distance` of x and y.
template <std::size_t Distance, std::size_t... J>
[[gnu::always_inline]] inline void exchange(Vector& x, Vector& y, std::index_sequence<J...>) {
    const Vector first = __builtin_shufflevector(x, y, ((J & Distance) == 0 ? J : lanes + J - Distance)...);
    const Vector second = __builtin_shufflevector(x, y, ((J & Distance) == 0 ? J + Distance : lanes + J)...);
    x = first;
    y = second;
}

template <std::size_t Distance>
[[gnu::always_inline]] inline void transpose_from(Vector (&square)[lanes]) {
    if constexpr (Distance < lanes) {
        for (std::size_t i = 0; i < lanes; ++i)
            if ((i & Distance) == 0)
                exchange<Distance>(square[i], square[i + Distance], std::make_index_sequence<lanes>{});
        transpose_from<2 * Distance>(square);
    }
}

/// How many elements are turned in squares, the last of which overlaps the one before where it has to: all, or none.
inline std::size_t in_squares(const Outside& outside, std::size_t count) {
    return outside.element_stride == 1 && count >= lanes ? count : 0;
}

/// Elements offsets[0] ... of `points` points into their slots. Lanes up to a whole vector repeat the last point.
inline void gather(const Frame& frame, const double* data, const Outside& outside, const std::uint32_t* offsets,
                   std::size_t count) {
    const std::size_t end = frame.vectors * lanes;
    const auto slow = [&](std::size_t k, std::size_t from, std::size_t to) {
        double* slot = frame.slots + offsets[k];
        const double* element = data + static_cast<std::ptrdiff_t>(k) * outside.element_stride;
        for (std::size_t lane = from; lane < to; ++lane)
            slot[lane] =
                element[static_cast<std::ptrdiff_t>(std::min(lane, outside.points - 1)) * outside.point_stride];
    };
    const std::size_t whole = outside.points / lanes * lanes;
    const std::size_t squares = in_squares(outside, count);
    for (std::size_t next = 0; next < squares; next += lanes) {
        const std::size_t k = std::min(next, count - lanes);
        for (std::size_t lane = 0; lane < whole; lane += lanes) {
            frame.ahead->ask();
            Vector square[lanes];
            for (std::size_t i = 0; i < lanes; ++i)
                square[i] = Lanes::load(data + static_cast<std::ptrdiff_t>(lane + i) * outside.point_stride + k).v;
            transpose_from<1>(square);
            for (std::size_t i = 0; i < lanes; ++i) Lanes(square[i]).store(frame.slots + offsets[k + i] + lane);
        }
    }
    for (std::size_t k = 0; k < count; ++k) slow(k, k < squares ? whole : 0, end);
}

/// The way back, for the points alone.
inline void scatter(const Frame& frame, double* data, const Outside& outside, const std::uint32_t* offsets,
                    std::size_t count) {
    const auto slow = [&](std::size_t k, std::size_t from) {
        const double* slot = frame.slots + offsets[k];
        double* element = data + static_cast<std::ptrdiff_t>(k) * outside.element_stride;
        for (std::size_t lane = from; lane < outside.points; ++lane)
            element[static_cast<std::ptrdiff_t>(lane) * outside.point_stride] = slot[lane];
    };
    const std::size_t whole = outside.points / lanes * lanes;
    const std::size_t squares = in_squares(outside, count);
    for (std::size_t next = 0; next < squares; next += lanes) {
        const std::size_t k = std::min(next, count - lanes);
        for (std::size_t lane = 0; lane < whole; lane += lanes) {
            Vector square[lanes];
            for (std::size_t i = 0; i < lanes; ++i) square[i] = Lanes::load(frame.slots + offsets[k + i] + lane).v;
            transpose_from<1>(square);
            for (std::size_t i = 0; i < lanes; ++i)
                Lanes(square[i]).store(data + static_cast<std::ptrdiff_t>(lane + i) * outside.point_stride + k);
        }
    }
    for (std::size_t k = 0; k < count; ++k) slow(k, k < squares ? whole : 0);
}

} // namespace autodiff::program::AUTODIFF_INSTRUCTION_SET
