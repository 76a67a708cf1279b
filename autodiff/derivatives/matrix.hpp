#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace autodiff {

/// A dense matrix, row by row: what jacobian and hessian return.
struct Matrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> elements; ///< rows * columns

    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const { return elements[i * columns + j]; }
    [[nodiscard]] double& operator()(std::size_t i, std::size_t j) { return elements[i * columns + j]; }
    [[nodiscard]] std::span<const double> row(std::size_t i) const {
        return std::span(elements).subspan(i * columns, columns);
    }
    friend bool operator==(const Matrix&, const Matrix&) = default;
};

} // namespace autodiff
