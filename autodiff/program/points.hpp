#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/size_of.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <type_traits>

namespace autodiff {

namespace program {

/// A range of arrays of one size, one after the other in memory.
template <class R>
concept ArrayRange = std::ranges::contiguous_range<R> &&
    (std::tuple_size<std::remove_cv_t<std::ranges::range_value_t<R>>>::value > 0);
template <ArrayRange R>
inline constexpr std::size_t array_size = std::tuple_size<std::remove_cv_t<std::ranges::range_value_t<R>>>::value;

template <class Matrix, class T>
concept StridedMatrix = requires(Matrix& m) {
    { m.data() } -> std::convertible_to<T*>;
    m.rowStride();
    m.colStride();
};

} // namespace program

/// Numbers of many points where they lie, without a copy: element j of point i is data[i * point_stride + j *
/// element_stride]. Rows and columns of arrays, vectors of arrays and Eigen matrices (a point a row) convert to it.
template <class T>
struct PointsOf {
    T* data = nullptr;
    std::size_t points = 0;
    std::size_t elements = 0; ///< of each point
    std::ptrdiff_t point_stride = 0;
    std::ptrdiff_t element_stride = 1;

    PointsOf() = default;
    PointsOf(T* data_, std::size_t points_, std::size_t elements_, std::ptrdiff_t point_stride_,
             std::ptrdiff_t element_stride_ = 1)
        : data(data_), points(points_), elements(elements_), point_stride(point_stride_),
          element_stride(element_stride_) {}
    /// Reading what may be written.
    PointsOf(const PointsOf<std::remove_const_t<T>>& other) requires(std::is_const_v<T>) // NOLINT
        : PointsOf(other.data, other.points, other.elements, other.point_stride, other.element_stride) {}

    /// A point an array: std::vector<std::array<double, 3>> ...
    template <program::ArrayRange R>
    PointsOf(R& arrays) // NOLINT(google-explicit-constructor): a view of what is there
        : PointsOf(nullptr, size_of(arrays), program::array_size<R>,
                   static_cast<std::ptrdiff_t>(program::array_size<R>)) {
        if (points > 0) data = std::ranges::data(arrays)->data();
    }
    /// A point a row: Eigen matrices, maps and blocks of either storage order.
    template <program::StridedMatrix<T> Matrix>
    PointsOf(Matrix& m) // NOLINT(google-explicit-constructor): a view of what is there
        : PointsOf(m.data(), static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()), m.rowStride(),
                   m.colStride()) {}
    template <program::StridedMatrix<T> Matrix>
    PointsOf(const Matrix& m) // NOLINT(google-explicit-constructor): maps and blocks are made on the way
        : PointsOf(m.data(), static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()), m.rowStride(),
                   m.colStride()) {}

    /// Where point i begins.
    [[nodiscard]] T* at(std::size_t i) const { return data + static_cast<std::ptrdiff_t>(i) * point_stride; }
    [[nodiscard]] PointsOf part(std::size_t first, std::size_t count) const {
        return {at(first), count, elements, point_stride, element_stride};
    }
};

using Points = PointsOf<const double>;
using OutputPoints = PointsOf<double>;

/// Points one after the other, `elements` numbers each. Throws ShapeError when the last one is not whole.
template <class T>
PointsOf<T> rows(std::span<T> data, std::size_t elements) {
    const std::size_t points = elements == 0 ? 0 : data.size() / elements;
    require_size(data.size(), points * elements, "rows", "numbers (a whole number of points)");
    return {data.data(), points, elements, static_cast<std::ptrdiff_t>(elements)};
}
/// Elements one after the other, each of `points` numbers. Throws ShapeError when the last one is not whole.
template <class T>
PointsOf<T> columns(std::span<T> data, std::size_t points) {
    const std::size_t elements = points == 0 ? 0 : data.size() / points;
    require_size(data.size(), points * elements, "columns", "numbers (the same number for each element)");
    return {data.data(), points, elements, 1, static_cast<std::ptrdiff_t>(points)};
}
template <std::ranges::contiguous_range R>
auto rows(R& data, std::size_t elements) {
    return rows(std::span(std::ranges::data(data), std::ranges::size(data)), elements);
}
template <std::ranges::contiguous_range R>
auto columns(R& data, std::size_t points) {
    return columns(std::span(std::ranges::data(data), std::ranges::size(data)), points);
}

} // namespace autodiff
