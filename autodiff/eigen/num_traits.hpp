#pragma once

#include <autodiff/dual/limits.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/real.hpp>

#include <Eigen/Core>

namespace autodiff::eigen {

/// What Eigen asks of a scalar, so that Eigen::Matrix<autodiff::Var, ...> works like a matrix of double.
template <class Scalar>
struct ScalarNumTraits : Eigen::NumTraits<plain_t<Scalar>> {
    using Real = Scalar;
    using NonInteger = Scalar;
    using Nested = Scalar;
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

} // namespace autodiff::eigen

namespace Eigen {

template <class T>
struct NumTraits<autodiff::Real<T>> : autodiff::eigen::ScalarNumTraits<autodiff::Real<T>> {};
template <class T, std::size_t N>
struct NumTraits<autodiff::Dual<T, N>> : autodiff::eigen::ScalarNumTraits<autodiff::Dual<T, N>> {};

/// Products and sums of matrices of active scalars with matrices of plain numbers.
template <class Scalar, class Operation>
    requires autodiff::ActiveScalar<Scalar>
struct ScalarBinaryOpTraits<Scalar, autodiff::plain_t<Scalar>, Operation> {
    using ReturnType = Scalar;
};
template <class Scalar, class Operation>
    requires autodiff::ActiveScalar<Scalar>
struct ScalarBinaryOpTraits<autodiff::plain_t<Scalar>, Scalar, Operation> {
    using ReturnType = Scalar;
};

} // namespace Eigen
