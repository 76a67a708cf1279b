#pragma once

#include <benchmarks/random_data.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// The determinant of a 9x9 matrix by cofactor expansion along the first row, down to single elements and with no minor
/// remembered: 9! terms. The inputs are the elements row by row, a random matrix near the identity.
class Det {
  public:
    static constexpr std::string_view name = "det";
    static constexpr std::string_view description = "determinant by cofactor expansion, 9x9";

    Det() : input_(RandomData(20251).normals(order * order, 1.0 / 6.0)) {
        for (std::size_t i = 0; i < order; ++i) input_[i * order + i] += 1.0;
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return order * order; }

    template <class T>
    T operator()(std::span<const T> x) const {
        return minor_of<order, T>(x, all_columns());
    }

    /// The derivative of a determinant is known in closed form, determinant times inverse transposed, and takes 9^3
    /// operations. That is mathematics, not the limit of a tool that is handed the expansion: here the same expansion
    /// is reversed, term by term. A minor's adjoint is known before its value, so values rise and adjoints sink in one
    /// recursion.
    void by_hand(std::span<double> result) const {
        std::array<double, order * order> gradient{};
        reverse<order>(input_.data(), gradient.data(), all_columns(), 1.0);
        std::copy(gradient.begin(), gradient.end(), result.begin());
    }

  private:
    static constexpr std::size_t order = 9;
    template <std::size_t Size>
    using Columns = std::array<std::size_t, Size>;

    static Columns<order> all_columns() {
        Columns<order> columns{};
        for (std::size_t k = 0; k < order; ++k) columns[k] = k;
        return columns;
    }

    /// Of the last `Size` rows and the columns named.
    template <std::size_t Size, class T>
    static T minor_of(std::span<const T> x, const Columns<Size>& columns) {
        constexpr std::size_t row = (order - Size) * order;
        if constexpr (Size == 1) {
            return x[row + columns[0]];
        } else {
            Columns<Size - 1> rest;
            std::copy(columns.begin() + 1, columns.end(), rest.begin()); // without column 0
            T value(0.0);
            for (std::size_t k = 0; k < Size; ++k) {
                if (k % 2 == 0)
                    value += x[row + columns[k]] * minor_of<Size - 1, T>(x, rest);
                else
                    value -= x[row + columns[k]] * minor_of<Size - 1, T>(x, rest);
                if (k < Size - 1) rest[k] = columns[k]; // without column k + 1
            }
            return value;
        }
    }

    /// Returns the minor whose first row is at `x` and adds its partials times `seed` to `gradient`, which lies at the
    /// same row.
    template <std::size_t Size>
    static double reverse(const double* x, double* gradient, const Columns<Size>& columns, double seed) {
        if constexpr (Size == 4) {
            return reverse_of_four(x, gradient, columns, seed);
        } else {
            Columns<Size - 1> rest;
            std::copy(columns.begin() + 1, columns.end(), rest.begin());
            double value = 0.0;
            for (std::size_t k = 0; k < Size; ++k) {
                const std::size_t column = columns[k];
                const double element = k % 2 == 0 ? x[column] : -x[column];
                const double cofactor = reverse<Size - 1>(x + order, gradient + order, rest, seed * element);
                value += element * cofactor;
                gradient[column] += k % 2 == 0 ? seed * cofactor : -seed * cofactor;
                if (k < Size - 1) rest[k] = column;
            }
            return value;
        }
    }

    using FourColumns = std::array<double, 4>;
    using Bottom = std::array<FourColumns, 3>; ///< the last three rows of four columns

    /// The last levels on gathered columns, so that all positions are known to the compiler: it sums the gradient's
    /// parts in registers and finds the 2x2 minors in common, as it does in the plain function.
    static double reverse_of_four(const double* x, double* gradient, const Columns<4>& columns, double seed) {
        FourColumns top;
        Bottom below;
        Bottom partials{};
        for (std::size_t k = 0; k < 4; ++k) top[k] = x[columns[k]];
        for (std::size_t row = 0; row < 3; ++row)
            for (std::size_t k = 0; k < 4; ++k) below[row][k] = x[(row + 1) * order + columns[k]];
        const FourColumns cofactors{
            reverse_of_three<1, 2, 3>(below, partials, seed * top[0]),
            -reverse_of_three<0, 2, 3>(below, partials, -seed * top[1]),
            reverse_of_three<0, 1, 3>(below, partials, seed * top[2]),
            -reverse_of_three<0, 1, 2>(below, partials, -seed * top[3]),
        };
        for (std::size_t k = 0; k < 4; ++k) gradient[columns[k]] += seed * cofactors[k];
        for (std::size_t row = 0; row < 3; ++row)
            for (std::size_t k = 0; k < 4; ++k) gradient[(row + 1) * order + columns[k]] += partials[row][k];
        return top[0] * cofactors[0] + top[1] * cofactors[1] + top[2] * cofactors[2] + top[3] * cofactors[3];
    }

    /// Returns the minor of columns i, j and k and adds its partials times `seed`.
    template <std::size_t i, std::size_t j, std::size_t k>
    static double reverse_of_three(const Bottom& x, Bottom& partials, double seed) {
        const auto& [a, b, c] = x;
        const double minor_i = b[j] * c[k] - b[k] * c[j];
        const double minor_j = b[i] * c[k] - b[k] * c[i];
        const double minor_k = b[i] * c[j] - b[j] * c[i];
        const double seed_i = seed * a[i];
        const double seed_j = seed * a[j];
        const double seed_k = seed * a[k];
        partials[0][i] += seed * minor_i;
        partials[0][j] -= seed * minor_j;
        partials[0][k] += seed * minor_k;
        partials[1][i] += seed_k * c[j] - seed_j * c[k];
        partials[1][j] += seed_i * c[k] - seed_k * c[i];
        partials[1][k] += seed_j * c[i] - seed_i * c[j];
        partials[2][i] += seed_j * b[k] - seed_k * b[j];
        partials[2][j] += seed_k * b[i] - seed_i * b[k];
        partials[2][k] += seed_i * b[j] - seed_j * b[i];
        return a[i] * minor_i - a[j] * minor_j + a[k] * minor_k;
    }

    std::vector<double> input_;
};

} // namespace benchmarks
