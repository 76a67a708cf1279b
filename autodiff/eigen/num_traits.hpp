#pragma once

#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/real.hpp>

#include <Eigen/Core>

namespace Eigen {

/// What Eigen asks of a scalar, so that Eigen::Matrix<autodiff::Var, ...> works like a matrix of double.
template <class T>
struct NumTraits<autodiff::Real<T>> : NumTraits<autodiff::plain_t<T>> {
    using Real = autodiff::Real<T>;
    using NonInteger = autodiff::Real<T>;
    using Nested = autodiff::Real<T>;
    enum {
        IsComplex = 0,
        IsInteger = 0,
        IsSigned = 1,
        RequireInitialization = 1,
        ReadCost = 1,
        AddCost = 4,
        MulCost = 4
    };
};

/// Products and sums of matrices of Real with matrices of plain numbers.
template <class T, class Operation>
struct ScalarBinaryOpTraits<autodiff::Real<T>, autodiff::plain_t<T>, Operation> {
    using ReturnType = autodiff::Real<T>;
};
template <class T, class Operation>
struct ScalarBinaryOpTraits<autodiff::plain_t<T>, autodiff::Real<T>, Operation> {
    using ReturnType = autodiff::Real<T>;
};

} // namespace Eigen
